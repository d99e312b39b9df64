import Formats
import Model

/// Finds what the start command of an image can reach: programs it names, what they are linked
/// against or interpreted by, the packages those belong to, and what these depend on.
///
/// It errs towards keeping: a word of a script that might be a program is taken for one, and every
/// dependency of a package is needed.
struct ReachSearch {
  private let tree: ReachTree
  private let settings: ImageSettings
  private let links: [String: ProgramLinks]
  private let owner: (String) -> PackageOwner?
  private let dependencies: [PackageOwner: [PackageOwner]]
  private var seen: Set<String> = []
  private var waiting: [(path: String, reason: String)] = []
  private(set) var needed: [PackageOwner: String] = [:]
  private(set) var roots: [String] = []
  private(set) var doubts: Set<String> = []

  init(
    _ tree: ReachTree,
    _ settings: ImageSettings,
    links: [String: ProgramLinks],
    dependencies: [PackageOwner: [PackageOwner]],
    owner: @escaping (String) -> PackageOwner?
  ) {
    self.tree = tree
    self.settings = settings
    self.links = links
    self.dependencies = dependencies
    self.owner = owner
  }

  /// Follows everything that the image starts.
  mutating func run() {
    start(settings.argv, as: "the start command")
    if let test = settings.healthcheck, test != ["NONE"] {
      start(Array(test.dropFirst()), as: "the health check")
    }
    if roots.isEmpty { doubts.insert("The image names no program of its own to start") }
    follow()
  }

  /// Keeps packages whatever reaches them, and what they depend on.
  mutating func keep(_ packages: [PackageOwner], because reason: String) {
    for package in packages { need(package, reason) }
    follow()
  }

  private mutating func start(_ command: [String], as what: String) {
    for word in command {
      // A text for a shell: each word of it may be a program.
      let words = word.contains(where: \.isWhitespace) ? Self.words(of: word) : [word]
      if words.count > 1 { doubts.insert("Of \(what), words were read, and nothing was run") }
      for word in words {
        for file in tree.files(meantBy: word, settings) {
          if !roots.contains(file) { roots.append(file) }
          waiting.append((file, "\(what) names \(word)"))
        }
      }
    }
  }

  private static func words(of text: String) -> [String] {
    text.split { $0.isWhitespace || "|&;()<>\"'`$={}".contains($0) }.map(String.init)
  }

  private mutating func follow() {
    while let (path, reason) = waiting.popLast() {
      guard seen.insert(path).inserted else { continue }
      if let package = owner(path) { need(package, reason) }
      guard let link = links[path] else { continue }
      if !link.interpreter.isEmpty {
        visit(String(link.interpreter.drop { $0 == "/" }), "\(path) is run by it")
      }
      for library in link.libraries {
        for file in tree.libraries(named: library) {
          waiting.append((file, "\(path) needs \(library)"))
        }
      }
      for word in link.words {
        for file in tree.files(meantBy: word, settings) {
          waiting.append((file, "the script \(path) may call \(word)"))
        }
      }
    }
  }

  private mutating func visit(_ path: String, _ reason: String) {
    if let file = tree.file(at: path) { waiting.append((file, reason)) }
  }

  /// Marks a package, and all it depends on.
  private mutating func need(_ package: PackageOwner, _ reason: String) {
    guard needed[package] == nil else { return }
    needed[package] = reason
    var next = [package]
    while let package = next.popLast() {
      for other in dependencies[package] ?? [] where needed[other] == nil {
        needed[other] = "\(package.name) depends on it"
        next.append(other)
      }
    }
  }
}
