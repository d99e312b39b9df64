import Formats
import Model
import Trust

/// Which packs of those that were signed together are wanted, or here.
///
/// What is signed stays as it was signed. The names of the packs that are here stand beside it, in
/// `held`: to strike one out is to have no data of it, which every report says.
package enum PackSelection: Hashable, Sendable {
  case all
  /// Packs whose names match one of these patterns, those of some spaces as far as there are any,
  /// and what is known of flaws of every kind.
  case matching([String], spaces: Set<String> = [])

  package func names(in manifest: PackManifest) -> Set<String> {
    Set(manifest.packs.filter(isWanted).map(\.name))
  }

  private func isWanted(_ pack: PackManifest.Entry) -> Bool {
    guard case .matching(let texts, let spaces) = self else { return true }
    if pack.space.isEmpty || spaces.contains(pack.space) { return true }
    return texts.contains { text in
      let pattern = GlobPattern(text)
      return pattern.matches(pack.name) || pattern.matches(pack.space)
    }
  }

  /// The patterns that no pack goes by.
  package func unmatched(in manifest: PackManifest) -> [String] {
    guard case .matching(let texts, _) = self else { return [] }
    return texts.filter { text in
      let pattern = GlobPattern(text)
      return !manifest.packs.contains { pattern.matches($0.name) || pattern.matches($0.space) }
    }
  }

  /// The names that stand beside a signed manifest; `nil` where all packs are here.
  static func held(in document: [UInt8]) -> Set<String>? {
    // The document was read before, and was an envelope.
    guard let node = try? JSONReader.parse(document.span, limits: .standard) else { return nil }
    return (node["held"]?.list).map { Set($0.compactMap(\.string)) }
  }

  /// A signed manifest with the names of the packs that are here beside it.
  static func document(_ envelope: Envelope, _ manifest: PackManifest) -> [UInt8] {
    guard !manifest.absent.isEmpty else { return envelope.json }
    var json = JSONWriter(.pretty)
    json.object {
      envelope.writeFields(to: &$0)
      $0.field("held", manifest.packs.map(\.name).sorted())
    }
    return json.bytes
  }
}

extension PackManifest {
  /// With these packs alone here.
  package func restricted(to names: Set<String>) -> PackManifest {
    var manifest = self
    manifest.packs = packs.filter { names.contains($0.name) }
    manifest.absent = Set(packs.map(\.name)).subtracting(names).union(absent).sorted()
    return manifest
  }

  /// The packs whose data is of an earlier day here than there, by the days that publishers give.
  package func older(than other: PackManifest) -> [String] {
    let days = Dictionary(other.packs.map { ($0.name, $0.date) }) { first, _ in first }
    return packs.filter { pack in days[pack.name].map { pack.date < $0 } ?? false }.map(\.name)
  }
}

extension PackManifest.Entry {
  /// The latest day that any publisher gives; empty where none does.
  package var date: String { feeds.map(\.date).max() ?? "" }
}
