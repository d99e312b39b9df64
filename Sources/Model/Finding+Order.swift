extension Finding {
  /// Whether this one presses more than another: malware first, then by risk, severity, and what
  /// tells two findings apart, so that any list of findings has one order only.
  package func isMorePressing(than other: Finding) -> Bool {
    if (kind == .malware) != (other.kind == .malware) { return kind == .malware }
    let risks = (vulnerability?.risk ?? 0, other.vulnerability?.risk ?? 0)
    if risks.0 != risks.1 { return risks.0 > risks.1 }
    if severity != other.severity { return severity > other.severity }
    if rule != other.rule { return rule < other.rule }
    if kind != other.kind { return kind.rawValue < other.kind.rawValue }
    if let left = vulnerability?.package, let right = other.vulnerability?.package, left != right {
      if left < right { return true }
      if right < left { return false }
    }
    if location != other.location { return location < other.location }
    return (fingerprint, title) < (other.fingerprint, other.title)
  }
}

extension Finding.Location: Comparable {
  package static func < (left: Finding.Location, right: Finding.Location) -> Bool {
    if left.path != right.path { return left.path < right.path }
    if left.innerPath != right.innerPath { return left.innerPath < right.innerPath }
    if left.line != right.line { return (left.line ?? 0) < (right.line ?? 0) }
    return (left.layer ?? -1) < (right.layer ?? -1)
  }
}
