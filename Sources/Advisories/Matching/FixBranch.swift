import Model

/// Which of several fixes of one flaw is that of a package's own line of development.
///
/// Distributions of the Red Hat family keep two versions of a package side by side, one for each
/// minor release, and name a flaw again when the later of them gets its fix: sudo
/// `1.9.5p2-15.el9_7` has it, and so has `1.9.17p2-3.el9_8`. The first is not affected for being
/// below the second.
struct FixBranch {
  private let own: Build

  init(_ package: Package) { own = Build(package.version) }

  /// Whether the version has the fix of its own line, and what asks for more is another line's, or
  /// the same build once more.
  func isFixed(_ hits: [FlawHit], unaffected: [FlawHit]) -> Bool {
    let fixes = hits.map(\.judgement.fixed)
    guard fixes.allSatisfy({ $0.map { isOther(Build($0)) } ?? false }) else { return false }
    return unaffected.contains { hit in
      hit.judgement.candidate.affected.ranges.compactMap(\.fixedVersion).contains { version in
        isOwn(Build(version))
      }
    }
  }

  private func isOwn(_ fix: Build) -> Bool {
    fix.version == own.version || !own.branch.isEmpty && fix.branch == own.branch
  }

  private func isOther(_ fix: Build) -> Bool {
    fix.version != own.version || fix.branch != own.branch && fix.build == own.build
  }

  /// The parts of an RPM version: `1.9.5p2`, `15` and `el9_7` of `0:1.9.5p2-15.el9_7`.
  private struct Build {
    let version: Substring
    let build: Substring
    let branch: Substring

    init(_ text: String) {
      var rest = text[...]
      if let colon = rest.firstIndex(of: ":") { rest = rest[rest.index(after: colon)...] }
      let dash = rest.lastIndex(of: "-") ?? rest.endIndex
      version = rest[..<dash]
      let release = rest[dash...].dropFirst()
      guard let mark = release.range(of: ".el") else {
        (build, branch) = (release, "")
        return
      }
      build = release[..<mark.lowerBound]
      branch = release[release.index(after: mark.lowerBound)...].prefix { $0 != "." }
    }
  }
}

extension Substring {
  /// Where a text first stands in it.
  fileprivate func range(of text: String) -> Range<Substring.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
