import Advisories
import Model

extension Advisory {
  /// The record without a sentence, and of the flaws it covers only those named.
  func bare(about names: Set<String>) -> Advisory {
    var bare = self
    bare.covers = covers.filter(names.contains)
    bare.related = []
    bare.summary = ""
    bare.weaknesses = []
    bare.references = []
    bare.affected = affected.sorted { left, right in
      (left.name, left.order) < (right.name, right.order)
    }
    return bare
  }
}

extension AffectedPackage {
  /// Whether it is about something that runs in a container, and can lead to a finding.
  ///
  /// Kernels do not run in images. What extended streams of Red Hat have is set aside by matching.
  var isForStarters: Bool {
    guard fixState != .notAffected, !ChannelChoice.isExtended(channel, in: space) else {
      return false
    }
    guard space.rawValue.contains(":") else { return true }
    return !Self.kernels.contains { name == $0 || name.hasPrefix("\($0)-") }
  }

  private static let kernels = ["kernel", "kpatch", "kgraft", "linux", "xen"]

  var bare: AffectedPackage {
    var bare = self
    bare.note = ""
    return bare
  }

  /// Any total order will do, as long as it is the same each time.
  fileprivate var order: String {
    let words = [nameKind.rawValue, fixState.rawValue, channel, module] + architectures + versions
    return (words + ranges.map { $0.describe() }).joined(separator: "\u{1}")
  }
}

/// What a release of Debian had before it was a release.
enum DebianRelease {
  /// Flaws of these years and earlier were mended in unstable before the release was frozen.
  private static let lastYears = ["11": 2019, "12": 2021, "13": 2023]

  /// Whether a release never had the flaw, since what it was made from had the fix.
  ///
  /// Fixes made for a release say so in their version (`+deb12u1`).
  static func predates(_ part: AffectedPackage, flaw: String) -> Bool {
    guard part.space.family == "debian", part.fixState == .fixed,
      let last = lastYears[part.space.release], let year = year(of: flaw), year <= last
    else { return false }
    return part.ranges.allSatisfy { range in
      guard case .fixed(let version) = range.end else { return false }
      return !version.contains("deb")
    }
  }

  private static func year(of flaw: String) -> Int? {
    let parts = flaw.split(separator: "-")
    guard let place = parts.firstIndex(of: "CVE"), place + 1 < parts.count else { return nil }
    return Int(parts[place + 1])
  }
}

extension FlawFacts {
  /// The facts without a sentence, and likelihoods in as many digits as mean anything.
  var bare: FlawFacts {
    var bare = self
    bare.summary = ""
    bare.weaknesses = []
    bare.likelihood = likelihood.map {
      ExploitLikelihood(
        probability: ($0.probability * 1e5).rounded() / 1e5,
        percentile: ($0.percentile * 1e4).rounded() / 1e4,
        date: $0.date
      )
    }
    return bare
  }
}
