import Artifacts
import Formats
package import Model

/// Looks whether a file that was fetched is what such a file looks like, and whole, so that what a
/// gateway or a broken server answers does not take the place of a file that was good.
package enum FeedCheck {
  /// - Parameters:
  ///   - path: where the file lies, below `root`.
  ///   - name: what it will be called, by which its form is known.
  package static func check(
    _ path: String,
    below root: String,
    as name: String,
    limits: Limits
  ) throws(PackError) {
    var documents = FeedDocuments(root: root, limits: limits)
    var count = 0
    var fault: String?
    do throws(ByteSourceError) {
      try documents.visit(path) { member, reason in
        fault = fault ?? "\(member.split(separator: "!").last ?? ""): \(reason)"
      } body: { bytes, member in
        count += 1
        // Of an archive the members are not looked at: their reader tells of each what is wrong.
        if member == path, let wrong = Self.fault(in: bytes, name) { fault = fault ?? wrong }
      }
    } catch {
      throw PackError(name, "what came is damaged: \(error.text)")
    }
    if let fault { throw PackError(name, "what came is damaged: \(fault)") }
    guard count > 0 else { throw PackError(name, "what came is an empty archive") }
  }

  private static func fault(in bytes: Span<UInt8>, _ name: String) -> String? {
    let first = bytes.indices.first { !bytes[$0].isBlank }
    let last = bytes.indices.last { !bytes[$0].isBlank }
    guard let first, let last else { return "it is empty" }
    var head: [UInt8] = []
    for at in first..<min(first + 9, bytes.count) { head.append(bytes[at] | 0x20) }
    if head.starts(with: "<html".utf8) || head.starts(with: "<!doctype".utf8.map { $0 | 0x20 }) {
      return "it is a page for people"
    }
    let ends = (bytes[first], bytes[last])
    let plain = [".gz", ".bz2", ".xz", ".zst"].reduce(name) { text, ending in
      text.hasSuffix(ending) ? String(text.dropLast(ending.count)) : text
    }
    if plain.hasSuffix(".json") {
      let isWhole =
        ends == (UInt8(ascii: "{"), UInt8(ascii: "}"))
        || ends == (UInt8(ascii: "["), UInt8(ascii: "]"))
      return isWhole ? nil : "it is no JSON, or not all of it"
    }
    if plain.hasSuffix(".xml") {
      return ends == (UInt8(ascii: "<"), UInt8(ascii: ">"))
        ? nil : "it is no XML, or not all of it"
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
