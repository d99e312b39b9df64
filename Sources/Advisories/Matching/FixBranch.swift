import Formats
import Model

/// Which of several fixes of one flaw is that of a package's own line of development.
///
/// Distributions of the Red Hat family keep two versions of a package side by side, one for each
/// minor release, and name a flaw again when the later of them gets its fix: sudo
/// `1.9.5p2-15.el9_7` has it, and so has `1.9.17p2-3.el9_8`. The first is not affected for being
/// below the second.
struct FixBranch {
  private let own: Substring?

  init(_ package: Package) { own = Self.branch(of: package.version) }

  /// Whether the version has the fix of its own line, and what asks for more is another line's.
  ///
  /// Lines are told by the marks of minor releases alone (`el9_7`): a package without one may be of
  /// any line, and what may be a flaw is told.
  func isFixed(_ hits: [FlawHit], unaffected: [FlawHit]) -> Bool {
    guard let own else { return false }
    let others = hits.map { $0.judgement.fixed.flatMap(Self.branch(of:)) }
    guard others.allSatisfy({ $0 != nil && $0 != own }) else { return false }
    return unaffected.contains { hit in
      hit.judgement.candidate.affected.ranges.compactMap(\.fixedVersion).contains { version in
        Self.branch(of: version) == own
      }
    }
  }

  /// The mark of the minor release that a build was made for: `el9_7` of `1.9.5p2-15.el9_7.1`; `nil`
  /// where it names none.
  private static func branch(of version: String) -> Substring? {
    guard let dash = version.lastIndex(of: "-"), let rest = version[dash...].after(".el") else {
      return nil
    }
    let mark = rest.prefix { $0 != "." }
    return mark.contains("_") ? mark : nil
  }
}
