import Analysis
import Foundation
import Model
import TestSupport
import Testing

/// Compares what is read with what rpm itself says of a root that it made.
@Suite struct `rpm root` {
  private static let spec = """
    Name: anchor
    Epoch: 2
    Version: 1.4
    Release: 3.el9
    Summary: Holds
    License: GPLv2+
    Vendor: Plimsoll
    ModularityLabel: anchor:1:20240101:abcdef
    BuildArch: noarch
    Requires: chain
    %description
    Holds.
    %package -n chain
    Summary: Leads
    Provides: links = 1
    %description -n chain
    Leads.
    %install
    mkdir -p %{buildroot}/usr/bin %{buildroot}/etc
    touch %{buildroot}/usr/bin/anchor %{buildroot}/usr/bin/chain %{buildroot}/etc/chain.conf
    %files
    /usr/bin/anchor
    %files -n chain
    %dir /etc
    /usr/bin/chain
    %config /etc/chain.conf
    """

  private func run(_ tool: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/\(tool)")
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(tool) \(arguments.joined(separator: " "))")
    return String(decoding: data, as: UTF8.self)
  }

  @Test(.timeLimit(.minutes(2))) func `is read as rpm reads it`() throws {
    for tool in ["rpm", "rpmbuild"]
    where !FileManager.default.isExecutableFile(atPath: "/usr/bin/\(tool)") {
      try skip("needs \(tool)")
    }
    let work = FileManager.default.temporaryDirectory.appending(path: "plimsoll-rpm-\(UUID())")
    defer { try? FileManager.default.removeItem(at: work) }
    let root = work.appending(path: "root")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    let spec = work.appending(path: "anchor.spec")
    try Self.spec.write(to: spec, atomically: true, encoding: .utf8)
    _ = try run("rpmbuild", ["-bb", "--define", "_topdir \(work.path)", spec.path])
    let options = [
      "--root", root.path, "--dbpath", "/var/lib/rpm", "--define", "_db_backend sqlite",
    ]
    let built = ["anchor", "chain"].map { "\(work.path)/RPMS/noarch/\($0)-1.4-3.el9.noarch.rpm" }
    _ = try run("rpm", options + ["--force-debian", "--nodeps", "-i"] + built)

    let file = root.appending(path: "var/lib/rpm/rpmdb.sqlite")
    let bytes = [UInt8](try Data(contentsOf: file))
    let facts = try analyze(
      RPMDatabaseAnalyzer.self,
      path: "var/lib/rpm/rpmdb.sqlite",
      bytes: bytes
    )
    let format = "%{NAME} %{EVR} %{ARCH} %{SOURCERPM} %{MODULARITYLABEL}\\n"
    let told = try run("rpm", options + ["-qa", "--qf", format])
    let read = facts.packages.map { package in
      let source = package.source.map { "\($0.name)-\($0.version.dropFirst(2)).src.rpm" } ?? ""
      return [package.name, package.version, package.architecture, source, package.modularity]
        .joined(separator: " ")
    }
    #expect(read.sorted() == told.split(separator: "\n").map(String.init).sorted())
    #expect(facts.packages.first { $0.name == "anchor" }?.dependencies == ["chain"])
    let keys = Set(facts.claims.flatMap(\.files))
    #expect(keys == Set(["usr/bin/anchor", "usr/bin/chain", "etc/chain.conf"].map { PathKey($0) }))
  }
}
