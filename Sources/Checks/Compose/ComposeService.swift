package import Formats

/// One service of a compose file, with what it takes from others.
package struct ComposeService: Hashable, Sendable {
  package var name: String
  package var node: DataNode
  /// Where its name stands.
  package var position: DataNode.Position

  /// Whether it stands for itself: what only adds to another file says nothing by what it lacks.
  var isWhole: Bool { node["image"] != nil || node["build"] != nil || node["provider"] != nil }

  subscript(key: String) -> DataNode? { node[key].flatMap { $0.isNull ? nil : $0 } }

  /// The name of the image; `nil` where there is none or variables decide it.
  var image: (name: ImageName, node: DataNode)? {
    guard let node = self["image"], let text = node.scalarText, !text.hasUnknown else { return nil }
    return (ImageName(text), node)
  }

  /// The elements of a list, a single value standing for a list of one.
  func elements(_ key: String) -> [DataNode] {
    guard let node = self[key] else { return [] }
    return node.list ?? (node.scalarText == nil ? [] : [node])
  }

  /// The fault of a place in it.
  func fault(_ text: String, _ way: String, at position: DataNode.Position) -> Fault {
    Fault(title: "Service \(name) \(text)", anchor: "\(name)/\(way)", position: position)
  }

  /// The fault that something is missing, told at the name.
  func lack(_ text: String, _ way: String) -> [Fault] {
    isWhole ? [fault(text, way, at: position)] : []
  }
}

extension DataNode {
  /// Whether it is true, also as text that a variable gave.
  var isTrue: Bool { boolean == true || string?.lowercased() == "true" }
}

extension String {
  /// Whether variables decide of it that are not known.
  var hasUnknown: Bool { after("${") != nil }
}

/// A name with a value, from a list of `name=value` or from a map.
struct ComposePair: Hashable, Sendable {
  var name: String
  var value: String?
  var position: DataNode.Position

  static func all(in node: DataNode?) -> [ComposePair] {
    if let map = node?.map {
      return map.entries.map { entry in
        ComposePair(
          name: entry.key,
          value: entry.value.scalarText,
          position: entry.value.isNull ? entry.keyPosition : entry.value.position
        )
      }
    }
    return (node?.list ?? []).compactMap { element in
      guard let text = element.scalarText else { return nil }
      let (name, value) = text.cut(at: "=").map { ($0, String($1)) } ?? (text[...], nil)
      return ComposePair(name: String(name), value: value, position: element.position)
    }
  }
}

/// A port of the host that leads to a service.
struct ComposePort: Hashable, Sendable {
  /// The address of the host; empty for all of them.
  var address: String
  /// The port of the host; empty where the engine chooses.
  var published: String
  var target: String
  var position: DataNode.Position

  var isForAll: Bool { ["", "0.0.0.0", "::", "[::]", "*"].contains(address) }

  init?(_ node: DataNode) {
    position = node.position
    if node.map != nil {
      address = node["host_ip"]?.scalarText ?? ""
      published = node["published"]?.scalarText ?? ""
      target = node["target"]?.scalarText ?? ""
      if let value = node["published"] ?? node["target"] { position = value.position }
      return
    }
    guard let text = node.scalarText else { return nil }
    var rest = text.cut(at: "/")?.before ?? text[...]
    if let (before, after) = rest.cut(atLast: ":") {
      target = String(after)
      rest = before
    } else {
      target = String(rest)
      rest = ""
    }
    if let (before, after) = rest.cut(atLast: ":") {
      address = String(before)
      published = String(after)
    } else {
      address = ""
      published = String(rest)
    }
  }
}

/// A folder, a file or a volume that a service sees.
struct ComposeMount: Hashable, Sendable {
  /// Of the host, or the name of a volume; empty where there is none.
  var source: String
  var target: String
  var isReadOnly: Bool
  var propagation: String
  var position: DataNode.Position

  init?(_ node: DataNode) {
    position = node.position
    if node.map != nil {
      source = node["source"]?.scalarText ?? node["src"]?.scalarText ?? ""
      target = node["target"]?.scalarText ?? ""
      isReadOnly = node["read_only"]?.isTrue ?? false
      propagation = node["bind"]?["propagation"]?.scalarText ?? ""
      if let value = node["source"] { position = value.position }
      return
    }
    guard let text = node.scalarText else { return nil }
    let pieces = text.pieces(on: ":")
    source = pieces.count > 1 ? String(pieces[0]) : ""
    target = pieces.count > 1 ? String(pieces[1]) : text
    let modes = pieces.count > 2 ? pieces[2].pieces(on: ",") : []
    isReadOnly = modes.contains("ro")
    propagation = modes.map(String.init).first { ["shared", "rshared"].contains($0) } ?? ""
  }
}

extension ComposeService {
  var ports: [ComposePort] { elements("ports").compactMap(ComposePort.init) }
  var mounts: [ComposeMount] { elements("volumes").compactMap(ComposeMount.init) }
  var environment: [ComposePair] { ComposePair.all(in: self["environment"]) }
}
