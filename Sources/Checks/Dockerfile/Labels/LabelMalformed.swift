import Formats
import Model

/// A form that the value of a label may have to have.
struct LabelRow: Sendable {
  var id: String
  var alias: String
  var form: LabelForm
  var name: String
  var good: String
  var bad: String

  static let all = [
    LabelRow(
      id: "PLM-D172",
      alias: "DL3052",
      form: .url,
      name: "an address",
      good: "https://a.test/b",
      bad: "a b"
    ),
    LabelRow(
      id: "PLM-D173",
      alias: "DL3053",
      form: .rfc3339,
      name: "a time by RFC 3339",
      good: "2024-05-06T07:08:09Z",
      bad: "6 May 2024"
    ),
    LabelRow(
      id: "PLM-D174",
      alias: "DL3054",
      form: .spdx,
      name: "an SPDX licence expression",
      good: "Apache-2.0",
      bad: "Some licence"
    ),
    LabelRow(
      id: "PLM-D175",
      alias: "DL3055",
      form: .hash,
      name: "a hash of Git",
      good: "0123abc",
      bad: "main"
    ),
    LabelRow(
      id: "PLM-D176",
      alias: "DL3056",
      form: .semver,
      name: "a semantic version",
      good: "1.2.3-rc.1",
      bad: "one"
    ),
    LabelRow(
      id: "PLM-D177",
      alias: "DL3058",
      form: .email,
      name: "an address for mail",
      good: "a@b.test",
      bad: "nobody"
    ),
  ]

  /// What the OCI image specification says of its annotations.
  static let standard: [String: LabelForm] = [
    "org.opencontainers.image.created": .rfc3339,
    "org.opencontainers.image.url": .url,
    "org.opencontainers.image.source": .url,
    "org.opencontainers.image.documentation": .url,
    "org.opencontainers.image.licenses": .spdx,
  ]
}

/// A label whose value is not what its key promises.
struct LabelMalformed: Check {
  let rule: Rule
  let examples: Examples
  private let row: LabelRow

  init(_ row: LabelRow) {
    self.row = row
    rule = Rule(
      row.id,
      .negligible,
      "A label is not \(row.name)",
      why: "Tools that read it expect it to be, by the OCI image specification or the settings.",
      remedy: "Write it as \(row.good)",
      aliases: [row.alias],
      references: ["https://specs.opencontainers.org/image-spec/annotations/"]
    )
    let key = LabelRow.standard.keys.sorted().first { LabelRow.standard[$0] == row.form }
    let label = key ?? "a"
    examples = Examples(
      passing: [
        "FROM a:1\nLABEL \(label)=\"\(row.good)\"\nLABEL b=\"\(row.bad)\"\nLABEL \(label)=$C\n"
      ],
      failing: key == nil ? [] : ["FROM a:1\nLABEL \(label)=\"\(row.bad)\"\n"]
    )
  }

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.labels.compactMap { label in
      let form = file.options.labels[label.name] ?? LabelRow.standard[label.name]
      guard form == row.form, !label.isOpen, !label.value.isEmpty, !row.form.holds(for: label.value)
      else {
        return nil
      }
      let title = "The label \(label.name) is not \(row.name)"
      return file.finding(rule, title, in: label.step, at: label.position)
    }
  }
}

extension LabelForm {
  /// Whether a value has this form.
  func holds(for value: String) -> Bool {
    switch self {
    case .text: return true
    case .url:
      guard let rest = value.after("://"), let scheme = value.cut(at: ":")?.before else {
        return false
      }
      return !rest.isEmpty && !value.contains(" ") && !scheme.isEmpty
        && scheme.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "+") }
    case .rfc3339: return Self.isTime(value)
    case .semver: return Self.isVersion(value)
    case .hash:
      return (7...64).contains(value.utf8.count) && value.utf8.allSatisfy { $0.hexValue != nil }
    case .spdx: return SPDXExpression(value) != nil
    case .email:
      guard let (user, host) = value.cut(atLast: "@") else { return false }
      return !user.isEmpty && !host.isEmpty && !value.contains(" ")
    }
  }

  /// `2024-05-06T07:08:09Z`, with a fraction and a zone.
  private static func isTime(_ value: String) -> Bool {
    let pattern = Array("0000-00-00T00:00:00".utf8)
    let bytes = Array(value.uppercased().utf8)
    guard bytes.count > pattern.count else { return false }
    for (place, byte) in pattern.enumerated() {
      let isDigit = byte == UInt8(ascii: "0")
      let isSpace = place == 10 && bytes[place] == 0x20
      guard isDigit ? bytes[place].isASCIIDigit : bytes[place] == byte || isSpace else {
        return false
      }
    }
    var zone = bytes[pattern.count...]
    if zone.first == UInt8(ascii: ".") { zone = zone.dropFirst().drop(while: \.isASCIIDigit) }
    if zone.elementsEqual("Z".utf8) { return true }
    guard zone.count == 6, let sign = zone.first,
      sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    else { return false }
    return zone.dropFirst().enumerated().allSatisfy {
      $0.offset == 2 ? $0.element == UInt8(ascii: ":") : $0.element.isASCIIDigit
    }
  }

  private static func isVersion(_ value: String) -> Bool {
    let core = value.prefix { $0 != "-" && $0 != "+" }
    let numbers = core.pieces(on: ".")
    let areNumbers = numbers.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy(\.isASCIIDigit) && (part == "0" || !part.hasPrefix("0"))
    }
    let rest = value.dropFirst(core.count)
    return numbers.count == 3 && areNumbers
      && rest.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "-+.".utf8.contains($0) }
      && rest != "-" && rest != "+"
  }
}
