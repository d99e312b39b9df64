import Advisories
import Formats
import Model
import TestSupport

/// A line of a truth table: two versions and their order.
struct VersionTruth {
  var left: String
  var right: String
  var order: VersionOrder
}

/// The truths of shared tables whose path contains a text; `nil` where there are no tables.
func versionTruths(_ path: String) throws -> [VersionTruth]? {
  let archive = "feeds/version-compare/version-fixtures.tar.zst"
  guard let packed = sharedFixture(archive) else { return nil }
  let limits = Limits.standard
  var tar = TarReader(try decompressed(ArraySource(packed), limits: limits), limits: limits)
  var truths: [VersionTruth] = []
  while let file = try tar.next() {
    guard file.path.contains(path) else { continue }
    var contents: [UInt8] = []
    try tar.readContents(into: &contents)
    truths += contents.split(separator: 0x0A).compactMap(truth)
  }
  return truths
}

private func truth(_ line: ArraySlice<UInt8>) -> VersionTruth? {
  let words = line.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
  guard words.count == 3, let first = words[0].first, first != "#" else { return nil }
  let order: VersionOrder? =
    switch words[1] {
    case "<": .before
    case ">": .after
    case "=", "==": .same
    default: nil
    }
  return order.map { VersionTruth(left: words[0], right: words[2], order: $0) }
}

/// The truths that a scheme does not agree with, in words, from both sides.
func disagreements(_ truths: [VersionTruth], _ scheme: VersionScheme) -> [String] {
  truths.compactMap { truth in
    // What cannot be compared is a disagreement too.
    let order = try? scheme.compare(truth.left, truth.right)
    let reverse = try? scheme.compare(truth.right, truth.left)
    guard order != truth.order || reverse?.rawValue != -truth.order.rawValue else { return nil }
    return "\(truth.left) \(truth.order) \(truth.right): \(String(describing: order))"
  }
}
