import ArgumentParser
import Packs
import Trust

/// Makes keys, and says whose data is trusted.
struct DataKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make keys, and say whose data is trusted.",
    discussion: """
      Data is signed with an Ed25519 key. An installation makes one of its own for what it builds;
      data from elsewhere is refused until the key that signed it is trusted here.

      Examples:
        plimsoll data key new team.key          make a key; team.key.pub is its public half
        plimsoll data key trust team.key.pub    take data that is signed with it
        plimsoll data key list
      """,
    subcommands: [List.self, New.self, Remove.self, Show.self, Trust.self]
  )

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a new key.")

    @Argument(help: "The file for the private key; the public one gets .pub after its name.")
    var file: String

    func run() throws {
      let key: Ed25519PrivateKey
      do throws(KeyError) { key = try Ed25519PrivateKey() } catch {
        throw Failure("no key could be made")
      }
      try writeNewFile(Array(key.pem.utf8), to: file, mode: 0o600)
      try writeNewFile(Array(key.publicKey.pem.utf8), to: "\(file).pub", mode: 0o644)
      try StandardOutput.write(Array("\(file)  \(key.publicKey.id)\n".utf8))
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the keys that are trusted.")

    @OptionGroup var location: DataLocation

    func run() throws {
      let keys = try told { try location.keys.trusted() }
      let lines = keys.map { "\($0.name)  \($0.key.id)\n" }
      try StandardOutput.write(Array(lines.joined().utf8))
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the public half of this installation's key, for others to trust."
    )

    @OptionGroup var location: DataLocation

    func run() throws {
      let key = try told { try location.keys.localKey() }
      try StandardOutput.write(Array(key.publicKey.pem.utf8))
    }
  }

  struct Trust: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Trust a public key.")

    @Argument(help: "A PEM file with a public key.")
    var file: String

    @Option(help: "What to call it (default: the name of the file).")
    var name: String?

    @OptionGroup var location: DataLocation

    func run() throws {
      let base = file.split(separator: "/").last.map(String.init) ?? file
      let name = name ?? base.removingSuffix(".pub")
      try told {
        try location.keys.trust(try location.keys.publicKey(at: file), as: name)
      }
      try StandardOutput.write(Array("\(name) is trusted\n".utf8))
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Trust a key no longer.")

    @Argument(help: "The name it is trusted under.")
    var name: String

    @OptionGroup var location: DataLocation

    func run() throws {
      guard try told({ try location.keys.remove(name) }) else {
        throw Failure("no key called \(name) is trusted; 'plimsoll data key list' lists them")
      }
      try StandardOutput.write(Array("\(name) is trusted no longer\n".utf8))
    }
  }
}

extension String {
  fileprivate func removingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
