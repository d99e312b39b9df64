/// Why starter advisories could not be read or made.
package enum StarterError: Error, Hashable, CustomStringConvertible {
  /// The program was built without any.
  case absent
  /// Not a starter set at all, or one of another version of the program.
  case foreign
  /// The bytes are not those that were written.
  case damaged
  /// Over a limit: nothing is made.
  case refused(String)

  package var description: String {
    switch self {
    case .absent:
      "this program was built without starter advisories; "
        + "'plimsoll data update' gets data of your own"
    case .foreign:
      "the built-in starter advisories are of another version of plimsoll; install it again"
    case .damaged: "the built-in starter advisories are damaged; install plimsoll again"
    case .refused(let reason): "no starter advisories are made: \(reason)"
    }
  }
}
