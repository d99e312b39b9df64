/// Writes JSON in the order it is told, the same bytes each time.
///
/// ```swift
/// var json = JSONWriter(.pretty)
/// json.object {
///   $0.field("name", "busybox")
///   $0.field("licenses", ["GPL-2.0-only"])
///   $0.field("packages", packages) { json, package in
///     json.object { $0.field("name", package.name) }
///   }
/// }
/// ```
///
/// Fields belong in an object, and values and objects in a list or at the root: the writer puts
/// commas and line breaks between them, and does not check what it is not told.
package struct JSONWriter: Sendable {
  /// How the text is laid out.
  package enum Layout: Hashable, Sendable {
    /// Two spaces for each level, and a newline at the end of the document.
    case pretty
    /// No blanks at all.
    case compact
  }

  /// What has been written so far.
  package private(set) var bytes: [UInt8] = []
  private let layout: Layout
  private var depth = 0
  /// Whether the next value or key is the first one of its list or object.
  private var isFirst = true
  /// Whether a key was written and its value comes next.
  private var followsKey = false

  package init(_ layout: Layout = .pretty) { self.layout = layout }

  /// The document as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes a scalar, or anything else that knows how to write itself.
  package mutating func value(_ value: some JSONWritable) { value.write(to: &self) }

  package mutating func null() { scalar("null") }

  /// Writes an object with the fields that `body` writes.
  package mutating func object<E>(_ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
    open(UInt8(ascii: "{"))
    try body(&self)
    close(UInt8(ascii: "}"))
  }

  /// Writes a list with the values that `body` writes.
  package mutating func list<E>(_ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
    open(UInt8(ascii: "["))
    try body(&self)
    close(UInt8(ascii: "]"))
  }

  /// Writes a list with one value, which `each` writes, for every element.
  package mutating func list<Elements: Sequence, E>(
    _ elements: Elements,
    each: (inout JSONWriter, Elements.Element) throws(E) -> Void
  ) throws(E) {
    open(UInt8(ascii: "["))
    for element in elements { try each(&self, element) }
    close(UInt8(ascii: "]"))
  }

  /// Writes the name of a field; its value must be written next.
  package mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    if layout == .pretty { bytes.append(UInt8(ascii: " ")) }
    followsKey = true
  }
}

// MARK: - Fields

extension JSONWriter {
  package mutating func field(_ key: String, _ value: some JSONWritable) {
    self.key(key)
    self.value(value)
  }

  /// Writes a field unless there is no value.
  package mutating func field(_ key: String, _ value: (some JSONWritable)?) {
    if let value { field(key, value) }
  }

  /// Writes a field whose value is a list, empty or not.
  package mutating func field<Elements: Sequence, E>(
    _ key: String,
    _ elements: Elements,
    each: (inout JSONWriter, Elements.Element) throws(E) -> Void
  ) throws(E) {
    self.key(key)
    try list(elements, each: each)
  }

  /// Writes a field unless its text is empty.
  package mutating func field(_ key: String, nonEmpty text: String) {
    if !text.isEmpty { field(key, text) }
  }

  /// Writes a field unless its list is empty.
  package mutating func field(_ key: String, nonEmpty elements: [some JSONWritable]) {
    if !elements.isEmpty { field(key, elements) }
  }

  /// Writes a field whose value is a list, unless that is empty.
  package mutating func field<Elements: Collection, E>(
    _ key: String,
    nonEmpty elements: Elements,
    each: (inout JSONWriter, Elements.Element) throws(E) -> Void
  ) throws(E) {
    if !elements.isEmpty { try field(key, elements, each: each) }
  }

  /// Writes a field whose value is an object.
  package mutating func object<E>(
    _ key: String,
    _ body: (inout JSONWriter) throws(E) -> Void
  ) throws(E) {
    self.key(key)
    try object(body)
  }

  /// Writes a field whose value is a list with the values that `body` writes.
  package mutating func list<E>(
    _ key: String,
    _ body: (inout JSONWriter) throws(E) -> Void
  ) throws(E) {
    self.key(key)
    try list(body)
  }
}

// MARK: - Bytes

extension JSONWriter {
  /// Writes a value that is already JSON: a number or a word.
  mutating func scalar(_ text: some StringProtocol) {
    separate()
    bytes.append(contentsOf: text.utf8)
    endValue()
  }

  /// Writes a string value.
  mutating func string(_ text: some StringProtocol) {
    separate()
    quote(text)
    endValue()
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    depth += 1
    isFirst = true
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    if !isFirst { breakLine() }
    bytes.append(bracket)
    endValue()
  }

  private mutating func endValue() {
    isFirst = false
    if depth == 0, layout == .pretty { bytes.append(UInt8(ascii: "\n")) }
  }

  /// Puts what belongs between the last value and the next one.
  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    guard depth > 0 else { return }
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    breakLine()
  }

  private mutating func breakLine() {
    guard layout == .pretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
  }

  private mutating func quote(_ text: some StringProtocol) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(Self.hexDigit(byte >> 4))
        bytes.append(Self.hexDigit(byte & 15))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
