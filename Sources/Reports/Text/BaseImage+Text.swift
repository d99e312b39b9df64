package import Model

extension Inventory {
  /// The base image in a line: `debian:12, layers 0 to 3, by their digests`; empty when it is not
  /// known.
  package var baseSentence: String {
    guard let base = subject.base else { return "" }
    var parts: [String] = []
    let digest = base.digest.map { "@\($0.algorithm.rawValue):\($0.hex.prefix(12))…" } ?? ""
    let name = base.name + (base.name.contains("@") ? "" : digest)
    if !name.isEmpty { parts.append(name) }
    if let count = base.layerCount {
      parts.append(count == 1 ? "layer 0" : "layers 0 to \(count - 1)")
    }
    switch base.basis {
    case .layers: parts.append(base.isWhole ? "by their digests" : "and not all of its layers")
    case .history: parts.append("by the build history")
    case .labels: parts.append("by its labels, which do not tell its layers")
    }
    return parts.joined(separator: ", ")
  }
}
