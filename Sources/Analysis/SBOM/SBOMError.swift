import Formats

/// Why a bill of materials could not be read.
package struct SBOMError: Error, Hashable, CustomStringConvertible {
  /// What was wrong with it, the text saying where.
  package enum Reason: Error, Hashable {
    /// A syntax that bills of materials come in and that is not read here.
    case otherSyntax(SBOMSyntax)
    /// JSON, but none of the formats that are known.
    case unknownFormat
    case unknownVersion(format: String, version: String)
    case malformed(String)
    case truncated(String)
    case limit(String)
  }

  package let reason: Reason
  package let path: String

  init(_ reason: Reason, path: String) {
    self.reason = reason
    self.path = path
  }

  package var description: String { "\(path): \(reason)" }

  /// What an analyzer makes of it.
  var analysisError: AnalysisError {
    switch reason {
    case .otherSyntax, .unknownFormat, .unknownVersion: .unsupported(reason.description)
    case .malformed(let text): .malformed(text)
    case .truncated(let text): .truncated(text)
    case .limit(let text): .limit(text)
    }
  }
}

extension SBOMError.Reason {
  init(_ error: DataError) {
    switch AnalysisError(error) {
    case .malformed(let text), .unsupported(let text): self = .malformed(text)
    case .truncated(let text): self = .truncated(text)
    case .limit(let text): self = .limit(text)
    }
  }
}

extension SBOMError.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .otherSyntax(.cycloneDXXML):
      "CycloneDX in XML is not read; write it as JSON, with `cyclonedx convert --output-format "
        + "json` or with the tool that made it"
    case .otherSyntax(.spdxTagValue):
      "SPDX in tag-value form is not read; write it as JSON, with `pyspdxtools -i FILE -o "
        + "FILE.spdx.json` or with the tool that made it"
    case .otherSyntax, .unknownFormat:
      "not a bill of materials that is known here: CycloneDX JSON, SPDX JSON, Syft JSON or "
        + "Plimsoll's own JSON"
    case .unknownVersion(let format, let version):
      "\(format) of version \(version) is not read; known are \(Self.knownVersions(of: format))"
    case .malformed(let text): text
    case .truncated(let text): "cut off: \(text)"
    case .limit(let text): "too large: \(text)"
    }
  }

  private static func knownVersions(of format: String) -> String {
    switch format {
    case "CycloneDX": "1.2 to 1.7"
    case "SPDX": "SPDX-2.2 and SPDX-2.3"
    case "Syft": "3 to 16"
    default: "those that begin with 1"
    }
  }
}
