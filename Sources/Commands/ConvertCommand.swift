import ArgumentParser
import Model

/// Turns a bill of materials of one format into another.
struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Turn a bill of materials into another format.",
    discussion: """
      Reads CycloneDX JSON, SPDX JSON, Syft JSON and our own JSON.

      Examples:
        plimsoll convert app.spdx.json --format cyclonedx
        plimsoll convert app.syft.json --format purl
      """
  )

  @Argument(help: "The document to read.")
  var document: String

  @OptionGroup var output: OutputOptions

  func run() async throws {
    let environment = ProcessEnvironment()
    _ = try output.chosenFormat(environment)
    let path = document.hasPrefix("sbom:") ? String(document.dropFirst(5)) : document
    try output.write(try readDocument(path, limits: .standard), environment)
  }
}
