import Glibc
import Reports

/// The environment of this process, read once and handed down: nothing below the commands looks
/// at it.
struct ProcessEnvironment {
  private let values: [String: String]

  init() {
    var values: [String: String] = [:]
    // SAFETY: the environment is a list of NUL-terminated texts that ends in a null pointer, and
    // nothing in this program changes it.
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      let text = unsafe String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        values[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      unsafe next += 1
    }
    self.values = values
  }

  /// A variable; one that is set to nothing counts as not set.
  subscript(name: String) -> String? {
    guard let value = values[name], !value.isEmpty else { return nil }
    return value
  }

  var all: [String: String] { values }

  var cacheDirectory: String {
    if let own = self["PLIMSOLL_CACHE_DIR"] { return own }
    if let base = self["XDG_CACHE_HOME"] { return "\(base)/plimsoll" }
    return "\(self["HOME"] ?? "/var")/.cache/plimsoll"
  }

  /// Where packs of data and keys are.
  var dataDirectory: String {
    if let own = self["PLIMSOLL_DATA_DIR"] { return own }
    if let base = self["XDG_DATA_HOME"] { return "\(base)/plimsoll" }
    return "\(self["HOME"] ?? "/var/lib")/.local/share/plimsoll"
  }

  /// What time it is; `SOURCE_DATE_EPOCH` where that is set, so that a run can be repeated.
  var now: Timestamp {
    sourceDate ?? Timestamp(secondsSinceEpoch: Int64(time(nil))) ?? .epoch
  }

  /// The date for reports that are to be the same each time (reproducible-builds.org).
  var sourceDate: Timestamp? {
    self["SOURCE_DATE_EPOCH"].flatMap { Int64($0) }.flatMap { Timestamp(secondsSinceEpoch: $0) }
  }
}
