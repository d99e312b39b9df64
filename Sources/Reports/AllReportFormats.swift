/// Every report format, one line each, sorted by name.
///
/// A format on disk that is not in this list fails a test.
package let allReportFormats: [any ReportFormat.Type] = [
  CycloneDXFormat.self,
  InventoryJSONFormat.self,
  PackageURLFormat.self,
  SPDXFormat.self,
  TableFormat.self,
]
