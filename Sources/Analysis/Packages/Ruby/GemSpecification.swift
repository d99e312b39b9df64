import Formats

/// What the specification of an installed gem says, read without running it.
///
/// Layout: a comment `# stub: name version platform paths`, then assignments to the block's
/// variable, `s.name = "rake".freeze`, and calls of `add_runtime_dependency`.
/// Source: RubyGems, `Gem::Specification#to_ruby`, `Gem::StubSpecification`.
struct GemSpecification {
  private(set) var name = ""
  private(set) var version = ""
  private(set) var licenses: [String] = []
  private(set) var authors: [String] = []
  private(set) var dependencies: Set<String> = []
  private var platform = ""

  init(_ text: String) {
    var stub: [Substring] = []
    for line in TextLines(text) {
      let trimmed = line.text.trimmed
      if trimmed.hasPrefix("#") {
        if let words = trimmed.dropping(prefix: "# stub: ")?.words { stub = words }
        continue
      }
      guard let (variable, after) = trimmed.cut(at: "."), variable.isIdentifier else { continue }
      let attribute = after.prefix { $0.isLetter || $0 == "_" }
      // A value may go on over several lines: it is read from the whole text, whose slices the
      // lines are.
      read(String(attribute), text[attribute.endIndex...])
    }
    // The stub stands in for what would have to be evaluated.
    if name.isEmpty, let word = stub.first { name = String(word) }
    if version.isEmpty, stub.count >= 2 { version = String(stub[1]) }
    if platform.isEmpty, stub.count >= 3 { platform = String(stub[2]) }
  }

  /// The platform the gem was built for; `nil` where that is any Ruby.
  var builtPlatform: String? { platform.isEmpty || platform == "ruby" ? nil : platform }

  private mutating func read(_ attribute: String, _ text: Substring) {
    switch attribute {
    case "name": name = Self.assigned(text)?.first ?? name
    case "version": version = Self.assigned(text)?.first ?? version
    case "platform": platform = Self.assigned(text)?.first ?? platform
    case "license", "licenses": licenses = Self.assigned(text) ?? licenses
    case "author", "authors": authors = Self.assigned(text) ?? authors
    case "add_dependency", "add_runtime_dependency":
      var literal = RubyLiteral(text.trimmed.dropping(prefix: "(") ?? text)
      if let needed = literal.string() { dependencies.insert(needed) }
    default: break
    }
  }

  private static func assigned(_ text: Substring) -> [String]? {
    guard let value = text.trimmed.dropping(prefix: "="), !value.hasPrefix("=") else { return nil }
    var literal = RubyLiteral(value)
    return literal.strings()
  }
}

extension Substring {
  fileprivate var isIdentifier: Bool {
    !isEmpty && utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") }
  }
}
