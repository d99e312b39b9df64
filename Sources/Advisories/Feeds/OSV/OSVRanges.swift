import Formats

/// The stretches of versions that a range of OSV describes by its events.
struct OSVRanges {
  private(set) var intervals: [VersionInterval] = []
  /// Whether some range says that no version is affected: fixed in version 0.
  private(set) var excludesAll = false

  private let scheme: VersionScheme

  init(scheme: VersionScheme) { self.scheme = scheme }

  private struct Event {
    var name: String
    var version: String

    var begins: Bool { name == "introduced" }
    var isFromStart: Bool { version == "0" || version == "0.0.0-0" }
  }

  /// Takes in one range; those of commits say nothing of versions.
  mutating func add(_ range: DataNode) {
    guard range["type"]?.string != "GIT" else { return }
    var events = (range["events"]?.list ?? []).compactMap { node -> Event? in
      guard let entry = node.map?.entries.first, let version = entry.value.scalarText else {
        return nil
      }
      return Event(name: entry.key, version: version)
    }
    // Pairs as they are written are what the publisher means, in whatever order they come.
    let isPaired = events.indices.allSatisfy { events[$0].begins == ($0 % 2 == 0) }
    if !isPaired { sort(&events) }
    var isOpen = false
    var lower: String?
    for event in events {
      switch event.name {
      case "introduced" where isOpen: break
      case "introduced":
        isOpen = true
        lower = event.isFromStart ? nil : event.version
      case "fixed" where event.version == "0":
        excludesAll = true
        isOpen = false
      case "fixed": close(&isOpen, &lower, .fixed(event.version))
      case "last_affected": close(&isOpen, &lower, .lastAffected(event.version))
      case "limit" where event.version != "*": close(&isOpen, &lower, .limit(event.version))
      default: break
      }
    }
    if isOpen { append(VersionInterval(from: lower, .open)) }
  }

  /// Puts events in the order of their versions; at one version an end comes before a beginning.
  private func sort(_ events: inout [Event]) {
    guard events.count <= 10_000 else { return }
    events.sort { left, right in
      if left.isFromStart || right.isFromStart { return left.isFromStart && !right.isFromStart }
      // What the scheme cannot order stays where it is.
      let order = (try? scheme.compare(left.version, right.version)) ?? .same
      return order == .same ? !left.begins && right.begins : order == .before
    }
  }

  /// Ends the stretch that was begun.
  ///
  /// Another end without a beginning adds nothing.
  private mutating func close(
    _ isOpen: inout Bool,
    _ lower: inout String?,
    _ end: VersionInterval.End
  ) {
    if isOpen { append(VersionInterval(from: lower, end)) }
    isOpen = false
    lower = nil
  }

  private mutating func append(_ interval: VersionInterval) {
    if !intervals.contains(interval) { intervals.append(interval) }
  }

  /// Ends open stretches where GitHub last knew the flaw to be, such as `<= 1.23.11`.
  mutating func narrow(to known: String) {
    guard let open = intervals.firstIndex(where: { $0.end == .open }) else { return }
    if let version = known.dropping(prefix: "<=")?.trimmed, !version.isEmpty {
      intervals[open].end = .lastAffected(String(version))
    } else if let version = known.dropping(prefix: "<")?.trimmed, !version.isEmpty {
      intervals[open].end = .limit(String(version))
    }
  }
}
