import ArgumentParser
import Glibc

/// Runs the program on this process's arguments and ends the process with its exit code.
package func runCommandLine() async {
  // A reader that has seen enough closes the pipe: that is no error of ours.
  _ = signal(SIGPIPE, SIG_IGN)
  do {
    var command = try PlimsollCommand.parseAsRoot()
    if var asynchronous = command as? any AsyncParsableCommand {
      try await asynchronous.run()
    } else {
      try command.run()
    }
  } catch let failure as Failure {
    StandardError.tell("plimsoll: \(failure.message)")
    exit(failure.code.rawValue)
  } catch is ClosedPipe {
    exit(0)
  } catch {
    // Help and version end with 0; anything the parser refuses is bad usage.
    let code = PlimsollCommand.exitCode(for: error) == .success ? 0 : Int32(2)
    let text = PlimsollCommand.fullMessage(for: error)
    if code == 0 {
      try? StandardOutput.write(Array((text + "\n").utf8))
    } else {
      StandardError.tell(text)
    }
    exit(code)
  }
}

/// The command tree; each subcommand has a file of its own.
struct PlimsollCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plimsoll",
    abstract: "Container security from Dockerfile to runtime.",
    discussion: """
      Examples:
        plimsoll scan nginx:1.27              known flaws of an image, and what to do
        plimsoll check .                      faults of Dockerfiles
        plimsoll sbom nginx:1.27              what an image holds
        plimsoll sbom .                       what a source tree declares
        plimsoll sbom host --format cyclonedx -o host.cdx.json

      Exit codes: 0 done; 1 denied by --fail-on or a policy; 2 could not be completed, because
      of bad usage or an artifact that cannot be read or is damaged. Every report lists what was
      not looked at.
      """,
    version: programVersion,
    subcommands: [
      CacheCommand.self, CheckCommand.self, ConvertCommand.self, DataCommand.self,
      DiffCommand.self, ExplainCommand.self, ListCommand.self, SBOMCommand.self, ScanCommand.self,
      SurfaceCommand.self,
      ToolCommand.self, VEXCommand.self,
    ]
  )
}

/// The version of the program, as `--version` and every report give it.
let programVersion = "0.1.0"
