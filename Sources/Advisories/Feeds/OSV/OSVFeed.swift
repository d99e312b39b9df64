// Advisories in the Open Source Vulnerability form (ossf.github.io/osv-schema, 1.7):
//
//   {"id": …, "modified": …, "published": …, "withdrawn": …,
//    "aliases": […], "related": […], "upstream": […], "summary": …, "details": …,
//    "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/…"}],
//    "affected": [{"package": {"ecosystem": "Debian:12", "name": …},
//                  "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": …}]}],
//                  "versions": […], "ecosystem_specific": {…}, "database_specific": {…}}],
//    "references": [{"type": …, "url": …}], "database_specific": {…}}
//
// A document is one record, or a list of them. PyPA and the R Consortium write the same in YAML.

import Formats
package import Model

/// Reads OSV records, of languages and of distributions.
package struct OSVFeed: Feed {
  package static let name = "osv"
  package static let summary = "Languages and distributions, in the OSV form"
  package static let publisher = "OSV.dev and the publishers it gathers"
  package static let license = "by publisher: CC-BY-4.0, CC0-1.0, Apache-2.0, MIT and others"
  package static let files = [
    "osv/*/all.zip", "osv/*/all.tar*", "osv/*/*.json", "osv/*.json",
    "suse/osv*.tar*", "ubuntu/osv*.tar*", "pypa/advisory-database*.tar*",
    "r/r-advisory-database*.tar*",
  ]
  package static let addresses =
    ofArchive + [
      FeedAddress("suse/osv.tar.bz2", "https://ftp.suse.com/pub/projects/security/osv.tar.bz2"),
      FeedAddress(
        "ubuntu/osv-all.tar.xz",
        "https://security-metadata.canonical.com/osv/osv-all.tar.xz"
      ),
    ]

  private static let ofArchive = OSVEcosystem.published.map { ecosystem in
    let folder = ecosystem.split(separator: " ").joined(separator: "%20")
    return FeedAddress(
      "osv/\(ecosystem)/all.zip",
      "https://osv-vulnerabilities.storage.googleapis.com/\(folder)/all.zip"
    )
  }

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    let documents: [DataNode]
    do throws(DataError) {
      if path.hasSuffix(".json") {
        documents = [try JSONReader.parse(bytes, limits: limits)]
      } else if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
        documents = try YAMLReader.parse(bytes, limits: limits)
      } else {
        return
      }
    } catch {
      throw FeedError(error)
    }
    for document in documents {
      if let records = document.list {
        read(records, path: path, into: &sink)
      } else {
        try OSVRecord.read(document, path: path, into: &sink)
      }
    }
  }

  /// Reads a list of records; what is no record, such as an index of names and dates, is passed over.
  private func read(_ records: [DataNode], path: String, into sink: inout FeedSink) {
    for (index, record) in records.enumerated() where record["affected"] != nil {
      do throws(FeedError) {
        try OSVRecord.read(record, path: path, into: &sink)
      } catch {
        sink.skip(path, feed: Self.name, "record \(index + 1): \(error.text)")
      }
    }
  }
}

extension FeedError {
  /// What was wrong, without a full stop.
  fileprivate var text: String {
    switch self {
    case .malformed(let what): what
    case .limit(let what): "over the limit of \(what)"
    }
  }
}
