import Analysis
package import Formats
import Glibc
package import Model

/// Walks a folder of sources as Git sees it: what `.gitignore` leaves out is left out, and links are
/// not followed.
package struct SourceFileWalk {
  /// What the walk came to.
  package enum Visit {
    case file(path: String, bytes: [UInt8])
    case gap(CoverageGap)
  }

  private let root: String
  private let limits: Limits
  private let exclusions: WalkExclusions

  /// - Parameter root: a folder.
  package init(root: String, exclusions: WalkExclusions, limits: Limits) {
    self.root = root
    self.exclusions = exclusions
    self.limits = limits
  }

  /// Shows the wanted files in the order of their paths, which are from the root of the walk.
  package func run(
    wants: (String) -> Bool,
    visit: (Visit) -> Void
  ) throws(ByteSourceError) {
    let top = try OpenDirectory(path: root)
    var ignores = IgnoreStack(limits: limits)
    ignores.addParents(of: root)
    ignores.enter("", in: top)
    // The open folders lie on a stack, so that depth costs no call frames.
    var stack = [top.listing(path: "")]
    var count = 0
    while var listing = stack.popLast() {
      guard let name = listing.names.popLast() else {
        ignores.leave(listing.path)
        continue
      }
      let path = listing.path.isEmpty ? name : "\(listing.path)/\(name)"
      stack.append(listing)
      count += 1
      guard count <= limits.entries else {
        let detail = "\(limits.entries) entries"
        return visit(.gap(CoverageGap(.limit, path: path, source: "walk", detail: detail)))
      }
      switch look(at: name, path, in: listing.directory, wants, ignores) {
      case .nothing: break
      case .folder(let folder):
        ignores.enter(path, in: folder)
        stack.append(folder.listing(path: path))
      case .visit(let found): visit(found)
      }
    }
  }

  private enum Look {
    case nothing
    case folder(OpenDirectory)
    case visit(Visit)
  }

  private func look(
    at name: String,
    _ path: String,
    in directory: OpenDirectory,
    _ wants: (String) -> Bool,
    _ ignores: IgnoreStack
  ) -> Look {
    do throws(ByteSourceError) {
      let entry = try directory.entry(name, path: path)
      if entry.kind == .directory {
        switch exclusions.decision(about: path, name: name) {
        case .skip: return .nothing
        case .skipWithGap(let detail):
          return .visit(.gap(CoverageGap(.unsupported, path: path, source: "walk", detail: detail)))
        case .walk: break
        }
        if ignores.covers(path, isFolder: true) { return .nothing }
        return .folder(try directory.open(name, path: path))
      }
      guard entry.kind == .file, wants(path), !ignores.covers(path, isFolder: false) else {
        return .nothing
      }
      guard entry.size <= limits.fileSize else { throw .limit("a file of \(entry.size) bytes") }
      var bytes: [UInt8] = []
      try directory.openFile(name, path: path).readAll(into: &bytes, atMost: limits.fileSize)
      return .visit(.file(path: path, bytes: bytes))
    } catch {
      return .visit(.gap(error.gap(path: path, source: "walk")))
    }
  }
}

/// The `.gitignore` files of the folders that we are in.
private struct IgnoreStack {
  private struct Level {
    /// The folder, from the root of the walk.
    var folder: String
    /// How the root of the walk is called from that folder, for those above it.
    var prefix: String
    var rules: GitIgnore
  }

  private let limits: Limits
  private var levels: [Level] = []

  init(limits: Limits) { self.limits = limits }

  /// Reads the file of a folder that is entered.
  mutating func enter(_ path: String, in folder: OpenDirectory) {
    guard let rules = rules(in: folder) else { return }
    levels.append(Level(folder: path, prefix: "", rules: rules))
  }

  mutating func leave(_ path: String) {
    if let last = levels.last, last.folder == path, last.prefix.isEmpty { levels.removeLast() }
  }

  /// Those of the folders above, up to the one that is a repository.
  mutating func addParents(of root: String) {
    // SAFETY: the system gives a text of its own, which is copied and freed.
    guard let resolved = unsafe realpath(root, nil) else { return }
    var folder = unsafe String(cString: resolved)
    unsafe free(resolved)
    var prefix = ""
    var found: [Level] = []
    while unsafe access("\(folder)/.git", F_OK) != 0 {
      guard let slash = folder.lastIndex(of: "/"), slash != folder.startIndex else { return }
      let name = folder[folder.index(after: slash)...]
      prefix = prefix.isEmpty ? String(name) : "\(name)/\(prefix)"
      folder = String(folder[..<slash])
      // A folder above that cannot be opened says nothing.
      guard let parent = try? OpenDirectory(path: folder), let rules = rules(in: parent) else {
        continue
      }
      found.insert(Level(folder: "", prefix: prefix, rules: rules), at: 0)
    }
    levels = found
  }

  private func rules(in folder: OpenDirectory) -> GitIgnore? {
    var bytes: [UInt8] = []
    do throws(ByteSourceError) {
      let file = try folder.openFile(".gitignore", path: ".gitignore")
      try file.readAll(into: &bytes, atMost: min(limits.fileSize, 1 << 20))
    } catch {
      // Most folders have none.
      return nil
    }
    let rules = GitIgnore(bytes.span)
    return rules.isEmpty ? nil : rules
  }

  /// Whether a path is left out; the nearest file that says anything decides.
  func covers(_ path: String, isFolder: Bool) -> Bool {
    for level in levels.reversed() {
      var below = path[...]
      if !level.folder.isEmpty {
        guard let inside = path.dropping(prefix: "\(level.folder)/") else { continue }
        below = inside
      }
      let name = level.prefix.isEmpty ? String(below) : "\(level.prefix)/\(below)"
      if let decision = level.rules.decision(on: name, isFolder: isFolder) { return decision }
    }
    return false
  }
}
