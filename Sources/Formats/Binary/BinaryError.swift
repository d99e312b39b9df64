/// Why an executable, or a record inside one, could not be read.
package enum BinaryError: Error, Hashable {
  /// The bytes are not what the format says; what, and where.
  case malformed(String)
  /// The file ends before something its headers name.
  case truncated(String)
  /// A limit was reached; which.
  case limit(String)
  /// A form of the format that is not read.
  case unsupported(String)
}
