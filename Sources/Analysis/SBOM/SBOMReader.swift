import Formats
package import Model

/// Reads a bill of materials that this or another tool wrote, whichever of the formats it is in.
///
/// Sources: ECMA-424 and the CycloneDX schemas 1.2 to 1.7; SPDX 2.2 and 2.3; the JSON schemas of
/// Syft; `docs/schema/inventory-1.json`. A bill inside an in-toto statement, as attestations carry
/// it, is read like one that stands alone.
package enum SBOMReader {
  /// - Parameters:
  ///   - bytes: the whole document.
  ///   - path: what the document is called in gaps, errors and evidence.
  ///   - limits: how much of it is taken in.
  package static func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits
  ) throws(SBOMError) -> Inventory {
    guard bytes.count <= limits.fileSize else {
      throw SBOMError(.limit("\(bytes.count) bytes are more than \(limits.fileSize)"), path: path)
    }
    guard SBOMSyntax(bytes) == .json else {
      throw SBOMError(.otherSyntax(SBOMSyntax(bytes)), path: path)
    }
    let root: DataNode
    do {
      root = try JSONReader.parse(bytes, limits: limits)
    } catch {
      throw SBOMError(SBOMError.Reason(error), path: path)
    }
    let document = unwrapped(root)
    let contents = SBOMContents(path: path, limits: limits)
    do {
      switch try SBOMFormat(document) {
      case .cycloneDX: return try CycloneDXReader(contents).read(document)
      case .spdx: return try SPDXReader(contents).read(document)
      case .syft: return try SyftReader(contents).read(document)
      case .inventory: return try InventoryJSONReader(contents).read(document)
      }
    } catch {
      throw SBOMError(error, path: path)
    }
  }

  /// The bill of materials itself, without the statement or answer that carries it.
  private static func unwrapped(_ root: DataNode) -> DataNode {
    if root["predicateType"]?.string != nil, let predicate = root["predicate"] {
      // Some tools put the document one level further down.
      return predicate["Data"].flatMap { $0.map == nil ? nil : $0 } ?? predicate
    }
    // The answer of a forge's dependency graph.
    if let inner = root["sbom"], inner["spdxVersion"] != nil { return inner }
    return root
  }
}

/// What a document is written in, by its first bytes.
package enum SBOMSyntax: Hashable, Sendable {
  case json
  case cycloneDXXML
  case spdxTagValue
  case unknown

  package init(_ bytes: Span<UInt8>) {
    var start = bytes.holds("\u{FEFF}") ? 3 : 0
    while start < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[start]) { start += 1 }
    let head = start..<min(bytes.count, start + 1024)
    if bytes.holds("{", at: start) {
      self = .json
    } else if bytes.holds("<", at: start), bytes.extracting(head).names("cyclonedx") {
      self = .cycloneDXXML
    } else if bytes.holds("SPDXVersion:", at: start)
      || bytes.holds("#", at: start) && bytes.extracting(head).names("\nSPDXVersion:")
    {
      self = .spdxTagValue
    } else {
      self = .unknown
    }
  }
}

extension Span<UInt8> {
  fileprivate func names(_ text: String) -> Bool { firstIndex(of: Array(text.utf8)) != nil }
}

/// The formats that are read, recognised by the fields that each of them must have.
enum SBOMFormat {
  case cycloneDX
  case spdx
  case syft
  case inventory

  init(_ root: DataNode) throws(SBOMError.Reason) {
    if root["bomFormat"]?.string == "CycloneDX" {
      self = .cycloneDX
      try Self.check("CycloneDX", root["specVersion"]) { version in
        ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"].contains(version)
      }
    } else if root["spdxVersion"] != nil {
      self = .spdx
      try Self.check("SPDX", root["spdxVersion"]) { ["SPDX-2.2", "SPDX-2.3"].contains($0) }
    } else if root["@context"]?.string?.contains("spdx.org/rdf/3") == true {
      throw .unknownVersion(format: "SPDX", version: "3")
    } else if root["format"]?.string == InventoryDocument.format {
      self = .inventory
      let major = InventoryDocument.version.prefix { $0 != "." }
      try Self.check("Plimsoll inventory", root["formatVersion"]) {
        $0.prefix { $0 != "." } == major
      }
    } else if root["artifacts"]?.list != nil, root["schema"]?["version"] != nil {
      self = .syft
      try Self.check("Syft", root["schema"]?["version"]) { version in
        // What is read here has kept its names and places since the third version.
        (3...16).contains(Int(version.prefix { $0 != "." }) ?? 0)
      }
    } else {
      throw .unknownFormat
    }
  }

  private static func check(
    _ format: String,
    _ version: DataNode?,
    _ isKnown: (String) -> Bool
  ) throws(SBOMError.Reason) {
    let version = version?.scalarText ?? "none"
    guard isKnown(version) else { throw .unknownVersion(format: format, version: version) }
  }
}
