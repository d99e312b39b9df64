import ArgumentParser
import OCI
import Packs
import Registry
import Updates

/// Puts the packs of this machine where others can fetch them.
struct DataPushCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Put the packs of this machine into a registry or a folder, for others to pull.",
    discussion: """
      They stay signed with the key that they were made with. A registry gets them as an OCI
      artifact, a layer a pack; a folder can be offered by any web server. What is there already is
      not sent again. The login is that of 'docker login'; it must have the right to push.

      Examples:
        plimsoll data push registry.example/security/advisories
        plimsoll data push /srv/www/advisories
      """
  )

  @Argument(help: "The name of an artifact, or a folder (/… or ./…).")
  var place: String

  @OptionGroup var network: NetworkOptions
  @OptionGroup var location: DataLocation

  @Flag(name: .shortAndLong, help: "Tell nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell more of what is done.")
  var verbose = false

  func run() async throws {
    let packs = try location.requiredPacks()
    let progress = TerminalProgress(isQuiet: quiet, isVerbose: verbose)
    let text = try await asTold {
      defer { progress.finish() }
      switch try PackPlace(place) {
      case .server(let address):
        throw Failure("\(address): a web server takes no packs; push to the folder that it offers")
      case .folder(let path):
        let sent = try location.folder.publish(packs, to: PackFolder(path: path))
        return "\(sent.count) of \(packs.manifest.packs.count) packs copied to \(path)"
      case .registry(let reference): return try await push(packs, to: reference, progress)
      }
    }
    if !quiet { try StandardOutput.write(Array((text + "\n").utf8)) }
  }

  private func push(
    _ packs: SignedPacks,
    to reference: ImageReference,
    _ progress: TerminalProgress
  ) async throws -> String {
    guard reference.digest == nil else {
      throw Failure("\(reference): push to a tag; the digest is what comes of it")
    }
    let environment = ProcessEnvironment()
    let settings = try network.settings(environment)
    let summary = try await HTTPTransport.with(settings, retry: RetryPolicy(by: progress)) {
      transport in
      try await PackPush(location.folder, progress: progress.updates).run(
        packs,
        to: registryClient(reference, .push, transport, environment),
        as: reference.target
      )
    }
    return """
      \(reference.name)@\(summary.digest)
      \(summary.sent.count) of \(summary.packs) packs sent, \(summary.bytes.inMebibytes)
      """
  }
}
