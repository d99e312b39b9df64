import Glibc
import Model
import Packs
import Reports
import Trust

/// Makes packs from a copy of publishers' files, and tells what came of it.
struct FeedPackBuilder {
  let location: DataLocation
  let quiet: Bool
  let verbose: Bool
  /// A file with the key to sign with; the one of this installation where none is given.
  var key: String?

  /// - Parameters:
  ///   - feeds: those that are given up: packs are made without them.
  ///   - isFuller: packs stay that were made from more feeds than the copy has files of.
  func build(from source: String, givenUp feeds: Set<String>, isFuller: Bool) async throws {
    let start = ContinuousClock.now
    let progress = TerminalProgress(isQuiet: quiet, isVerbose: false)
    var builder = PackBuilder(
      width: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
      progress: { progress.tell("reading \($0)") }
    )
    builder.keepsFuller = isFuller
    builder.givenUp = feeds
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
    lines += summary.kept.sorted { $0.key < $1.key }.map { pack, feeds in
      "\(pack) stays as it was: the copy has nothing of \(feeds.joined(separator: ", "))"
    }
    let text = lines.map { SafeText.clean($0) }.joined(separator: "\n") + "\n"
    try StandardOutput.write(Array(text.utf8))
  }
}
