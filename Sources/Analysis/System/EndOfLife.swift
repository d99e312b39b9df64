package import Model

/// When the support of a release ends.
package enum EndOfLife {
  /// What the table of facts says of one release.
  package struct Release: Hashable, Sendable {
    /// The version, or the components it begins with: `8` is every 8.x.
    package let version: String
    /// The last day of updates that everybody gets.
    package let date: String
    /// The last day of updates that are sold, or that a third party makes; where there are any.
    package let extended: String?
  }

  /// The last day of updates that everybody gets, as `YYYY-MM-DD`.
  ///
  /// `nil` for rolling releases and for those that the table does not know, which does not mean
  /// that they are supported.
  package static func date(of system: OperatingSystem) -> String? { release(of: system)?.date }

  /// The release with the longest version that fits.
  package static func release(of system: OperatingSystem) -> Release? {
    var id = system.id
    var version = system.version
    switch id {
    case "centos" where system.prettyName.contains("Stream"): id = "centos-stream"
    // The release before the first service pack.
    case "sles", "sled":
      id = "sles"
      if !version.contains(".") { version += ".0" }
    default: break
    }
    guard !version.isEmpty, let releases = EndOfLifeTables.releases[id] else { return nil }
    return
      releases
      .filter { version == $0.version || version.hasPrefix($0.version + ".") }
      .max { $0.version.utf8.count < $1.version.utf8.count }
  }
}
