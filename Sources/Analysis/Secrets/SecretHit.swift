import Formats

/// A text that a form fits, still in the buffer.
struct SecretHit {
  /// The number of its rule.
  var rule: Int
  var range: Range<Int>
  /// The name it is given to; empty where there is none.
  var name: Range<Int>
  /// How sure the form is of it, the surest first: where texts overlap, one stays.
  var rank: Int
}

/// What kind of text a file holds, as its name tells.
enum TextKind {
  /// Settings: what stands there without quotes is a value too.
  case configuration
  case code
  /// Written to be read: names and values in it are samples.
  case documentation
  /// A program or other data.
  case binary

  init(path: String) {
    let lower = path.lowercased()
    let name = lower[
      (lower.lastIndex(of: "/").map { lower.index(after: $0) } ?? lower.startIndex)...
    ]
    let ending = name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
    if Self.documentEndings.contains(ending)
      || Self.documentFolders.contains(where: { lower.hasPrefix($0) || lower.holds("/\($0)") })
      || Self.documentNames.contains(where: { name.hasPrefix($0) })
    {
      self = .documentation
    } else if Self.settingEndings.contains(ending) || name.hasPrefix(".")
      || name.hasPrefix("dockerfile") || lower.isEmpty || name.hasPrefix("containerfile")
      || (ending.isEmpty && lower.hasPrefix("etc/"))
    {
      self = .configuration
    } else {
      self = .code
    }
  }

  private static let documentEndings: Set<String> = [
    "md", "rst", "txt", "html", "htm", "adoc", "tex", "pod", "man", "po", "pot", "mo", "1", "2",
    "3", "4", "5", "6", "7", "8", "xhtml", "svg", "map", "mdx", "ipynb",
  ]
  private static let documentFolders = [
    "usr/share/doc/", "usr/share/man/", "usr/share/info/", "usr/share/locale/",
  ]
  private static let documentNames = [
    "readme", "changelog", "changes", "license", "licence", "copying", "news", "authors", "history",
  ]
  private static let settingEndings: Set<String> = [
    "env", "ini", "cfg", "conf", "cnf", "config", "properties", "yaml", "yml", "json", "toml",
    "xml", "tf", "tfvars", "tfstate", "hcl", "plist", "reg", "netrc", "npmrc", "credentials",
    "secret", "secrets", "settings", "local", "production", "staging", "dev", "prod", "dockerfile",
    "containerfile", "service", "desktop", "list", "repo", "auto", "backup", "bak", "sql",
  ]
}

extension String {
  fileprivate func holds(_ part: String) -> Bool {
    utf8Span.span.firstIndex(of: Array(part.utf8)) != nil
  }
}
