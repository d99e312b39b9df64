package import Model

/// All patterns of all analyzers, compiled: one look-up for each file instead of one try for each
/// analyzer.
package struct FileIndex: Sendable {
  /// The analyzers, by the number the look-ups give.
  package let analyzers: [any FileAnalyzer]
  /// Looks for secrets in every file; `nil` where nobody asks for them.
  package let secrets: SecretScanner?
  private var byPath: [String: [Int]] = [:]
  private var byName: [String: [Condition]] = [:]
  /// Name endings by their last `.extension`, or the whole name where it has no dot.
  private var byExtension: [String: [Condition]] = [:]
  /// So few that comparing beats making a key of every file's directory.
  private var byDirectory: [(directory: String, beginning: String, analyzer: Int)] = []
  private var stores: [(directory: String, analyzer: Int)] = []
  private var executables: [Int] = []

  /// What else must hold for a file whose name fits.
  private struct Condition: Sendable {
    var analyzer: Int
    var test: Test

    enum Test: Sendable {
      case always
      case tail(String)
      case ending(String, under: String)
      case directoryEnding(String)
      case endingIn(String, directoryEnding: String)
      case endingInEach(String, of: String)
    }

    func holds(for file: FileEntry) -> Bool {
      switch test {
      case .always: true
      case .tail(let tail): file.path == tail || file.path.hasSuffix("/" + tail)
      case .ending(let ending, let under):
        file.name.ends(in: ending) && (under.isEmpty || file.path.isBelow(under))
      case .directoryEnding(let ending): file.directory.ends(in: ending)
      case .endingIn(let ending, let directory):
        file.name.ends(in: ending) && file.directory.ends(in: directory)
      case .endingInEach(let ending, let parent):
        file.name.ends(in: ending) && file.directory.isRightBelow(parent)
      }
    }
  }

  /// Compiles the patterns of the analyzers that serve `view`.
  ///
  /// - Parameter secrets: looks for secrets too, in files of any name.
  package init(
    _ types: [any FileAnalyzer.Type] = allAnalyzers,
    view: AnalysisView,
    limits: Limits,
    secrets: SecretScanner? = nil
  ) {
    self.secrets = secrets
    let wanted = types.filter { !$0.view.isDisjoint(with: view) }
    analyzers = wanted.map { $0.init(limits: limits) }
    for (number, type) in wanted.enumerated() {
      for pattern in type.patterns { add(pattern, number) }
    }
  }

  private mutating func add(_ pattern: FilePattern, _ number: Int) {
    func condition(_ test: Condition.Test) -> Condition {
      Condition(analyzer: number, test: test)
    }
    switch pattern {
    case .path(let path): byPath[path, default: []].append(number)
    case .directory(let path): byDirectory.append((path, "", number))
    case .beginning(let beginning, let path): byDirectory.append((path, beginning, number))
    case .directories(let path): stores.append((path, number))
    case .name(let name): byName[name, default: []].append(condition(.always))
    case .tail(let tail):
      byName[String(FileEntry(path: tail).name), default: []].append(condition(.tail(tail)))
    case .nameIn(let name, let ending):
      byName[name, default: []].append(condition(.directoryEnding(ending)))
    case .ending(let ending, let under):
      byExtension[String(ending[...].lastExtension), default: []]
        .append(condition(.ending(ending, under: under)))
    case .endingIn(let ending, let directory):
      byExtension[String(ending[...].lastExtension), default: []]
        .append(condition(.endingIn(ending, directoryEnding: directory)))
    case .endingInEach(let ending, let parent):
      byExtension[String(ending[...].lastExtension), default: []]
        .append(condition(.endingInEach(ending, of: parent)))
    case .executable: executables.append(number)
    }
  }

  /// The numbers of the analyzers that want to see this file, in order, each once.
  package func wanting(_ file: FileEntry) -> [Int] {
    var found = byPath[file.path] ?? []
    let name = file.name
    // Looked up as substrings: no file that nobody wants may cost an allocation.
    if let conditions = byName[String(name)] {
      for condition in conditions where condition.holds(for: file) {
        found.append(condition.analyzer)
      }
    }
    if let conditions = byExtension[String(name.lastExtension)] {
      for condition in conditions where condition.holds(for: file) {
        found.append(condition.analyzer)
      }
    }
    let parent = file.directory
    for (directory, beginning, analyzer) in byDirectory where parent == directory {
      if name.hasPrefix(beginning) { found.append(analyzer) }
    }
    return found.count < 2 ? found : Array(Set(found)).sorted()
  }

  /// The numbers of the analyzers that want to know of this directory, in order.
  package func wanting(directory: FileEntry) -> [Int] {
    stores.compactMap { directory.directory == $0.directory ? $0.analyzer : nil }
  }

  /// The numbers of the analyzers that want every executable.
  package var wantingExecutables: [Int] { executables }

  /// A text that changes when any analyzer would give another result: part of the cache key.
  package var identity: String {
    var names = analyzers.map { analyzer in
      let type = type(of: analyzer)
      return "\(type.name)@\(type.version)"
    }
    if secrets != nil { names.append("secrets@\(SecretScanner.version)") }
    return names.joined(separator: ",")
  }
}

extension Substring {
  /// Whether this directory lies right in one whose path ends like this.
  fileprivate func isRightBelow(_ tail: String) -> Bool {
    guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
    let parent = self[..<slash]
    return parent == tail || parent.hasSuffix("/" + tail)
  }

  /// The last dot and what follows it, or everything where there is no dot.
  fileprivate var lastExtension: Substring {
    guard let dot = utf8.lastIndex(of: UInt8(ascii: ".")) else { return self }
    return self[dot...]
  }

  /// Whether these are the last bytes: no file that nobody wants may be taken for characters.
  fileprivate func ends(in ending: String) -> Bool {
    let (mine, wanted) = (utf8, ending.utf8)
    return mine.count >= wanted.count && mine.suffix(wanted.count).elementsEqual(wanted)
  }
}

extension String {
  /// Whether this path lies in the directory, at any depth.
  fileprivate func isBelow(_ directory: String) -> Bool {
    let count = directory.utf8.count
    return utf8.count > count && utf8.starts(with: directory.utf8)
      && utf8[utf8.index(startIndex, offsetBy: count)] == UInt8(ascii: "/")
  }
}
