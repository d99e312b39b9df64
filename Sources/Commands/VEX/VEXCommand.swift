import ArgumentParser

/// Checks and writes VEX documents.
struct VEXCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vex",
    abstract: "Check what VEX documents come to, and write them.",
    subcommands: [VEXCreateCommand.self, VEXLintCommand.self]
  )
}
