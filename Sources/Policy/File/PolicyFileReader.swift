import Formats
package import Model

/// Reads `plimsoll.yaml`.
///
/// ```yaml
/// fail-on: [high,fixed, exploited]
/// ignore-unfixed: true
/// waivers:
///   - id: CVE-2024-1234
///     package: libfoo*
///     reason: the vulnerable mode is off
///     expires: 2026-12-01
/// ```
///
/// Strict: what it does not know is an error, so that a slip of the pen never waives more, or denies
/// less, than was meant.
package enum PolicyFileReader {
  /// All keys, sorted.
  package static let keys = [
    "artifact-vex", "baseline", "fail-on", "ignore-development", "ignore-files",
    "ignore-kernel-headers", "ignore-states", "ignore-unfixed", "min-severity", "require-packs",
    "vex", "waivers",
  ]

  /// `name` is what waivers are said to come from: `plimsoll.yaml`.
  package static func read(
    _ bytes: Span<UInt8>,
    name: String,
    limits: Limits
  ) throws(PolicyFileError) -> PolicyFile {
    let documents: [DataNode]
    do {
      documents = try YAMLReader.parse(bytes, limits: limits)
    } catch {
      throw .unreadable(error)
    }
    guard documents.count <= 1 else { throw .severalDocuments }
    // An empty file, or one of comments alone, is a policy that asks nothing.
    guard let root = documents.first, !root.isNull else { return PolicyFile() }
    let fields = try PolicyFields(root, of: "a policy", keys: keys)
    var policy = PolicyFile()
    try readOptions(fields, into: &policy.options)
    policy.vex = try fields.texts("vex")
    policy.ignoreFiles = try fields.texts("ignore-files")
    policy.baseline = try fields.text("baseline") ?? ""
    policy.heedsArtifact = try fields.flag("artifact-vex")
    policy.requiresPacks = try fields.flag("require-packs")
    for node in try fields.list("waivers") {
      policy.waivers.append(try WaiverReader.read(node, file: name))
    }
    return policy
  }

  private static func readOptions(
    _ fields: PolicyFields,
    into options: inout PolicyOptions
  ) throws(PolicyFileError) {
    let failOn = try fields.texts("fail-on")
    do {
      options.failOn = try FailOnRule.parse(failOn)
    } catch {
      throw .failOn(error, line: fields.line(of: "fail-on"))
    }
    options.ignoresUnfixed = try fields.flag("ignore-unfixed")
    options.ignoresKernelHeaders = try fields.flag("ignore-kernel-headers")
    options.ignoresDevelopment = try fields.flag("ignore-development")
    options.minimumSeverity =
      try fields.oneOf("min-severity", Severity.allCases) ?? .unknown
    for word in try fields.texts("ignore-states") {
      guard let state = FixState(rawValue: word), state != .fixed, state != .notAffected else {
        throw .value(
          word,
          key: "ignore-states",
          line: fields.line(of: "ignore-states"),
          expected: FixState.allCases.filter { $0 != .fixed && $0 != .notAffected }
            .map(\.rawValue).joined(separator: ", ")
        )
      }
      options.ignoredStates.insert(state)
    }
  }
}

/// The entries of one map, each with its line.
struct PolicyFields {
  let map: DataMap
  let line: Int

  init(_ node: DataNode, of what: String, keys: [String]) throws(PolicyFileError) {
    line = node.position.line
    guard let map = node.map else {
      throw .wrongType(key: what, line: node.position.line, expected: "a map of keys and values")
    }
    for entry in map.entries where !keys.contains(entry.key) {
      throw .unknownKey(entry.key, line: entry.keyPosition.line, allowed: keys)
    }
    self.map = map
  }

  func line(of key: String) -> Int {
    map.entries.first { $0.key == key }?.keyPosition.line ?? line
  }

  /// The value of a key; `nil` also for one that is there without a value.
  private func value(_ key: String) -> DataNode? {
    guard let value = map[key], !value.isNull else { return nil }
    return value
  }

  func text(_ key: String) throws(PolicyFileError) -> String? {
    guard let value = value(key) else { return nil }
    guard let text = value.scalarText else {
      throw .wrongType(key: key, line: line(of: key), expected: "a text")
    }
    return text
  }

  /// One text or a list of them.
  func texts(_ key: String) throws(PolicyFileError) -> [String] {
    guard let value = value(key) else { return [] }
    if let text = value.scalarText { return [text] }
    guard let list = value.list else {
      throw .wrongType(key: key, line: line(of: key), expected: "a text or a list of texts")
    }
    var texts: [String] = []
    for element in list {
      guard let text = element.scalarText else {
        throw .wrongType(key: key, line: element.position.line, expected: "a list of texts")
      }
      texts.append(text)
    }
    return texts
  }

  func list(_ key: String) throws(PolicyFileError) -> [DataNode] {
    guard let value = value(key) else { return [] }
    guard let list = value.list else {
      throw .wrongType(key: key, line: line(of: key), expected: "a list")
    }
    return list
  }

  func flag(_ key: String) throws(PolicyFileError) -> Bool {
    guard let value = value(key) else { return false }
    guard let flag = value.boolean else {
      throw .wrongType(key: key, line: line(of: key), expected: "true or false")
    }
    return flag
  }

  func oneOf<Choice: RawRepresentable<String>>(
    _ key: String,
    _ choices: [Choice]
  ) throws(PolicyFileError) -> Choice? {
    guard let text = try text(key) else { return nil }
    guard let choice = Choice(rawValue: text.lowercased()) else {
      let allowed = choices.map(\.rawValue).joined(separator: ", ")
      throw .value(text, key: key, line: line(of: key), expected: allowed)
    }
    return choice
  }

  func globs(_ key: String) throws(PolicyFileError) -> [TextPattern] {
    var patterns: [TextPattern] = []
    for text in try texts(key) {
      do {
        patterns.append(try TextPattern(glob: text))
      } catch {
        throw .pattern(error, text: text, line: line(of: key))
      }
    }
    return patterns
  }
}
