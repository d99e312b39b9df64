import Formats

/// Where the code of a package was checked out from.
enum VCSAddress {
  /// The `vcs_url` qualifier: `git+https://host/path@commit#directory`.
  ///
  /// Source: SPDX 2.3, section 7.7.1, which the package-URL specification refers to. The short form
  /// of SSH, `git@host:path`, becomes an address.
  static func url(
    _ address: String,
    system: String = "git",
    commit: String?,
    directory: String = ""
  ) -> String {
    var url = address
    if !address.contains("://"), let (host, path) = address.cut(at: ":"), host.contains("@") {
      url = "ssh://\(host)/\(path)"
    }
    if !url.hasPrefix("\(system)+"), !url.hasPrefix("\(system)://") { url = "\(system)+\(url)" }
    if let commit, !commit.isEmpty { url += "@\(commit)" }
    return directory.isEmpty || directory == "." ? url : "\(url)#\(directory)"
  }
}
