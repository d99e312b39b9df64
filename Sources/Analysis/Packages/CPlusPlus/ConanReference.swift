import Formats
import Model

/// A package as Conan names it: `name/version@user/channel#recipe:package#revision%time`.
///
/// Source: Conan documentation, "References"; the `conan` definition of the package-URL types.
struct ConanReference {
  let name: String
  let version: String
  private let user: String
  private let channel: String
  private let recipeRevision: String
  private let packageRevision: String

  /// Reads a reference; `nil` for a text without name and version.
  init?(_ text: some StringProtocol) {
    let bare = Substring(text).trimmed
    let (recipe, package) = bare.cut(at: ":") ?? (bare, "")
    let (owned, revision) = recipe.cut(at: "#") ?? (recipe, "")
    let (reference, owner) = owned.cut(at: "@") ?? (owned, "")
    guard let (name, version) = reference.cut(at: "/"), !name.isEmpty, !version.isEmpty else {
      return nil
    }
    // The time may stand behind any part.
    self.name = String(name)
    self.version = String(version.cut(at: "%")?.before ?? version)
    recipeRevision = String(revision.cut(at: "%")?.before ?? revision)
    let built = package.cut(at: "#")?.after ?? ""
    packageRevision = String(built.cut(at: "%")?.before ?? built)
    let (user, channel) = owner.cut(at: "/") ?? (owner, "")
    self.user = Self.given(user)
    self.channel = Self.given(channel)
  }

  /// Whether one version is meant, and no range.
  var isExact: Bool { !version.hasPrefix("[") }

  func package(_ evidence: Evidence) -> Package {
    var package = Package(.conan, name: name, version: version, evidence: evidence)
    let qualifiers = [
      "user": user, "channel": channel, "rrev": recipeRevision, "prev": packageRevision,
    ]
    package.qualifiers = qualifiers.filter { !$0.value.isEmpty }
    return package
  }

  /// `_` stands for none.
  private static func given(_ text: Substring) -> String { text == "_" ? "" : String(text) }
}
