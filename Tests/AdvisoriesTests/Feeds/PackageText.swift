import Advisories
import Model

extension AffectedPackage {
  /// All that matters of a row, in one line.
  var text: String {
    var parts = ["\(space.rawValue)", nameKind == .source ? "\(name) (source)" : name]
    parts.append(fixState.rawValue)
    parts += ranges.map { range in
      switch range.end {
      case .open, .fixed: range.describe()
      case .limit: range.describe() + " (limit)"
      case .lastAffected: range.describe()
      }
    }
    if !versions.isEmpty { parts.append("= " + versions.joined(separator: " ")) }
    if !architectures.isEmpty { parts.append("on " + architectures.joined(separator: " ")) }
    if !module.isEmpty { parts.append("in \(module)") }
    if !channel.isEmpty { parts.append("of \(channel)") }
    return parts.joined(separator: ", ")
  }
}
