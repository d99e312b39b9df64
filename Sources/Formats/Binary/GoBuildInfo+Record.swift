// The module record: lines of tab-separated fields, the first of which says what the line is.
//
//   path  import path of the main package
//   mod   path  version  [sum]      the main module
//   dep   path  version  [sum]      a module it depends on
//   =>    path  version  [sum]      what stands in for the module on the line before
//   build key=value                 a setting; either side may be quoted as in Go source
//
// Source: Go, runtime/debug/mod.go (ParseBuildInfo).

extension GoBuildInfo {
  /// Adds what the lines of a record say; unknown lines are for later toolchains, and skipped.
  mutating func parse(_ place: Range<Int>, in bytes: Span<UInt8>) throws(BinaryError) {
    var start = place.lowerBound
    var number = 0
    var isMainLast = false
    while start < place.upperBound {
      number += 1
      var end = start
      while end < place.upperBound, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      guard let line = bytes.text(in: start..<end) else {
        throw .malformed("line \(number) of the Go module record is not UTF-8")
      }
      start = end + 1
      guard let tab = line.utf8.firstIndex(of: UInt8(ascii: "\t")) else { continue }
      let rest = line[line.utf8.index(after: tab)...]
      switch line[..<tab] {
      case "path": path = String(rest)
      case "mod":
        main = Dependency(module: GoBuildInfo.module(rest))
        isMainLast = true
      case "dep":
        dependencies.append(Dependency(module: GoBuildInfo.module(rest)))
        isMainLast = false
      case "=>":
        let replacement = GoBuildInfo.module(rest)
        if isMainLast {
          main?.replacement = replacement
        } else if let last = dependencies.indices.last {
          dependencies[last].replacement = replacement
        } else {
          throw .malformed("line \(number) of the Go module record replaces nothing")
        }
      case "build":
        if let setting = GoBuildInfo.setting(in: rest) { settings.append(setting) }
      default: continue
      }
    }
  }

  private static func module(_ text: Substring) -> Module {
    let fields = text.split(separator: "\t", omittingEmptySubsequences: false)
    func field(_ index: Int) -> String {
      fields.indices.contains(index) ? String(fields[index]) : ""
    }
    return Module(path: field(0), version: field(1), sum: field(2))
  }

  private static func setting(in text: Substring) -> Setting? {
    var rest = text
    guard let key = unquoted(&rest, until: UInt8(ascii: "=")) else { return nil }
    guard rest.utf8.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst()
    guard let value = unquoted(&rest, until: nil) else { return nil }
    return Setting(key: key, value: value)
  }

  /// Takes a Go string from the start of `text`: quoted in `"` with escapes, in backquotes without,
  /// or plain up to `end`.
  private static func unquoted(_ text: inout Substring, until end: UInt8?) -> String? {
    switch text.utf8.first {
    case UInt8(ascii: "\""): return quoted(&text)
    case UInt8(ascii: "`"):
      let body = text.dropFirst()
      guard let close = body.utf8.firstIndex(of: UInt8(ascii: "`")) else { return nil }
      text = body[body.utf8.index(after: close)...]
      return String(body[..<close])
    default:
      let close = end.flatMap { text.utf8.firstIndex(of: $0) } ?? text.endIndex
      defer { text = text[close...] }
      return String(text[..<close])
    }
  }

  /// Reads a quoted string with the escapes that Go's `strconv.Quote` writes.
  private static func quoted(_ text: inout Substring) -> String? {
    var result = String.UnicodeScalarView()
    var scalars = text.unicodeScalars.dropFirst()
    while let scalar = scalars.popFirst() {
      if scalar == "\"" {
        text = Substring(scalars)
        return String(result)
      }
      guard scalar == "\\" else {
        result.append(scalar)
        continue
      }
      switch scalars.popFirst() {
      case "n": result.append("\n")
      case "t": result.append("\t")
      case "r": result.append("\r")
      case "x": guard append(hexDigits: 2, of: &scalars, to: &result) else { return nil }
      case "u": guard append(hexDigits: 4, of: &scalars, to: &result) else { return nil }
      case "U": guard append(hexDigits: 8, of: &scalars, to: &result) else { return nil }
      case let other?: result.append(other)
      case nil: return nil
      }
    }
    return nil
  }

  private static func append(
    hexDigits count: Int,
    of scalars: inout Substring.UnicodeScalarView,
    to result: inout String.UnicodeScalarView
  ) -> Bool {
    let digits = String(scalars.prefix(count))
    guard digits.utf8.count == count, let value = UInt32(digits, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { return false }
    scalars = scalars.dropFirst(count)
    result.append(scalar)
    return true
  }
}
