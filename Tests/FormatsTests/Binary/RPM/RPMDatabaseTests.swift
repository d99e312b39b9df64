import Formats
import Model
import TestSupport
import Testing

/// A database that holds `RPMCase.headers` in one of the forms.
struct RPMCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]

  static let headers = [
    RPMHeaderBuilder(name: "bash", files: ["/usr/bin/bash", "/usr/share/doc/bash/README"]).bytes,
    RPMHeaderBuilder(name: "openssl-libs", version: "3.0.7", epoch: 1).bytes,
    RPMHeaderBuilder(name: "filesystem", files: (0..<300).map { "/usr/share/f/\($0)" }).bytes,
  ]

  static let all: [RPMCase] = [
    RPMCase("sqlite", RPMDatabaseBuilder.sqlite(headers)),
    RPMCase("ndb", RPMDatabaseBuilder.ndb(headers)),
    RPMCase("Berkeley DB", RPMDatabaseBuilder.berkeleyDB(headers)),
    RPMCase("big-endian Berkeley DB", RPMDatabaseBuilder.berkeleyDB(headers, bigEndian: true)),
    RPMCase("values in the page", RPMDatabaseBuilder.berkeleyDB(headers, inlineFirst: true)),
  ]

  private init(_ description: String, _ bytes: [UInt8]) {
    testDescription = description
    self.bytes = bytes
  }
}

@Suite struct `RPM database` {
  /// The headers of a database, and what could not be had.
  private func read(
    _ bytes: [UInt8],
    limits: Limits = .standard
  ) throws(RPMError) -> (headers: [[UInt8]], faults: [String]) {
    var headers: [[UInt8]] = []
    var faults: [String] = []
    try RPMDatabase.visitHeaders(in: bytes.span, limits: limits) { span in
      headers.append((0..<span.count).map { span[$0] })
    } fault: {
      faults.append($0)
    }
    return (headers, faults)
  }

  @Test(arguments: RPMCase.all)
  func `gives its headers in every form`(form: RPMCase) throws {
    let (headers, faults) = try read(form.bytes)
    #expect(headers == RPMCase.headers)
    #expect(faults.isEmpty)
  }

  @Test(arguments: RPMCase.all)
  func `says when it was cut short`(form: RPMCase) {
    let cut = Array(form.bytes.prefix(form.bytes.count * 2 / 3))
    #expect(throws: RPMError.self) {
      if let fault = try read(cut).faults.first { throw RPMError.truncated(fault) }
    }
  }

  @Test(arguments: RPMCase.all)
  func `keeps to the limit on packages`(form: RPMCase) {
    var limits = Limits.standard
    limits.packagesPerFile = 2
    #expect(throws: RPMError.limit("more than 2 packages")) { try read(form.bytes, limits: limits) }
  }

  @Test(.timeLimit(.minutes(2)), arguments: RPMCase.all)
  func `answers spoilt input`(form: RPMCase) {
    for variant in hostileVariants(of: form.bytes) {
      // Any answer will do: the test is that there is one.
      _ = try? read(variant)
    }
  }

  @Test func `in ndb form checks the sums of its blobs`() throws {
    var bytes = RPMDatabaseBuilder.ndb(RPMCase.headers)
    bytes[4096 + 60] ^= 1
    let (headers, faults) = try read(bytes)
    #expect(headers == Array(RPMCase.headers.dropFirst()))
    #expect(faults == ["package 1: its checksum is wrong"])
  }

  @Test func `in Berkeley form is not led in circles`() throws {
    var bytes = RPMDatabaseBuilder.berkeleyDB(RPMCase.headers)
    let last = bytes.count - 4096
    // The chain of the last header ends in the last page; let it go on to itself.
    bytes[last + 16] = bytes[last + 8]
    bytes[last + 22] = 1
    bytes[last + 23] = 0
    let (headers, faults) = try read(bytes)
    #expect(headers.count == 3 || faults.count == 1)
  }

  @Test(arguments: [
    "CREATE VIEW Packages AS SELECT 1 AS hnum, zeroblob(100) AS blob",
    "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob AS (zeroblob(1000000)))",
    "CREATE VIRTUAL TABLE Packages USING fts5(blob)",
    "CREATE TABLE Packages (hnum, other)",
    "no SQL at all",
  ])
  func `in SQLite form runs no code of its author`(schema: String) {
    let bytes = RPMDatabaseBuilder.sqlite(RPMCase.headers, schema: schema)
    #expect(throws: RPMError.self) { try read(bytes) }
  }

  @Test func `of another kind is refused`() {
    let bytes = [UInt8](repeating: 7, count: 5000)
    #expect(throws: RPMError.malformed("neither SQLite, ndb nor a Berkeley DB hash")) {
      try read(bytes)
    }
  }

  @Test func `with encryption is refused`() {
    var bytes = RPMDatabaseBuilder.berkeleyDB(RPMCase.headers)
    bytes[24] = 1
    #expect(throws: RPMError.unsupported("Berkeley DB with encryption or checksums")) {
      try read(bytes)
    }
  }
}
