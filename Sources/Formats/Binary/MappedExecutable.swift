/// An executable whose headers tell which bytes of the file are loaded where.
///
/// What looks for records inside programs (Go build information, embedded dependency lists) asks
/// this, and need not know the three formats. All ranges are places in the file as a whole.
package protocol MappedExecutable: Sendable {
  var byteOrder: ByteOrder { get }
  /// The place of the section with this name; in Mach-O, in whichever segment.
  func contents(ofSection name: String) -> Range<Int>?
  /// Whether what has no section is not there at all, so that looking through the data is vain.
  var hasEverySectionNamed: Bool { get }
  /// The bytes loaded from this address on, to the end of what is loaded with them.
  func contents(from address: UInt64) -> Range<Int>?
  /// The places loaded as initialised, writable data, where linkers put records that have no
  /// section of their own.
  var dataContents: [Range<Int>] { get }
}

/// The kind of program that a file is.
package enum ExecutableKind: Hashable, Sendable {
  case program
  case library
  /// Object files, core dumps, debugging companions: nothing that is run or loaded.
  case other
}

/// The executables in a file, told by its first bytes: one, or as many as a universal Mach-O holds.
package func executables(
  in bytes: Span<UInt8>
) throws(BinaryError) -> [any MappedExecutable] {
  if ELFFile.isELF(bytes) { return [try ELFFile(bytes)] }
  if PEFile.isPE(bytes) { return [try PEFile(bytes)] }
  if MachOFile.isMachO(bytes) { return try MachOFile.all(in: bytes) }
  return []
}
