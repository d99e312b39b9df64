/// The tags of an RPM header that an inventory has a use for.
///
/// Source: rpm's docs/manual/tags.md.
package struct RPMTag: Hashable, Sendable {
  package let number: UInt32

  package static let name = RPMTag(number: 1000)
  package static let version = RPMTag(number: 1001)
  package static let release = RPMTag(number: 1002)
  package static let epoch = RPMTag(number: 1003)
  package static let vendor = RPMTag(number: 1011)
  package static let license = RPMTag(number: 1014)
  package static let packager = RPMTag(number: 1015)
  package static let architecture = RPMTag(number: 1022)
  package static let oldFileNames = RPMTag(number: 1027)
  package static let fileModes = RPMTag(number: 1030)
  package static let sourceRPM = RPMTag(number: 1044)
  package static let provides = RPMTag(number: 1047)
  package static let requires = RPMTag(number: 1049)
  package static let directoryIndexes = RPMTag(number: 1116)
  package static let baseNames = RPMTag(number: 1117)
  package static let directoryNames = RPMTag(number: 1118)
  package static let modularityLabel = RPMTag(number: 5096)
}
