import Formats
import Model

/// The files that a container would see, by path, as programs look for them.
struct ReachTree {
  /// What a path is.
  enum Node: Equatable {
    case file
    case directory
    case link(String)
  }

  private var nodes: [String: Node] = [:]
  /// Libraries by the name that programs ask for.
  private var libraries: [String: [String]] = [:]

  mutating func add(_ entry: PathTable.Entry) {
    let path = entry.pathText
    switch entry.kind {
    case .directory: nodes[path] = .directory
    case .symbolicLink: nodes[path] = .link(entry.linkTarget)
    default: nodes[path] = .file
    }
    guard entry.kind != .directory else { return }
    let name = path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
    if name.contains(".so") { libraries[String(name), default: []].append(path) }
  }

  /// The file at a path when all links are followed; `nil` where there is none.
  func file(at path: String) -> String? {
    var rest = path
    for _ in 0..<40 {
      guard let (link, target, tail) = firstLink(in: rest) else {
        return nodes[rest] == .file ? rest : nil
      }
      guard let resolved = ArchivePath.resolved(target: target, from: link) else { return nil }
      rest = tail.isEmpty ? resolved : resolved.isEmpty ? tail : resolved + "/" + tail
    }
    return nil
  }

  /// The first part of a path that is a link, where it leads, and what follows it.
  private func firstLink(in path: String) -> (link: String, target: String, tail: String)? {
    var end = path.startIndex
    while end < path.endIndex {
      let slash = path[end...].dropFirst().firstIndex(of: "/") ?? path.endIndex
      let part = String(path[..<slash])
      if case .link(let target) = nodes[part] {
        let tail = slash == path.endIndex ? "" : String(path[path.index(after: slash)...])
        return (part, target, tail)
      }
      end = slash
    }
    return nil
  }

  /// All files by the name of a library.
  func libraries(named name: String) -> [String] {
    let base = name.split(separator: "/").last.map(String.init) ?? name
    return (libraries[base] ?? []).compactMap { file(at: $0) }
  }

  /// The files that a word of a command may mean.
  ///
  /// - Parameters:
  ///   - word: as written.
  ///   - settings: where programs are looked for, and where the command begins.
  func files(meantBy word: String, _ settings: ImageSettings) -> [String] {
    if word.contains("/") || word.contains(".") {
      let start = word.hasPrefix("/") ? "" : settings.workingDirectory + "/"
      if let path = Self.normalised(start + word), let file = file(at: path) { return [file] }
    }
    guard !word.contains("/") else { return [] }
    for directory in settings.searchPath {
      guard let folder = Self.normalised(directory) else { continue }
      if let file = file(at: folder.isEmpty ? word : folder + "/" + word) { return [file] }
    }
    return []
  }

  private static func normalised(_ path: String) -> String? {
    ArchivePath.resolved(target: path.hasPrefix("/") ? path : "/" + path, from: "")
  }
}
