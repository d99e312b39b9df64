import ArgumentParser
import Glibc
import Model
import Packs
import Reports
import Trust

/// Makes packs from a local copy of publishers' files.
struct DataBuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Make packs from publishers' files.",
    discussion: """
      The folder is laid out as 'plimsoll data feeds' tells: osv/npm/all.zip, debian/tracker.json
      and so on; archives stay packed. Packs of other names stay as they are; those made anew
      replace the old ones all at once.

      Examples:
        plimsoll data build --from feeds/
        plimsoll data build --from feeds/ --key team.key
      """
  )

  @Option(name: [.customLong("from"), .customLong("feeds")], help: "The folder with the files.")
  var source: String

  @Option(help: "The private key to sign with (default: one of this installation's own).")
  var key: String?

  @Flag(name: .shortAndLong, help: "Tell nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell every record that could not be read.")
  var verbose = false

  @OptionGroup var location: DataLocation

  func run() async throws {
    let start = ContinuousClock.now
    let progress = TerminalProgress(isQuiet: quiet, isVerbose: false)
    let builder = PackBuilder(
      width: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
      progress: { progress.tell("reading \($0)") }
    )
    do {
      let keys = location.keys
      let signer = try key.map { try keys.privateKey(at: $0) } ?? keys.localKey()
      if key != nil { try keys.trust(signer.publicKey, as: "build") }
      let summary = try await builder.build(
        from: source,
        into: location.folder,
        replacing: try location.manifest(),
        key: signer
      )
      progress.finish()
      if !quiet { try tell(summary, seconds: (ContinuousClock.now - start).seconds) }
    } catch let error as PackError {
      progress.finish()
      throw Failure(error.description)
    }
  }

  private func tell(_ summary: PackBuilder.Summary, seconds: Double) throws {
    let packs = summary.manifest.packs
    let advisories = packs.reduce(0) { $0 + $1.advisories }
    let size = packs.reduce(0) { $0 + $1.size }
    var lines = [
      "\(packs.count) packs, \(advisories) advisories, \(size.inMebibytes) in \(location.folder.path)",
      "read \(summary.documents) documents, \(summary.bytes.inMebibytes), in \(seconds.inTenths) s",
    ]
    if !summary.gaps.isEmpty {
      lines.append("\(summary.gaps.count) records or files could not be read:")
      let shown = verbose ? summary.gaps : Array(summary.gaps.prefix(5))
      lines += shown.map { "  \($0.path): \($0.detail)" }
      if shown.count < summary.gaps.count { lines.append("  … (--verbose tells all)") }
    }
    if !summary.unknownFiles.isEmpty {
      lines.append("\(summary.unknownFiles.count) files belong to no feed that is known")
      if verbose { lines += summary.unknownFiles.map { "  \($0)" } }
    }
    let text = lines.map { SafeText.clean($0) }.joined(separator: "\n") + "\n"
    try StandardOutput.write(Array(text.utf8))
  }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

extension Double {
  /// With one digit after the point.
  var inTenths: String {
    let tenths = Int((self * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
