import ArgumentParser
import Artifacts
import Formats
import Packs
import Trust

/// Takes in what another machine exported.
struct DataImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take in data that another machine exported.",
    discussion: """
      Nothing changes unless all of it is what a trusted key signed. The key of another machine is
      trusted by 'plimsoll data key trust FILE', or for this once by --key.
      """
  )

  @Argument(help: "What 'plimsoll data export' wrote.")
  var file: String

  @Option(help: "A public key that it may be signed with, trusted from now on.")
  var key: String?

  @OptionGroup var location: DataLocation

  func run() throws {
    let manifest = try told {
      let keys = location.keys
      let given = try key.map { try keys.publicKey(at: $0) }
      let source: any ByteSource
      do throws(ByteSourceError) { source = try FileSource(path: file) } catch {
        throw Failure(error.text)
      }
      let manifest = try PackExport.read(
        source,
        name: file,
        into: location.folder,
        trusting: try keys.trusted().map(\.key) + [given].compactMap(\.self)
      )
      if let given { try keys.trust(given, as: "import-\(given.id.prefix(12))") }
      return manifest
    }
    try StandardOutput.write(Array("\(manifest.packs.count) packs taken in\n".utf8))
  }
}
