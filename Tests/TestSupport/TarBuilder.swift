/// Builds tar archives in memory, honest and dishonest ones.
package struct TarBuilder {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func directory(_ path: String, mode: UInt16 = 0o755) {
    add(path + "/", type: "5", mode: mode)
  }

  package mutating func file(_ path: String, _ contents: [UInt8], mode: UInt16 = 0o644) {
    add(path, type: "0", contents: contents, mode: mode)
  }

  package mutating func file(_ path: String, _ text: String, mode: UInt16 = 0o644) {
    file(path, Array(text.utf8), mode: mode)
  }

  package mutating func symbolicLink(_ path: String, to target: String) {
    add(path, type: "2", link: target, mode: 0o777)
  }

  package mutating func hardLink(_ path: String, to target: String) {
    add(path, type: "1", link: target)
  }

  /// A whiteout: deletes `path` from the layers below.
  package mutating func whiteout(_ path: String) {
    let parts = path.split(separator: "/")
    file((parts.dropLast() + [".wh." + (parts.last ?? "")]).joined(separator: "/"), [UInt8]())
  }

  package mutating func opaque(_ directory: String) {
    file(directory + "/.wh..wh..opq", [UInt8]())
  }

  /// A pax header with these records, for the entry added next.
  package mutating func pax(_ records: [(String, String)], type: Character = "x") {
    var contents: [UInt8] = []
    for (key, value) in records {
      let rest = " \(key)=\(value)\n"
      var length = rest.utf8.count + 1
      while String(length).utf8.count + rest.utf8.count != length { length += 1 }
      contents += Array("\(length)\(rest)".utf8)
    }
    add("PaxHeaders/x", type: type, contents: contents)
  }

  /// GNU's long name, for the entry added next.
  package mutating func gnuLongName(_ name: String, type: Character = "L") {
    add("././@LongLink", type: type, contents: Array(name.utf8) + [0])
  }

  /// One entry with everything as given; `size` may lie.
  package mutating func add(
    _ path: String,
    type: Character,
    link: String = "",
    contents: [UInt8] = [],
    mode: UInt16 = 0o644,
    size: Int? = nil,
    edit: (inout [UInt8]) -> Void = { _ in }
  ) {
    var block = [UInt8](repeating: 0, count: 512)
    put(path, at: 0, in: &block, width: 100)
    put(octal(Int(mode), 7), at: 100, in: &block, width: 8)
    put(octal(0, 7), at: 108, in: &block, width: 8)
    put(octal(0, 7), at: 116, in: &block, width: 8)
    put(octal(size ?? contents.count, 11), at: 124, in: &block, width: 12)
    put(octal(0, 11), at: 136, in: &block, width: 12)
    block[156] = type.asciiValue ?? 0
    put(link, at: 157, in: &block, width: 100)
    put("ustar\u{0}00", at: 257, in: &block, width: 8)
    edit(&block)
    for index in 148..<156 { block[index] = 32 }
    let sum = block.reduce(0) { $0 + Int($1) }
    put(octal(sum, 6) + "\u{0} ", at: 148, in: &block, width: 8)
    bytes += block + contents
    bytes += [UInt8](repeating: 0, count: (512 - contents.count % 512) % 512)
  }

  /// The archive with its end marker.
  package func finished() -> [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

  private func put(_ text: String, at offset: Int, in block: inout [UInt8], width: Int) {
    for (index, byte) in text.utf8.prefix(width).enumerated() { block[offset + index] = byte }
  }

  private func octal(_ value: Int, _ width: Int) -> String {
    let digits = String(value, radix: 8)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
