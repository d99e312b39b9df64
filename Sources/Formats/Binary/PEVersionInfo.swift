// The version resource of a PE file.
//
//   resource tree    directories of entries (id or name, offset): type 16, any name, any language
//   data entry       address and size of the resource
//   VS_VERSIONINFO   nested blocks: length, length of the value, type, key in UTF-16, value,
//                    blocks; each begins at a multiple of four
//
// Source: Microsoft, "PE Format", "The .rsrc Section"; "VS_VERSIONINFO structure".

/// What a PE file says of its version, for people and in numbers.
package struct PEVersionInfo: Hashable, Sendable {
  /// The four numbers of the file's version; empty where they are not given.
  package private(set) var fileNumbers: [UInt16] = []
  /// `ProductVersion`, `FileVersion`, `CompanyName` and the like, of the first language.
  package private(set) var strings: [String: String] = [:]

  /// Reads the version resource; `nil` where there is none that can be read.
  package init?(_ bytes: Span<UInt8>, _ file: PEFile) {
    guard let place = PEVersionInfo.place(in: bytes, file) else { return nil }
    let resource = bytes.extracting(place)
    guard let root = VersionBlock(resource, at: 0, end: resource.count),
      root.key == "VS_VERSION_INFO"
    else { return nil }
    let fixed = root.value.lowerBound
    if resource.integer(UInt32.self, at: fixed, .little) == 0xFEEF_04BD {
      // Each half has the higher part first.
      let halves = [10, 8, 14, 12].compactMap {
        resource.integer(UInt16.self, at: fixed + $0, .little)
      }
      if halves.count == 4 { fileNumbers = halves }
    }
    root.forEachChild(in: resource) { info in
      guard info.key == "StringFileInfo" else { return }
      info.forEachChild(in: resource) { table in
        table.forEachChild(in: resource) { entry in
          guard strings[entry.key] == nil, let text = entry.text(in: resource) else { return }
          strings[entry.key] = String(text.trimmed)
        }
      }
    }
  }

  private static func place(in bytes: Span<UInt8>, _ file: PEFile) -> Range<Int>? {
    guard let root = file.contents(of: .resources) else { return nil }
    let tree = bytes.extracting(root)
    let isDirectory: UInt32 = 1 << 31
    guard let names = child(of: 0, in: tree, id: 16), names & isDirectory != 0,
      let languages = child(of: Int(names & ~isDirectory), in: tree), languages & isDirectory != 0,
      let leaf = child(of: Int(languages & ~isDirectory), in: tree), leaf & isDirectory == 0,
      let address = tree.integer(UInt32.self, at: Int(leaf), .little),
      let size = tree.integer(UInt32.self, at: Int(leaf) + 4, .little)
    else { return nil }
    // More than anything there is; the strings are a few hundred bytes.
    guard size <= 1 << 20 else { return nil }
    return file.contents(fromRelative: address)?.prefix(Int(size))
  }

  /// Where an entry of a directory leads: the one with this id, or the first.
  private static func child(of directory: Int, in tree: Span<UInt8>, id: UInt32? = nil) -> UInt32? {
    guard let named = tree.integer(UInt16.self, at: directory + 12, .little),
      let numbered = tree.integer(UInt16.self, at: directory + 14, .little)
    else { return nil }
    for entry in 0..<Int(named) + Int(numbered) {
      let place = directory + 16 + entry * 8
      guard let found = tree.integer(UInt32.self, at: place, .little),
        let offset = tree.integer(UInt32.self, at: place + 4, .little)
      else { return nil }
      if id == nil || found == id { return offset }
    }
    return nil
  }
}

/// One block of the version resource.
private struct VersionBlock {
  let key: String
  let value: Range<Int>
  let end: Int

  /// Reads the block at a multiple of four; `nil` where it does not fit before `end`.
  init?(_ resource: Span<UInt8>, at start: Int, end: Int) {
    guard let length = resource.integer(UInt16.self, at: start, .little), length >= 6,
      Int(length) <= end - start,
      let valueLength = resource.integer(UInt16.self, at: start + 2, .little),
      let type = resource.integer(UInt16.self, at: start + 4, .little)
    else { return nil }
    self.end = start + Int(length)
    let (key, next) = VersionBlock.text(in: resource, from: start + 6, to: self.end)
    guard let key else { return nil }
    self.key = key
    let begin = min((next + 3) & ~3, self.end)
    // Texts count in words of two bytes.
    let size = Int(valueLength) * (type == 1 ? 2 : 1)
    value = begin..<min(begin + size, self.end)
  }

  /// The value as text.
  ///
  /// Some compilers count its length in bytes, so that the end decides.
  func text(in resource: Span<UInt8>) -> String? {
    VersionBlock.text(in: resource, from: value.lowerBound, to: end).text
  }

  func forEachChild(in resource: Span<UInt8>, _ body: (VersionBlock) -> Void) {
    var next = (value.upperBound + 3) & ~3
    while next < end, let child = VersionBlock(resource, at: next, end: end) {
      body(child)
      next = (child.end + 3) & ~3
    }
  }

  /// UTF-16 up to a zero or the end, and where it stops.
  private static func text(
    in resource: Span<UInt8>,
    from start: Int,
    to end: Int
  ) -> (text: String?, end: Int) {
    var units: [UInt16] = []
    var next = start
    while next + 2 <= end, let unit = resource.integer(UInt16.self, at: next, .little) {
      next += 2
      if unit == 0 { break }
      units.append(unit)
    }
    return (String(validating: units, as: UTF16.self), next)
  }
}
