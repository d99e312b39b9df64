import Foundation

/// The sources as they lie on disk, for tests that hold the code against its own lists.
enum Checkout {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The paths of all Swift files below a folder, from the root of the checkout.
  static func swiftFiles(below folder: String) -> [String] {
    files(below: folder, ending: ".swift")
  }

  /// The paths of all files below a folder whose names end so, from the root of the checkout.
  static func files(below folder: String, ending: String) -> [String] {
    let base = root.appending(path: folder)
    let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }.sorted()
  }

  /// The names of the types declared below a folder that conform to a protocol.
  static func types(conformingTo name: String, below folder: String) throws -> Set<String> {
    let declaration = try Regex(
      "(?:struct|enum) (\\w+)[^{]*:[^{]*\\b\(name)\\b",
      as: (Substring, Substring).self
    )
    var found: Set<String> = []
    for file in swiftFiles(below: folder) {
      for match in try text(file).matches(of: declaration) { found.insert(String(match.output.1)) }
    }
    return found
  }
}
