import Formats

/// Text armour for keys (RFC 7468).
enum PEM {
  static func text(_ bytes: [UInt8], label: String) -> String {
    let encoded = Array(Base64.encode(bytes))
    let lines = stride(from: 0, to: encoded.count, by: 64).map { start in
      String(encoded[start..<min(start + 64, encoded.count)])
    }
    return "-----BEGIN \(label)-----\n\(lines.joined(separator: "\n"))\n-----END \(label)-----\n"
  }

  /// The bytes of the first block with a label.
  static func bytes(of text: String, label: String) throws(KeyError) -> [UInt8] {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmed }
    guard let start = lines.firstIndex(of: "-----BEGIN \(label)-----"),
      let end = lines[start...].firstIndex(of: "-----END \(label)-----")
    else { throw .malformed("no PEM block '\(label)'") }
    let encoded = lines[(start + 1)..<end].joined()
    guard encoded.utf8.count <= 16384, let bytes = Base64.decode(encoded) else {
      throw .malformed("the PEM block '\(label)' is not base64")
    }
    return bytes
  }
}

/// Why a key cannot be used.
package enum KeyError: Error, Hashable {
  case malformed(String)
}

extension Substring {
  /// Without blanks at either end.
  fileprivate var trimmed: String {
    var rest = self
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
