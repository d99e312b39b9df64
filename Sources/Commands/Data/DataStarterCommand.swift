import Advisories
import ArgumentParser
import Packs
import Starter

/// Makes the file of starter advisories that is built into the program.
struct DataStarterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "starter",
    abstract: "Make the starter advisories that are built in.",
    discussion: """
      For makers of plimsoll: picks, from packs, facts about the most dangerous flaws by publishers
      whose licence lets others pass them on. scripts/make-starter builds the packs and calls this.
      """
  )

  @Option(name: .shortAndLong, help: "The file to write.")
  var output: String

  @OptionGroup var location: DataLocation

  func run() throws {
    let manifest = try location.requiredManifest()
    do {
      let contents = try StarterChoice(PackSet(location.folder, manifest), manifest).contents()
      try StandardOutput.write(Array(account(of: contents).utf8))
      let bytes = try StarterArchive.limitedBytes(of: contents)
      try writeReport(bytes, to: output)
      try StandardOutput.write(Array("\(bytes.count) bytes in \(output)\n".utf8))
    } catch let error as StarterError {
      throw Failure(error.description)
    } catch let error as PackError {
      throw Failure(error.description)
    }
  }

  private func account(of contents: StarterContents) -> String {
    var lines = contents.spaces.map { space in
      let parts = space.advisories.reduce(0) { $0 + $1.affected.count }
      return "\(space.space.rawValue)  \(space.advisories.count) advisories, \(parts) packages"
    }
    lines += ["", "For NOTICE:"] + StarterCredits.lines(of: contents) + [""]
    lines.append(
      "\(contents.advisoryCount) advisories and facts of \(contents.facts.count) flaws"
    )
    return lines.joined(separator: "\n") + "\n"
  }
}
