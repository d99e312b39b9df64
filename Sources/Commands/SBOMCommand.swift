import ArgumentParser
import Model

/// Lists what an artifact holds.
struct SBOMCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sbom",
    abstract: "List what an image, archive, directory or host holds.",
    discussion: """
      A target is an image name, or a path, with or without one of the prefixes
        registry:REF  docker:REF  podman:REF  containerd:REF
        archive:FILE  oci:DIR[:NAME]  dir:DIR  rootfs:DIR  sbom:FILE  host
      An image name without a prefix is looked for in Docker, Podman and containerd, then in its
      registry. A directory is a source tree unless it looks like an installed system.

      Examples:
        plimsoll sbom debian:12
        plimsoll sbom archive:app.tar --format spdx -o app.spdx.json
        plimsoll sbom oci:layout:1.0 --platform linux/arm64
        plimsoll sbom host --format purl
        docker save app | plimsoll sbom archive:-
      """
  )

  @Argument(help: "What to look at.")
  var target: String

  @OptionGroup var scan: ScanOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let environment = ProcessEnvironment()
    _ = try output.chosenFormat(environment)
    let opener = try TargetOpener(
      scan,
      environment,
      quiet: output.quiet,
      verbose: output.verbose
    )
    let inventory = try await opener.inventory(of: target)
    opener.progress.finish()
    try output.write(inventory, environment)
    if let damage = inventory.gaps.first(where: { $0.source == "layer" }) {
      let layer = damage.layer.map { "layer \($0)" } ?? "the archive"
      throw Failure("\(target): \(layer) could not be read whole: \(damage.detail)")
    }
    if let stop = inventory.gaps.first(where: { $0.source == "walk" && $0.reason == .limit }) {
      throw Failure("\(target): the walk ended at \(stop.path): over a limit: \(stop.detail)")
    }
  }
}

/// How artifacts are found and read: the same for every command that looks at one.
struct ScanOptions: ParsableArguments {
  @Option(help: "The platform of a multi-platform image, such as linux/arm64/v8.")
  var platform: String?

  @Flag(help: "Neither read nor write the layer cache.")
  var noCache = false

  @Option(help: "Where layers are remembered (default: ~/.cache/plimsoll).")
  var cacheDir: String?

  @Option(help: "Leave out a path of a directory or host; may be given more than once.")
  var exclude: [String] = []

  @Option(help: "Look at installed software or at what source declares.")
  var view: View?

  @Option(
    help: ArgumentHelp(
      """
      What an image was built upon: another target, whose layers are the base's, or 'labels' to \
      ask the registry for the image that its labels name.
      """,
      valueName: "target"
    )
  )
  var base: String?

  @Option(help: "Seconds that one artifact may take.")
  var timeout: Int?

  @Option(help: "Largest file that is read whole, in MiB.")
  var maxFileSize: Int?

  @OptionGroup var network: NetworkOptions

  enum View: String, ExpressibleByArgument, CaseIterable {
    case installed
    case source
  }

  func limits() throws -> Limits {
    var limits = Limits.standard
    if let timeout {
      guard timeout > 0 else { throw Failure("--timeout must be at least 1") }
      limits.seconds = timeout
    }
    if let maxFileSize {
      guard (1...4096).contains(maxFileSize) else {
        throw Failure("--max-file-size must be from 1 to 4096")
      }
      limits.fileSize = maxFileSize << 20
    }
    return limits
  }
}
