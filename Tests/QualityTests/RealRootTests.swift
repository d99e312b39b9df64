import Advisories
import Foundation
import Model
import TestSupport
import Testing

/// A real Debian, made by Debian's own tools, held against what those tools say of it.
@Suite(.timeLimit(.minutes(20))) struct `a real root file system` {
  @Test func `is judged as Debian's own tools would`() async throws {
    let scratch = try ScratchFolder()
    let root = try RealRoot(in: scratch)
    let inventory = try await QualityResult.inventory(of: root.path, named: "bookworm")
    let debs = inventory.packages.filter { $0.ecosystem == .deb }
    #expect(Set(debs.map { "\($0.name) \($0.version)" }) == (try root.installed()))
    let lines = debs.map { deb in
      let source = deb.source.map { " source=\($0.name)@\($0.version)" } ?? ""
      return "deb \(deb.name) \(deb.version)\(source)"
    }
    let text = (["os debian 12 bookworm"] + lines).joined(separator: "\n")
    let packs = try await MadePacks(for: [QualityCase(name: "bookworm", text: text)])
    let findings = try Matcher(packs.index).match(inventory).findings
    #expect(!findings.isEmpty)
    for finding in findings {
      guard let detail = finding.vulnerability else { continue }
      let installed = detail.package.source?.version ?? detail.package.version
      for fix in detail.fixedVersions {
        let isBelow = try root.isBelow(installed, fix)
        #expect(isBelow, "\(finding.rule) \(detail.package.name) \(installed) \(fix)")
      }
    }
  }
}

/// A root file system that `mmdebstrap` makes, from a mirror that the environment names: without
/// being asked, no test fetches anything.
private struct RealRoot {
  let path: String

  init(in scratch: ScratchFolder) throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/mmdebstrap") else {
      try skip("needs mmdebstrap")
    }
    guard let mirror = ProcessInfo.processInfo.environment["PLIMSOLL_DEBIAN_MIRROR"] else {
      try skip("needs PLIMSOLL_DEBIAN_MIRROR, which names a mirror of Debian to make a root from")
    }
    if sharedFolder("feeds") == nil {
      try skip("needs the shared feeds, which are not on this machine")
    }
    path = scratch.path("root")
    _ = try Self.run("/usr/bin/mmdebstrap", "--variant=essential", "bookworm", path, mirror)
  }

  /// Name and version of each package, as dpkg lists them.
  func installed() throws -> Set<String> {
    let format = "${Package} ${Version}\\n"
    let folder = "--admindir=\(path)/var/lib/dpkg"
    let text = try Self.run("/usr/bin/dpkg-query", folder, "-W", "-f", format).output
    return Set(text.split(separator: "\n").map(String.init))
  }

  func isBelow(_ version: String, _ other: String) throws -> Bool {
    try Self.run("/usr/bin/dpkg", "--compare-versions", version, "lt", other, mayFail: true).code
      == 0
  }

  @discardableResult
  private static func run(
    _ program: String,
    _ arguments: String...,
    mayFail: Bool = false
  ) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(mayFail || process.terminationStatus == 0, "\(program)")
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }
}
