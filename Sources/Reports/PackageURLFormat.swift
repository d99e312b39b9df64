package import Model

/// The package URLs alone, one a line, sorted and each once.
package enum PackageURLFormat: ReportFormat {
  package static let name = "purl"
  package static let summary = "package URLs, one a line"
  package static let fileExtension = "purl.txt"
  package static let mediaType = "text/plain"

  package static func render(_ inventory: Inventory, in context: ReportContext) -> [UInt8] {
    let purls = Set(
      inventory.packages.compactMap { $0.purl(system: inventory.system)?.description }
    )
    return purls.sorted().flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] }
  }
}
