import Foundation
import Model
import Reports
import TestSupport
import Testing

/// Documents against the published schemas, by Python's `jsonschema`.
@Suite(.serialized) struct `documents follow their schema` {
  @Test(arguments: ReportSample.valid)
  func `CycloneDX 1.6`(sample: ReportSample) throws {
    let schemas = try SchemaFiles.shared()
    try expectValid(
      CycloneDXFormat.render(sample.inventory, in: dated),
      against: schemas.appending(path: "cyclonedx-1.6.schema.json"),
      with: ["cyclonedx-spdx", "cyclonedx-jsf-0.82", "cyclonedx-cryptography-defs"].map {
        schemas.appending(path: "\($0).schema.json")
      }
    )
  }

  @Test(arguments: ReportSample.valid)
  func `SPDX 2.3`(sample: ReportSample) throws {
    let schemas = try SchemaFiles.shared()
    try expectValid(
      SPDXFormat.render(sample.inventory, in: dated),
      against: schemas.appending(path: "spdx-2.3.schema.json")
    )
  }

  @Test(arguments: ReportSample.valid)
  func `own JSON`(sample: ReportSample) throws {
    try expectValid(
      InventoryJSONFormat.render(sample.inventory, in: dated),
      against: SchemaFiles.packageRoot.appending(path: "docs/schema/inventory-1.json")
    )
  }

  @Test(arguments: SampleAssessment.all)
  func `own JSON of an assessment`(sample: SampleAssessment) throws {
    try expectValid(
      AssessmentJSONFormat.render(sample.assessment, in: dated),
      against: SchemaFiles.packageRoot.appending(path: "docs/schema/assessment-1.json")
    )
  }

  @Test(arguments: SampleAssessment.all)
  func `CycloneDX 1.6 with vulnerabilities`(sample: SampleAssessment) throws {
    let schemas = try SchemaFiles.shared()
    try expectValid(
      CycloneDXAssessmentFormat.render(sample.assessment, in: dated),
      against: schemas.appending(path: "cyclonedx-1.6.schema.json"),
      with: ["cyclonedx-spdx", "cyclonedx-jsf-0.82", "cyclonedx-cryptography-defs"].map {
        schemas.appending(path: "\($0).schema.json")
      }
    )
  }

  @Test(arguments: SampleAssessment.all)
  func `SPDX 2.3 with findings`(sample: SampleAssessment) throws {
    let schemas = try SchemaFiles.shared()
    try expectValid(
      SPDXAssessmentFormat.render(sample.assessment, in: dated),
      against: schemas.appending(path: "spdx-2.3.schema.json")
    )
  }

  @Test(arguments: SampleAssessment.all)
  func `SARIF 2.1.0`(sample: SampleAssessment) throws {
    let schemas = try SchemaFiles.shared()
    try expectValid(
      SARIFFormat.render(sample.assessment, in: dated),
      against: schemas.appending(path: "sarif-2.1.0.schema.json")
    )
  }

  private var dated: ReportContext {
    var context = sampleContext
    context.created = Timestamp(secondsSinceEpoch: 1_700_000_000)
    return context
  }
}

extension ReportSample {
  /// Everything that schemas are held against.
  fileprivate static let valid = all + subjects + [oddNames]
}

enum SchemaFiles {
  static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The directory with the published schemas, which are not part of the project.
  static func shared() throws -> URL {
    let given = ProcessInfo.processInfo.environment["PLIMSOLL_SHARED"]
    let shared =
      given.map { URL(filePath: $0) }
      ?? packageRoot.deletingLastPathComponent().appending(path: "shared")
    let schemas = shared.appending(path: "schemas")
    guard FileManager.default.fileExists(atPath: schemas.path) else {
      try skip("needs the shared schemas")
    }
    return schemas
  }
}

private func expectValid(
  _ document: [UInt8],
  against schema: URL,
  with others: [URL] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
  try Data(document).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  let script = SchemaFiles.packageRoot.appending(path: "scripts/validate-schema")
  process.arguments = ["python3", script.path, schema.path, file.path] + others.map(\.path)
  let output = Pipe()
  process.standardOutput = output
  process.standardError = output
  try process.run()
  let said = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  if [3, 127].contains(process.terminationStatus) {
    try skip("needs Python's jsonschema")
  }
  #expect(
    process.terminationStatus == 0,
    "\(String(decoding: said, as: UTF8.self))",
    sourceLocation: sourceLocation
  )
}
