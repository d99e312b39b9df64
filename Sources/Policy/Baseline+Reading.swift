package import Formats
package import Model

extension Baseline {
  /// Reads the findings of an earlier assessment from its JSON, or from our SARIF log of it.
  ///
  /// Of those it dismissed only the ones that its own baseline took out were there before: what a
  /// waiver let through counts again once the waiver has ended.
  package static func read(
    _ bytes: Span<UInt8>,
    name: String,
    limits: Limits
  ) throws(BaselineError) -> Baseline {
    let root: DataNode
    do {
      root = try JSONReader.parse(bytes, limits: limits)
    } catch {
      throw .unreadable(error)
    }
    var fingerprints: Set<String> = []
    if let runs = root["runs"]?.list {
      for result in runs.flatMap({ $0["results"]?.list ?? [] }) {
        for entry in result["partialFingerprints"]?.map?.entries ?? []
        where entry.key.hasPrefix("plimsoll") {
          if let text = entry.value.string { fingerprints.insert(text) }
        }
      }
      return Baseline(name: name, fingerprints: fingerprints)
    }
    guard let findings = root["findings"]?.list else { throw .noFindings }
    for node in findings {
      guard let text = node["fingerprint"]?.string, !text.isEmpty else {
        throw .noFingerprint(line: node.position.line)
      }
      fingerprints.insert(text)
    }
    for node in root["dismissed"]?.list ?? []
    where node["authority"]?.string == DismissedFinding.Authority.baseline.rawValue {
      if let text = node["finding"]?["fingerprint"]?.string { fingerprints.insert(text) }
    }
    return Baseline(name: name, fingerprints: fingerprints)
  }
}

/// Why a file tells nothing of what was there before.
package enum BaselineError: Error, Hashable {
  case unreadable(DataError)
  case noFindings
  case noFingerprint(line: Int)
}

extension BaselineError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let error): error.sentence
    case .noFindings:
      "it holds no findings; write a baseline with plimsoll scan --format json --output FILE"
    case .noFingerprint(let line): "line \(line): a finding without a fingerprint"
    }
  }
}
