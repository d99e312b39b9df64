import Model

/// Looks at every file a container would see, by mode, name and place.
struct FileSurveyor {
  private let ownership: Ownership
  private let isImage: Bool
  private let places = LeftoverPlaces()
  private(set) var survey = FileSurvey()
  /// Other names of files that have one already: those take no room.
  private(set) var hardLinks: Set<String> = []
  private var leftovers: [String: Leftover] = [:]
  /// The directory of the last file, and what it is: files of one follow one another.
  private var directory: [UInt8] = []
  private var place: (path: String, kind: Leftover.Kind)?
  private var holdsPrograms = false
  private var hasDirectory = false

  /// More of any kind than this is no list that anybody reads.
  private static let markedLimit = 10_000

  init(ownership: Ownership, isImage: Bool) {
    self.ownership = ownership
    self.isImage = isImage
  }

  mutating func add(_ entry: PathTable.Entry, layer: Int) {
    let layer = isImage ? layer : nil
    if Self.isMarked(entry) { mark(entry, layer) }
    guard entry.kind != .directory else { return }
    if entry.kind == .hardLink { hardLinks.insert(entry.pathText) }
    enter(entry.path[..<(entry.path.lastIndex(of: UInt8(ascii: "/")) ?? 0)])
    if holdsPrograms, entry.mode & 0o111 != 0 || entry.kind == .symbolicLink {
      noteTool(entry, layer)
    }
    if entry.kind == .file || entry.kind == .hardLink { noteLeftover(entry, layer) }
  }

  /// The survey, put in order.
  mutating func finish() -> FileSurvey {
    survey.marked.sort { $0.path < $1.path }
    survey.tools.sort { $0.path < $1.path }
    survey.leftovers = leftovers.values.sorted {
      ($0.kind.rawValue, $0.path) < ($1.kind.rawValue, $1.path)
    }
    return survey
  }

  private mutating func enter(_ path: ArraySlice<UInt8>) {
    if hasDirectory, directory.elementsEqual(path) { return }
    hasDirectory = true
    directory = Array(path)
    place = places.place(ofDirectory: directory)
    holdsPrograms = Self.endings.contains { directory.suffix($0.count).elementsEqual($0) }
  }

  /// Directories of programs.
  private static let endings: [[UInt8]] = ["bin", "sbin", "games"].map { Array($0.utf8) }

  // MARK: - Modes

  private static func isMarked(_ entry: PathTable.Entry) -> Bool {
    if !entry.capability.isEmpty || entry.kind == .device { return true }
    switch entry.kind {
    case .file, .hardLink: return entry.mode & 0o6002 != 0 || isPrivate(entry.path)
    case .directory: return entry.mode & 0o002 != 0
    default: return false
    }
  }

  /// Whether the file is one that only its owner should read.
  private static func isPrivate(_ path: [UInt8]) -> Bool {
    let text = path[...]
    if text.starts(with: "etc/".utf8) {
      return [
        "etc/shadow", "etc/gshadow", "etc/shadow-", "etc/gshadow-", "etc/sudoers",
      ].contains { text.elementsEqual($0.utf8) } || text.starts(with: "etc/ssh/ssh_host_".utf8)
    }
    guard text.starts(with: "root/".utf8) || text.starts(with: "home/".utf8) else { return false }
    let name = String(decoding: text, as: UTF8.self)
    return [
      "/.ssh/id_", "/.ssh/authorized_keys", "/.kube/config", "/.docker/config.json",
      "/.aws/credentials", "/.netrc", "/.pgpass", "/.git-credentials",
    ].contains { name.contains($0) }
  }

  private mutating func mark(_ entry: PathTable.Entry, _ layer: Int?) {
    guard survey.marked.count < Self.markedLimit else { return }
    let path = entry.pathText
    survey.marked.append(
      MarkedFile(
        path: path,
        kind: entry.kind,
        mode: entry.mode,
        userID: entry.userID,
        capabilities: FileCapability.names(in: entry.capability),
        owner: ownership.owner(of: path, key: entry.key),
        layer: layer
      )
    )
  }

  // MARK: - Names and places

  private mutating func noteTool(_ entry: PathTable.Entry, _ layer: Int?) {
    let path = entry.pathText
    guard let known = KnownTools.kind(of: name(of: entry)), survey.tools.count < Self.markedLimit
    else { return }
    survey.tools.append(
      FoundTool(
        path: path,
        name: known.name,
        kind: known.kind,
        owner: ownership.owner(of: path, key: entry.key),
        layer: layer
      )
    )
  }

  private mutating func noteLeftover(_ entry: PathTable.Entry, _ layer: Int?) {
    if let place {
      add(place.kind, place.path, entry.size, layer)
      return
    }
    guard let kind = places.kind(ofFile: name(of: entry), size: entry.size),
      ownership.owner(of: entry.pathText, key: entry.key) == nil
    else { return }
    add(kind, entry.pathText, entry.size, layer)
  }

  /// The name of an entry of the directory that was entered last.
  private func name(of entry: PathTable.Entry) -> String {
    let start = directory.isEmpty ? 0 : directory.count + 1
    return String(decoding: entry.path[start...], as: UTF8.self)
  }

  private mutating func add(_ kind: Leftover.Kind, _ path: String, _ bytes: Int64, _ layer: Int?) {
    var leftover =
      leftovers[path] ?? Leftover(kind: kind, path: path, files: 0, bytes: 0, layer: layer)
    leftover.files += 1
    leftover.bytes += bytes
    if let layer { leftover.layer = max(leftover.layer ?? 0, layer) }
    leftovers[path] = leftover
  }
}
