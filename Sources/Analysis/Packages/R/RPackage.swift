import Formats
import Model

/// An R package by the fields of its `DESCRIPTION`, which `renv.lock` repeats.
///
/// Source: "Writing R Extensions", section 1.1.1; remotes and renv for the `Remote…` fields.
struct RPackage {
  /// The value of a field, `nil` where it is missing.
  let field: (String) -> String?

  func package(name: String, version: String, evidence: Evidence) -> Package {
    var package = Package(.cran, name: name, version: version, evidence: evidence)
    if let license = field("License") { package.licenses = [RLicense.normalized(license)] }
    if let maintainer = field("Maintainer") {
      let name = (maintainer.cut(at: "<")?.before ?? maintainer[...]).trimmed
      package.vendor = String(name.dropping(prefix: "\"")?.dropping(suffix: "\"") ?? name)
    }
    package.dependencies = RPackage.names(in: [field("Depends"), field("Imports")])
    setSource(of: &package)
    return package
  }

  /// The packages in lists such as `R (>= 3.5), methods, rlang (>= 1.0)`, without R itself.
  static func names(in lists: [String?]) -> [String] {
    var names: Set<String> = []
    for list in lists.compactMap(\.self) {
      for entry in list.pieces(on: ",") {
        guard let name = (entry.cut(at: "(")?.before ?? entry).words.first, name != "R" else {
          continue
        }
        names.insert(String(name))
      }
    }
    return names.sorted()
  }

  private func setSource(of package: inout Package) {
    if let url = remoteURL() {
      package.qualifiers["vcs_url"] = VCSAddress.url(
        url,
        commit: field("RemoteSha"),
        directory: field("RemoteSubdir") ?? ""
      )
      return
    }
    let repository = field("Repository") ?? ""
    if field("biocViews") != nil || repository.hasPrefix("Bioconductor")
      || field("Source") == "Bioconductor"
    {
      package.qualifiers["repository_url"] = "https://bioconductor.org"
    } else if repository.contains("://"), !Self.mirrorsCRAN(repository) {
      package.qualifiers["repository_url"] = repository
    }
  }

  private func remoteURL() -> String? {
    let path = "\(field("RemoteUsername") ?? "")/\(field("RemoteRepo") ?? "")"
    switch field("RemoteType")?.lowercased() {
    case "github": return "https://\(host("github.com"))/\(path)"
    case "gitlab": return "https://\(host("gitlab.com"))/\(path)"
    case "bitbucket": return "https://\(host("bitbucket.org"))/\(path)"
    case "git", "git2r", "xgit": return field("RemoteUrl")
    default: return nil
    }
  }

  /// The host of an address of its programming interface, `api.github.com`.
  private func host(_ usual: String) -> String {
    guard let host = field("RemoteHost"), !host.contains(usual) else { return usual }
    let bare = (host.dropping(prefix: "https://") ?? host[...]).cut(at: "/")?.before ?? host[...]
    return String(bare.dropping(prefix: "api.") ?? bare)
  }

  /// Whether a repository gives what CRAN gives.
  static func mirrorsCRAN(_ address: String) -> Bool {
    let host =
      address.cut(at: ":").map { $0.after.pieces(on: "/") }
      .flatMap { $0.count > 2 ? $0[2] : nil } ?? ""
    return host.hasPrefix("cran.") || host.hasPrefix("cloud.r-project.org")
      || ["packagemanager.rstudio.com", "packagemanager.posit.co", "p3m.dev"].contains(host)
  }
}
