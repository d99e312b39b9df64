/// The distribution an artifact runs, from its `os-release` or the file its age had.
///
/// Source: os-release(5).
package struct OperatingSystem: Hashable, Sendable {
  /// `ID`: `debian`, `alpine`, `rhel`; lower case.
  package var id: String
  /// `VERSION_ID`, empty for rolling releases.
  package var version: String
  /// `VERSION_CODENAME`, empty where there is none.
  package var codename: String
  /// `ID_LIKE`, in order.
  package var idLike: [String]
  /// `PRETTY_NAME`, or made from the others.
  package var prettyName: String
  /// `VARIANT_ID`, empty where there is none.
  package var variant: String
  /// `CPE_NAME`, empty where there is none.
  package var cpe: String
  /// The day support ends, as `YYYY-MM-DD`, where the table of facts knows the release.
  package var endOfLife: String?
  /// The file this was read from.
  package var path: String

  package init(id: String, version: String, path: String) {
    self.id = id
    self.version = version
    self.path = path
    codename = ""
    idLike = []
    prettyName = ""
    variant = ""
    cpe = ""
    endOfLife = nil
  }
}
