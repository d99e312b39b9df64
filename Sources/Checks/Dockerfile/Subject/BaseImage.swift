package import Formats
import Model

/// What a stage is built from, its arguments replaced by their defaults.
package struct BaseImage: Hashable, Sendable {
  /// The kinds of base.
  package enum Kind: Hashable, Sendable {
    /// Nothing.
    case scratch
    /// An earlier stage.
    case stage(Int)
    case image
    /// It depends on arguments without a default.
    case unknown
  }

  package var kind: Kind
  /// The name with its registry, without tag and digest.
  package var name: String
  package var tag: String?
  package var digest: String?
  /// What `FROM` names, replaced as far as it can be.
  package var expansion: DockerfileExpansion

  /// Whether its shell is most likely that of Windows.
  var isWindows: Bool {
    kind == .image && ["windows", "nanoserver", "servercore"].contains { name.after($0) != nil }
  }

  /// The registry, `docker.io` where none is named.
  var registry: String {
    guard let (first, _) = name.cut(at: "/") else { return "docker.io" }
    let isHost = first == "localhost" || first.contains(".") || first.contains(":")
    return isHost ? String(first) : "docker.io"
  }

  static func all(of stages: [Dockerfile.Stage], with globals: GlobalArguments) -> [BaseImage] {
    var names: [String: Int] = [:]
    return stages.map { stage in
      let image = BaseImage(stage, names, globals)
      if let name = stage.name?.text.lowercased() { names[name] = stage.index }
      return image
    }
  }

  private init(_ stage: Dockerfile.Stage, _ names: [String: Int], _ globals: GlobalArguments) {
    let word = stage.base.text
    expansion = DockerfileExpansion(word, escape: globals.escape) { globals.value(of: $0) }
    var text = expansion.text[...]
    if let (before, after) = text.cut(at: "@") {
      digest = String(after)
      text = before
    }
    let start = text.utf8.lastIndex(of: UInt8(ascii: "/")) ?? text.startIndex
    if let colon = text.utf8[start...].lastIndex(of: UInt8(ascii: ":")) {
      tag = String(text[text.utf8.index(after: colon)...])
      text = text[..<colon]
    }
    name = String(text)
    if !expansion.unknown.isEmpty {
      kind = .unknown
    } else if let index = names[expansion.text.lowercased()] {
      kind = .stage(index)
    } else {
      kind = name == "scratch" ? .scratch : .image
    }
  }
}

/// The arguments before the first stage, which `FROM` may use.
struct GlobalArguments {
  /// `nil` for those without a default.
  private(set) var values: [String: String?] = [:]
  let escape: UInt8

  /// What the builder sets by itself.
  static let platforms: Set = [
    "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "TARGETOSVERSION",
    "BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT", "BUILDOSVERSION", "TARGETSTAGE",
  ]

  init(_ file: Dockerfile) {
    escape = file.escape
    for instruction in file.preamble where instruction.keyword == .arg {
      for pair in instruction.pairs {
        let known = values
        let text = pair.value.map { value in
          DockerfileExpansion(value.text, escape: file.escape) { known[$0] ?? nil }.text
        }
        values.updateValue(text, forKey: pair.name.text)
      }
    }
  }

  func value(of name: String) -> String? { values[name] ?? nil }
}
