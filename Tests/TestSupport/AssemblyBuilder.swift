/// Builds .NET assemblies that hold their own name and a version resource, and no code.
package struct AssemblyBuilder {
  package var name: String
  package var version: [UInt16] = [1, 0, 0, 0]
  package var culture = ""
  /// What the version resource says; none when empty.
  package var strings: [(String, String)] = []
  package var fileNumbers: [UInt16] = [1, 0, 0, 0]
  /// Whether offsets into the strings take four bytes, as in large assemblies.
  package var hasWideStrings = false
  /// Whether the metadata has the row that makes it an assembly.
  package var hasAssemblyRow = true

  package init(_ name: String) { self.name = name }

  package func build() -> [UInt8] {
    var file = PEBuilder()
    file.isLibrary = true
    file.sections = [TestSection(".text", cliHeader + metadata)]
    file.directories = [14: 0]
    if !strings.isEmpty {
      file.sections.append(TestSection(".rsrc", resources))
      file.directories[2] = 1
    }
    return file.build()
  }

  private var cliHeader: [UInt8] {
    var header = ByteBuilder()
    header.add(UInt32(72))
    header.add(UInt16(2))
    header.add(UInt16(5))
    header.add(UInt32(0x1000 + 72))
    header.add(UInt32(metadata.count))
    header.pad(to: 72)
    return header.bytes
  }

  private var metadata: [UInt8] {
    let strings = [0] + Array(name.utf8) + [0] + Array(culture.utf8) + [0]
    var root = ByteBuilder()
    root.add("BSJB")
    root.add(UInt32(0x1_0001))
    root.add(UInt32(0))
    root.add(UInt32(12))
    root.add("v4.0.30319", width: 12)
    root.add(UInt16(0))
    root.add(UInt16(2))
    let start = 32 + 12 + 20
    root.add(UInt32(start))
    root.add(UInt32(tables.count))
    root.add("#~", width: 4)
    root.add(UInt32(start + tables.count))
    root.add(UInt32(strings.count))
    root.add("#Strings", width: 12)
    return root.bytes + tables + strings
  }

  private var tables: [UInt8] {
    var tables = ByteBuilder()
    tables.add(UInt32(0))
    tables.add([2, 0, hasWideStrings ? 1 : 0, 1])
    // Module, TypeRef, Field and Assembly.
    tables.add(UInt64(0b1_0011 | (hasAssemblyRow ? 1 << 32 : 0)))
    tables.add(UInt64(0))
    for count in [1, 2, 1] + (hasAssemblyRow ? [1] : []) { tables.add(UInt32(count)) }
    let string = hasWideStrings ? 4 : 2
    tables.add([UInt8](repeating: 0xEE, count: 8 + string + 2 * (2 + 2 * string) + 4 + string))
    guard hasAssemblyRow else { return tables.bytes }
    tables.add(UInt32(0x8004))
    for number in version { tables.add(number) }
    tables.add(UInt32(0))
    tables.add(UInt16(0))
    for offset in [1, name.utf8.count + 2] {
      if hasWideStrings { tables.add(UInt32(offset)) } else { tables.add(UInt16(offset)) }
    }
    return tables.bytes
  }

  private var resources: [UInt8] {
    let info = block(
      "VS_VERSION_INFO",
      isText: false,
      value: fixed,
      children: [
        block(
          "StringFileInfo",
          children: [
            block(
              "000004b0",
              children: strings.map { block($0.0, value: utf16($0.1)) }
            )
          ]
        )
      ]
    )
    var tree = ByteBuilder()
    for (id, target) in [(16, 24 | 1 << 31), (1, 48 | 1 << 31), (0, 72)] {
      tree.add([UInt8](repeating: 0, count: 14))
      tree.add(UInt16(1))
      tree.add(UInt32(id))
      tree.add(UInt32(target))
    }
    tree.add(UInt32(0x2000 + 88))
    tree.add(UInt32(info.count))
    tree.pad(to: 88)
    return tree.bytes + info
  }

  private var fixed: [UInt8] {
    var fixed = ByteBuilder()
    fixed.add(UInt32(0xFEEF_04BD))
    fixed.add(UInt32(0x1_0000))
    for index in [1, 0, 3, 2] { fixed.add(fileNumbers[index]) }
    fixed.pad(to: 52)
    return fixed.bytes
  }

  private func block(
    _ key: String,
    isText: Bool = true,
    value: [UInt8] = [],
    children: [[UInt8]] = []
  ) -> [UInt8] {
    var block = ByteBuilder()
    block.add(UInt16(0))
    block.add(UInt16(isText ? value.count / 2 : value.count))
    block.add(UInt16(isText ? 1 : 0))
    block.add(utf16(key))
    block.align(4)
    block.add(value)
    for child in children {
      block.align(4)
      block.add(child)
    }
    block.bytes[0] = UInt8(truncatingIfNeeded: block.bytes.count)
    block.bytes[1] = UInt8(truncatingIfNeeded: block.bytes.count >> 8)
    return block.bytes
  }

  private func utf16(_ text: String) -> [UInt8] {
    var units = ByteBuilder()
    for unit in text.utf16 { units.add(unit) }
    units.add(UInt16(0))
    return units.bytes
  }
}
