// The metadata of a .NET assembly, of which only the assembly's own name is read here.
//
//   CLI header       of the PE file's directory 14: address and size of the metadata at byte 8
//   metadata root    "BSJB", length of a version text, streams: offset, size, name
//   #~               which tables there are and their row counts, then the rows of table 0, 1, …
//   #Strings         zero-terminated UTF-8, by offset
//
// A row's width depends on how many rows the tables it refers to have, so that to find one table
// the widths of all before it are needed.
//
// Source: ECMA-335, partition II, clauses 22, 24 and 25.3.3.

/// What a .NET assembly calls itself.
package struct CLIAssembly: Hashable, Sendable {
  package let name: String
  /// Major, minor, build and revision.
  package let version: [UInt16]
  /// The language of an assembly that holds translations only; empty for any other.
  package let culture: String

  /// Reads the assembly's row; `nil` for a PE file that is no assembly.
  package init?(_ bytes: Span<UInt8>, _ file: PEFile) throws(BinaryError) {
    guard let header = file.contents(of: .commonLanguageRuntime) else { return nil }
    guard let address = bytes.integer(UInt32.self, at: header.lowerBound + 8, .little),
      let size = bytes.integer(UInt32.self, at: header.lowerBound + 12, .little)
    else { throw .truncated("CLI header") }
    guard let section = file.contents(fromRelative: address) else {
      throw .truncated("CLI metadata at address \(address)")
    }
    let metadata = bytes.extracting(section.prefix(Int(size)))
    let streams = try CLIStreams(metadata)
    guard let tables = streams.tables else { throw .malformed("CLI metadata without tables") }
    let layout = try CLITableLayout(metadata.extracting(tables))
    guard let row = layout.assemblyRow else { return nil }
    let content = metadata.extracting(tables)
    // Hash algorithm, version, flags, public key, name, culture.
    let numbers = (0..<4).compactMap {
      content.integer(UInt16.self, at: row + 4 + $0 * 2, .little)
    }
    let names = row + 16 + layout.blobWidth
    guard numbers.count == 4, let name = layout.index(in: content, at: names),
      let culture = layout.index(in: content, at: names + layout.stringWidth)
    else { throw .truncated("CLI assembly table") }
    let strings = metadata.extracting(streams.strings)
    guard let text = strings.zeroTerminatedText(at: name), !text.isEmpty,
      let language = strings.zeroTerminatedText(at: culture)
    else { throw .malformed("the name of the assembly") }
    self.name = text
    self.culture = language
    version = numbers
  }
}

/// The streams of the metadata that are used here.
private struct CLIStreams {
  var tables: Range<Int>?
  var strings = 0..<0

  init(_ metadata: Span<UInt8>) throws(BinaryError) {
    guard metadata.holds("BSJB") else { throw .malformed("no BSJB magic") }
    guard let length = metadata.integer(UInt32.self, at: 12, .little) else {
      throw .truncated("CLI metadata root")
    }
    var next = 16 + Int(length)
    guard let count = metadata.integer(UInt16.self, at: next + 2, .little) else {
      throw .truncated("CLI metadata root")
    }
    next += 4
    for _ in 0..<count {
      guard let offset = metadata.integer(UInt32.self, at: next, .little),
        let size = metadata.integer(UInt32.self, at: next + 4, .little),
        let name = metadata.zeroTerminatedText(at: next + 8, limit: 32)
      else { throw .truncated("CLI stream headers") }
      guard let place = metadata.place(at: offset, length: size) else {
        throw .truncated("CLI stream \(name)")
      }
      if name == "#~" || name == "#-" { tables = place }
      if name == "#Strings" { strings = place }
      next += 8 + (name.utf8.count + 4) & ~3
    }
  }
}

/// How wide the rows of the metadata tables are, and where the assembly's is.
private struct CLITableLayout {
  private static let assembly = 0x20
  private var rows = [UInt64](repeating: 0, count: 64)
  private let heapSizes: UInt8
  /// Where the assembly's row begins; `nil` in a module that belongs to another assembly.
  private(set) var assemblyRow: Int?

  init(_ tables: Span<UInt8>) throws(BinaryError) {
    guard let valid = tables.integer(UInt64.self, at: 8, .little) else {
      throw .truncated("CLI tables")
    }
    heapSizes = tables[6]
    var next = 24
    for table in 0..<64 where valid >> UInt64(table) & 1 == 1 {
      guard let count = tables.integer(UInt32.self, at: next, .little) else {
        throw .truncated("CLI tables")
      }
      rows[table] = UInt64(count)
      next += 4
    }
    // Some producers put four bytes of their own here.
    if heapSizes & 0x40 != 0 { next += 4 }
    guard rows[Self.assembly] > 0 else { return }
    // At most 32 tables of 2^32 rows of some 20 bytes: nothing overflows.
    let before = (0..<Self.assembly).reduce(0) { $0 + Int(rows[$1]) * width(ofTable: $1) }
    guard tables.place(at: next + before, length: 16) != nil else {
      throw .truncated("CLI assembly table")
    }
    assemblyRow = next + before
  }

  var stringWidth: Int { heapSizes & 1 != 0 ? 4 : 2 }
  var blobWidth: Int { heapSizes & 4 != 0 ? 4 : 2 }

  /// An index into the strings.
  func index(in tables: Span<UInt8>, at offset: Int) -> Int? {
    stringWidth == 4
      ? tables.integer(UInt32.self, at: offset, .little).map(Int.init)
      : tables.integer(UInt16.self, at: offset, .little).map(Int.init)
  }

  private func width(ofTable table: Int) -> Int {
    cliTables[table].reduce(0) { $0 + width(of: $1) }
  }

  private func width(of column: CLIColumn) -> Int {
    switch column {
    case .fixed(let width): width
    case .string: stringWidth
    case .guid: heapSizes & 2 != 0 ? 4 : 2
    case .blob: blobWidth
    case .row(let table): rows[table] < 1 << 16 ? 2 : 4
    case .coded(let tagBits, let tables):
      tables.allSatisfy { rows[$0] < 1 << UInt64(16 - tagBits) } ? 2 : 4
    }
  }
}
