import Formats
import Model

/// Names Swift packages by where their code is, which is all the identity that they have.
enum SwiftPackage {
  /// A package by the address of its repository: `https://github.com/apple/swift-nio.git`,
  /// `git@github.com:apple/swift-nio.git`; `nil` for an address without a path.
  ///
  /// Source: the `swift` definition of the package-URL types: host and owner are the namespace.
  static func make(repository: String, version: String, _ evidence: Evidence) -> Package? {
    var path = repository[...]
    if let rest = repository.cut(at: ":")?.after.dropping(prefix: "//") {
      path = rest
    } else if let (host, rest) = repository.cut(at: ":"), host.contains("@") {
      path = "\(host)/\(rest)"
    }
    if let (user, rest) = path.cut(at: "@"), !user.contains("/") { path = rest }
    var parts = path.pieces(on: "/").filter { !$0.isEmpty }
    guard parts.count >= 2, let last = parts.popLast() else { return nil }
    // A port is no part of a name.
    let host = parts[0].cut(at: ":")?.before ?? parts[0]
    return Package(
      .swift,
      namespace: ([host] + parts.dropFirst()).joined(separator: "/"),
      name: String(last.dropping(suffix: ".git") ?? last),
      version: version,
      evidence: evidence
    )
  }
}
