// A .NET program with its assemblies in one file.
//
//   program          holds, in its data, the offset of the header (8 bytes) and a signature
//   files            one after another
//   header           major and minor version, number of files (4 bytes each), an id (text);
//                    from major version 2 on five numbers of 8 bytes: place and size of deps.json
//                    and of runtimeconfig.json, and flags
//   entries          offset, size (8 bytes each), from major version 6 on the compressed size,
//                    type (1 byte), path (text)
//
// A text is its length, 7 bits a byte with the lowest first, and UTF-8.
//
// Source: dotnet/designs, "Single-file Bundler"; Microsoft.NET.HostModel, `Manifest` and
// `FileEntry`.

/// The files inside a single-file .NET program.
package struct DotNetBundle: Hashable, Sendable {
  /// SHA-256 of `.net core bundle` and a newline.
  private static let signature: [UInt8] = [
    0x8B, 0x12, 0x02, 0xB9, 0x6A, 0x61, 0x20, 0x38, 0x72, 0x7B, 0x93, 0x02, 0x14, 0xD7, 0xA0, 0x32,
    0x13, 0xF5, 0xB9, 0xE6, 0xEF, 0xAE, 0x33, 0x18, 0xEE, 0x3B, 0x2D, 0xCE, 0x24, 0xB3, 0x6A, 0xAE,
  ]

  /// The place of the list of dependencies in the file; `nil` where the bundle has none.
  package private(set) var dependencies: Range<Int>?
  /// The name of that list, `app.deps.json`.
  package private(set) var dependenciesName = ""

  /// Reads the entries of a bundle; `nil` for a program that is none.
  package init?(
    _ bytes: Span<UInt8>,
    _ executable: some MappedExecutable
  ) throws(BinaryError) {
    guard let offset = DotNetBundle.headerOffset(in: bytes, executable) else { return nil }
    var cursor = BundleCursor(next: offset)
    let major = try cursor.number(UInt32.self, in: bytes)
    guard (1...6).contains(major) else {
      throw .unsupported("single-file bundle of version \(major)")
    }
    _ = try cursor.number(UInt32.self, in: bytes)
    let count = try cursor.number(UInt32.self, in: bytes)
    _ = try cursor.text(in: bytes)
    if major >= 2 {
      for _ in 0..<5 { _ = try cursor.number(UInt64.self, in: bytes) }
    }
    // Each entry takes bytes of the file, so that no number of them goes on for ever.
    for _ in 0..<count {
      let start = try cursor.number(UInt64.self, in: bytes)
      let size = try cursor.number(UInt64.self, in: bytes)
      if major >= 6 { _ = try cursor.number(UInt64.self, in: bytes) }
      let type = try cursor.number(UInt8.self, in: bytes)
      let path = try cursor.text(in: bytes)
      // Type 3; never compressed, since the host reads it in place.
      guard type == 3 else { continue }
      guard let place = bytes.place(at: start, length: size) else {
        throw .truncated("\(path) of a single-file bundle")
      }
      (dependencies, dependenciesName) = (place, path)
    }
  }

  private static func headerOffset(
    in bytes: Span<UInt8>,
    _ executable: some MappedExecutable
  ) -> Int? {
    for data in executable.dataContents {
      guard let found = bytes.extracting(data).firstIndex(of: signature) else { continue }
      let offset = bytes.integer(UInt64.self, at: data.lowerBound + found - 8, .little)
      // Zero in a host that starts files beside it.
      if let offset, offset != 0 { return Int(exactly: offset) }
    }
    return nil
  }
}

/// Reads numbers and texts one after another.
private struct BundleCursor {
  var next: Int

  mutating func number<Value: FixedWidthInteger & UnsignedInteger>(
    _ type: Value.Type,
    in bytes: Span<UInt8>
  ) throws(BinaryError) -> Value {
    guard let value = bytes.integer(type, at: next, .little) else {
      throw .truncated("header of a single-file bundle")
    }
    next += Value.bitWidth / 8
    return value
  }

  mutating func text(in bytes: Span<UInt8>) throws(BinaryError) -> String {
    var (length, shift) = (0, 0)
    while true {
      let byte = try number(UInt8.self, in: bytes)
      length |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { break }
      shift += 7
      guard shift <= 28 else { throw .malformed("a length in a single-file bundle") }
    }
    guard let place = bytes.place(at: next, length: length), let text = bytes.text(in: place) else {
      throw .truncated("a name in a single-file bundle")
    }
    next = place.upperBound
    return text
  }
}
