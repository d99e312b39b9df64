import ArgumentParser
import Packs

/// Hashes every pack and says whether it is what was signed.
struct DataVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check the signature of the data, and every pack against it."
  )

  @OptionGroup var location: DataLocation

  func run() throws {
    let manifest = try location.requiredManifest()
    let damaged = manifest.packs.compactMap { pack -> String? in
      do throws(PackError) {
        try location.folder.verify(pack)
        return nil
      } catch {
        return error.description
      }
    }
    guard damaged.isEmpty else { throw Failure(damaged.joined(separator: "\n")) }
    try StandardOutput.write(Array("\(manifest.packs.count) packs are what was signed\n".utf8))
  }
}
