import Foundation
import Subprocess
import Testing

@testable import Registry

extension `real engines` {
  /// Runs the built program, which lies beside the tests, with these engines.
  private func plimsoll(
    _ arguments: [String],
    engines: RealEngines,
    home: TemporaryFolder
  ) async throws -> (output: String, errors: String, isGood: Bool) {
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let program = tests.deletingLastPathComponent().appending(path: "plimsoll").path
    let result = try await Subprocess.run(
      .name("env"),
      arguments: Arguments(
        [
          "-i", "HOME=\(home.path)", "DOCKER_HOST=unix://\(engines.endpoint(.docker))",
          "CONTAINER_HOST=unix://\(engines.endpoint(.podman))",
          "CONTAINERD_ADDRESS=\(engines.endpoint(.containerd))", program,
        ] + arguments
      ),
      output: .string(limit: 1 << 20),
      error: .string(limit: 1 << 20)
    )
    return (result.standardOutput, result.standardError, result.terminationStatus.isSuccess)
  }

  @Test func `serve the program by name`() async throws {
    let engines = try RealEngines.require(.docker)
    let home = try TemporaryFolder()
    let expected = """
      pkg:deb/debian/base-files@1.2-3?arch=amd64&distro=debian-12
      pkg:deb/debian/libdemo@1.2-3?arch=amd64&distro=debian-12
      pkg:pypi/demo@4.5

      """
    let name = TestImage.name
    for (target, holder) in [
      (name, "Docker"), ("docker:\(name)", "Docker"), ("podman:\(name)", "Podman"),
      ("containerd:\(name)", "containerd"),
    ] {
      let arguments = ["sbom", target, "--format", "purl", "--verbose"]
      let run = try await plimsoll(arguments, engines: engines, home: home)
      #expect(run.output == expected)
      #expect(run.errors.contains("is held by \(holder) at "))
    }
  }

  @Test func `are all told of where nobody has an image`() async throws {
    let engines = try RealEngines.require(.docker)
    let home = try TemporaryFolder()
    let arguments = ["sbom", "127.0.0.1:1/none:1"]
    let run = try await plimsoll(arguments, engines: engines, home: home)
    #expect(!run.isGood)
    #expect(run.errors.contains("Docker has no such image"))
    #expect(run.errors.contains("containerd has no such image"))
  }
}
