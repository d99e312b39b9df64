// The source of Wolfi's advisories, one file a package (schema 2):
//
//   package: {name: curl}
//   advisories:
//   - id: CGA-…
//     aliases: [CVE-…, GHSA-…]
//     events:
//     - {timestamp: 2024-07-04T07:14:39Z, type: fixed, data: {fixed-version: 1.15.1-r1}}

import Formats
package import Model

/// Reads the advisories that Wolfi's maintainers write, with what is not fixed and why.
package struct WolfiAdvisoriesFeed: Feed {
  package static let name = "wolfi-advisories"
  package static let summary = "Wolfi's advisories at their source, with what is not fixed"
  package static let publisher = "Chainguard"
  package static let license = "Apache-2.0 until May 2025; since then CC-BY-NC-ND-4.0 and terms"
  package static let files = ["wolfi/advisories*.tar*", "wolfi/*.advisories.yaml"]
  package static let addresses: [FeedAddress] = []

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard path.hasSuffix(".advisories.yaml") else { return }
    let documents: [DataNode]
    do throws(DataError) {
      documents = try YAMLReader.parse(bytes, limits: limits)
    } catch {
      throw FeedError(error)
    }
    for document in documents {
      guard let package = document["package"]?["name"]?.scalarText, !package.isEmpty else {
        throw .malformed("no package is named")
      }
      for entry in document["advisories"]?.list ?? [] {
        guard let advisory = Self.advisory(entry, of: package) else {
          sink.skip(path, feed: Self.name, "an advisory has no identifier or no event")
          continue
        }
        sink.advisories.append(advisory)
      }
    }
  }

  private static func advisory(_ entry: DataNode, of package: String) -> Advisory? {
    guard let id = entry["id"]?.string, !id.isEmpty, let events = entry["events"]?.list,
      let last = latest(events)
    else { return nil }
    var advisory = Advisory(id: id, feed: name)
    advisory.aliases = (entry["aliases"]?.list ?? []).compactMap(\.string)
    advisory.published = Day.text(events.first?["timestamp"]?.scalarText ?? "")
    advisory.modified = Day.text(last["timestamp"]?.scalarText ?? "")
    guard let row = row(last, of: package) else { return nil }
    advisory.affected = [row]
    return advisory
  }

  /// The event of the latest time; of several at one time the one written last.
  private static func latest(_ events: [DataNode]) -> DataNode? {
    events.reduce(nil) { latest, event in
      guard let latest else { return event }
      let (earlier, later) = (latest["timestamp"]?.scalarText, event["timestamp"]?.scalarText)
      return later ?? "" >= earlier ?? "" ? event : latest
    }
  }

  private static func row(_ event: DataNode, of package: String) -> AffectedPackage? {
    let data = event["data"]
    var row = AffectedPackage(AdvisorySpace("wolfi"), package, nameKind: .source)
    row.ranges = [VersionInterval(.open)]
    row.note = OneLine.text(data?["note"]?.scalarText ?? "")
    switch event["type"]?.string {
    case "fixed":
      guard let version = data?["fixed-version"]?.scalarText, !version.isEmpty else { return nil }
      row.ranges = [VersionInterval(.fixed(version))]
    case "false-positive-determination":
      row.fixState = .notAffected
      row.ranges = []
      if row.note.isEmpty { row.note = data?["type"]?.scalarText ?? "" }
    case "detection":
      row.fixState = .notFixed
      row.note = component(data)
    case "true-positive-determination": row.fixState = .notFixed
    case "pending-upstream-fix": row.fixState = .deferred
    case "fix-not-planned", "analysis-not-planned": row.fixState = .willNotFix
    default: return nil
    }
    return row
  }

  /// What a scanner saw in the package, such as `in stdlib go1.23.1`.
  private static func component(_ data: DataNode?) -> String {
    guard
      let name = data?["data"]?["componentName"]?.scalarText ?? data?["componentName"]?.scalarText
    else { return "" }
    let version =
      data?["data"]?["componentVersion"]?.scalarText ?? data?["componentVersion"]?.scalarText
    return OneLine.text("in \(name) \(version ?? "")")
  }
}
