import ArgumentParser
import Packs

/// Writes all data into one file for a machine without a network.
struct DataExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write all data into one file, for a machine without a network."
  )

  @Argument(help: "The file to write.")
  var file: String

  @OptionGroup var location: DataLocation

  func run() throws {
    let manifest = try location.requiredManifest()
    try told {
      try writeWhole(file) { add in try PackExport.write(location.folder, manifest, add: add) }
    }
    try StandardOutput.write(Array("\(manifest.packs.count) packs written to \(file)\n".utf8))
  }
}
