import Formats
import Model

/// What OSV records say about how bad a flaw is.
enum OSVSeverities {
  /// The vectors and words of a `severity` list.
  static func read(_ node: DataNode?, by source: OSVSource) -> [SeverityStatement] {
    guard let entries = node?.list else { return [] }
    var statements: [SeverityStatement] = []
    for entry in entries {
      guard let type = entry["type"]?.string, let text = entry["score"]?.scalarText,
        let statement = statement(type, text, by: source), !statements.contains(statement)
      else { continue }
      statements.append(statement)
    }
    return statements
  }

  private static func statement(
    _ type: String,
    _ text: String,
    by source: OSVSource
  ) -> SeverityStatement? {
    switch type {
    case "CVSS_V2", "CVSS_V3", "CVSS_V4":
      return SeverityStatement(vector: text, source: source.ofVectors)
    case "Ubuntu": return SeverityStatement(word: text, source: "ubuntu")
    default: return nil
    }
  }

  /// The word that stands before the title of an erratum: `Important: kernel security update`.
  static func word(inTitle title: String) -> String? {
    guard let word = title.cut(at: ":")?.before else { return nil }
    return ["Critical", "Important", "Moderate", "Low"].contains(word) ? String(word) : nil
  }
}

/// Who speaks in a record, by its identifier.
struct OSVSource {
  /// Who says the words.
  let name: String
  /// Who says the vectors: distributions repeat those of NVD in their records of single flaws.
  let ofVectors: String

  init(id: String) {
    let prefix = String(id.prefix { $0 != "-" })
    name = Self.names[prefix] ?? "osv"
    let repeatsNVD = ["CVE", "DEBIAN", "ALPINE", "UBUNTU"].contains(prefix)
    ofVectors = repeatsNVD ? "nvd" : name
  }

  private static let names = [
    "ALBA": "almalinux",
    "ALEA": "almalinux",
    "ALPINE": "alpine",
    "ALSA": "almalinux",
    "AZL": "azurelinux",
    "BIT": "bitnami",
    "CGA": "chainguard",
    "CVE": "cve",
    "DEBIAN": "debian",
    "DLA": "debian",
    "DSA": "debian",
    "DTSA": "debian",
    "GHSA": "github",
    "GO": "go",
    "HSEC": "haskell",
    "JLSEC": "julia",
    "LSN": "ubuntu",
    "MAL": "ossf",
    "MGASA": "mageia",
    "MINI": "minimos",
    "OESA": "openeuler",
    "PYSEC": "pypa",
    "RHBA": "redhat",
    "RHEA": "redhat",
    "RHSA": "redhat",
    "RLBA": "rocky",
    "RLEA": "rocky",
    "RLSA": "rocky",
    "RSEC": "r-consortium",
    "RUSTSEC": "rustsec",
    "RXSA": "rocky",
    "SUSE": "suse",
    "UBUNTU": "ubuntu",
    "USN": "ubuntu",
    "openSUSE": "suse",
  ]
}
