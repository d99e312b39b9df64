import ArgumentParser
import Packs
import Trust

/// Where the user's advisories are, and whom they trust to have signed them.
struct DataLocation: ParsableArguments {
  @Option(help: "Where data is kept (default: ~/.local/share/plimsoll).")
  var dataDir: String?

  private var directory: String { dataDir ?? ProcessEnvironment().dataDirectory }

  var folder: PackFolder { PackFolder(path: "\(directory)/packs") }

  /// Where publishers' files are kept, and where they are fetched from.
  var copy: String { "\(directory)/feeds" }
  var sources: String { "\(directory)/sources.yaml" }

  /// Whether the packs were made from all that is in the copy.
  var isBuiltFromCopy: Bool {
    isThere("\(copy)/.built") && isThere(folder.manifestPath)
  }

  func noteBuildFromCopy() throws {
    try told { try PackFolder(path: copy).write([], as: ".built") }
  }

  var keys: KeyRing { KeyRing(directory: "\(directory)/keys") }

  /// The manifest of what is there; `nil` where there is no data yet.
  func manifest() throws -> PackManifest? { try signed()?.manifest }

  private func signed() throws -> SignedPacks? {
    try told { try folder.signed(trusting: try keys.trusted().map(\.key)) }
  }

  /// The manifest, or an error that says how to get data.
  func requiredManifest() throws -> PackManifest { try requiredPacks().manifest }

  /// The manifest with the bytes that were signed, or an error that says how to get data.
  func requiredPacks() throws -> SignedPacks {
    guard let packs = try signed() else {
      throw Failure(
        "there is no data in \(folder.path); 'plimsoll data update' fetches it, 'plimsoll data build "
          + "--from DIR' makes it from publishers' files, and 'plimsoll data import FILE' takes what "
          + "another machine exported"
      )
    }
    return packs
  }
}

/// Turns errors about packs into what the user is told.
func told<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let error as PackError {
    throw Failure(error.description)
  }
}
