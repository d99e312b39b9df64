package import Formats
package import Model

// Layout: https://github.com/compose-spec/compose-spec/blob/main/spec.md

/// A compose file: its services with what they extend, variables replaced as far as they are known.
package struct ComposeFile: TableSubject {
  package var path: String
  package var root: DataNode
  package var services: [ComposeService] = []
  /// What was not followed.
  package var faults: [String] = []
  /// The text of files that services take their environment from, by the path they are named with.
  var environments: [String: String] = [:]

  /// Whether a document is one, by what stands in it.
  static func isOne(_ document: DataNode) -> Bool {
    guard document["apiVersion"] == nil, let services = document["services"]?.map else {
      return false
    }
    let keys = ["image", "build", "extends", "ports", "volumes", "environment", "command"]
    return services.entries.contains { entry in keys.contains { entry.value[$0] != nil } }
  }

  /// - Parameter neighbour: the bytes of a file in the same tree.
  package init(
    _ document: DataNode,
    path: String,
    limits: Limits,
    neighbour: (String) -> [UInt8]?
  ) {
    self.path = path
    let folder = Self.folder(of: path)
    var values: [String: String] = [:]
    if let bytes = neighbour(folder + ".env"), bytes.count <= 1 << 20 {
      values = Interpolation.values(of: String(decoding: bytes, as: UTF8.self))
    }
    var interpolation = Interpolation(values)
    root = interpolation.expand(document)
    var extending = ComposeExtending(limits: limits, values: values)
    extending.files[path] = root
    for entry in root["services"]?.map?.entries ?? [] where entry.value.map != nil {
      var node = entry.value
      if node["extends"] != nil {
        node = extending.whole(entry.key, in: path, neighbour: neighbour) ?? node
      }
      services.append(ComposeService(name: entry.key, node: node, position: entry.keyPosition))
    }
    faults = extending.faults
    for service in services {
      for file in service.elements("env_file") {
        let name = file["path"]?.scalarText ?? file.scalarText ?? ""
        guard !name.isEmpty, environments[name] == nil,
          let bytes = neighbour(Self.joined(folder, name)), bytes.count <= 1 << 20
        else { continue }
        environments[name] = String(decoding: bytes, as: UTF8.self)
      }
    }
  }

  /// The folder of a file with a slash behind it; empty for the root.
  static func folder(of path: String) -> String {
    path.cut(atLast: "/").map { "\($0.before)/" } ?? ""
  }

  /// A path from a folder, `.` and `..` taken away.
  static func joined(_ folder: String, _ name: String) -> String {
    var parts: [Substring] = []
    for part in (name.hasPrefix("/") ? name : folder + name).split(separator: "/") {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != "." {
        parts.append(part)
      }
    }
    return (name.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}

/// Follows `extends`, in the file and in others.
private struct ComposeExtending {
  var files: [String: DataNode?] = [:]
  var faults: [String] = []
  private let limits: Limits
  private let values: [String: String]
  private var made: [String: DataNode] = [:]
  /// Values that may still be copied.
  private var room = 1_000_000

  init(limits: Limits, values: [String: String]) {
    self.limits = limits
    self.values = values
  }

  /// A service with all that it extends.
  mutating func whole(
    _ name: String,
    in path: String,
    neighbour: (String) -> [UInt8]?
  ) -> DataNode? {
    var chain: [(key: String, node: DataNode, isForeign: Bool)] = []
    var (file, service) = (path, name)
    var base: DataNode?
    while true {
      let key = "\(file)\n\(service)"
      if let known = made[key] {
        base = known
        break
      }
      guard !chain.contains(where: { $0.key == key }), chain.count < 32 else {
        note("service \(service) extends itself")
        break
      }
      guard let node = document(file, neighbour)?["services"]?[service], node.map != nil else {
        note("service \(service) of \(file), which is extended, was not found")
        break
      }
      chain.append((key, node, file != path))
      guard let extends = node["extends"] else { break }
      service = extends["service"]?.scalarText ?? extends.scalarText ?? ""
      if let other = extends["file"]?.scalarText {
        file = ComposeFile.joined(ComposeFile.folder(of: file), other)
      }
    }
    var result = base
    for (at, link) in chain.enumerated().reversed() {
      // What is of another file is told where this one names it.
      let position = at > 0 ? chain[at - 1].node["extends"]?.position : nil
      let own = link.isForeign ? moved(link.node, to: position) : link.node
      result = result.map { merged($0, own) } ?? own
      if !link.isForeign { made[link.key] = result }
    }
    return result
  }

  private mutating func moved(_ node: DataNode, to position: DataNode.Position?) -> DataNode {
    room -= node.valueCount
    guard room > 0 else {
      note("services extend more than is followed")
      return DataNode(.map(DataMap()), at: node.position)
    }
    return node.moved(to: position ?? node.position)
  }

  private mutating func note(_ fault: String) {
    if !faults.contains(fault), faults.count < 8 { faults.append(fault) }
  }

  private mutating func document(_ path: String, _ neighbour: (String) -> [UInt8]?) -> DataNode? {
    if let known = files[path] { return known }
    var document: DataNode?
    if files.count < 64, let bytes = neighbour(path) {
      // What is broken there is told when that file is looked at.
      document = (try? YAMLReader.parse(bytes.span, limits: limits))?.first
    }
    if let read = document {
      var interpolation = Interpolation(values)
      document = interpolation.expand(read)
    }
    files[path] = document
    return document
  }

  /// Maps are joined, lists too, and of the rest the second one counts.
  private mutating func merged(_ base: DataNode, _ own: DataNode) -> DataNode {
    guard let first = base.map, let second = own.map else { return own }
    room -= first.count + second.count
    guard room > 0 else {
      note("services extend more than is followed")
      return own
    }
    var result = first
    for entry in second.entries {
      var value = entry.value
      if let old = result[entry.key] {
        if let before = old.list, let after = value.list {
          room -= before.count + after.count
          if room > 0 { value = DataNode(.list(before + after), at: value.position) }
        } else if old.map != nil, value.map != nil {
          value = merged(old, value)
        }
      }
      result.set(entry.key, at: entry.keyPosition, to: value)
    }
    return DataNode(.map(result), at: own.position)
  }
}

extension DataNode {
  /// How many values it is made of.
  fileprivate var valueCount: Int {
    switch content {
    case .list(let elements): elements.reduce(1) { $0 + $1.valueCount }
    case .map(let map): map.entries.reduce(1) { $0 + $1.value.valueCount }
    default: 1
    }
  }

  /// The same value, all of it said to stand at one place.
  fileprivate func moved(to position: Position) -> DataNode {
    switch content {
    case .list(let elements):
      return DataNode(.list(elements.map { $0.moved(to: position) }), at: position)
    case .map(let map):
      var moved = DataMap()
      for entry in map.entries {
        moved.set(entry.key, at: position, to: entry.value.moved(to: position))
      }
      return DataNode(.map(moved), at: position)
    default: return DataNode(content, at: position)
    }
  }
}
