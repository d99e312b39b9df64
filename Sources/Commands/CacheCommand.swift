import ArgumentParser
import Engine

/// Shows and empties the layer cache.
struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache",
    abstract: "Show or empty the layer cache.",
    discussion: """
      A layer is walked once; what was found is kept by its digest, so that later scans need its
      bytes no more. Any number of runs may share a cache.

      Examples:
        plimsoll cache status
        plimsoll cache clear
      """,
    subcommands: [Clear.self, Status.self]
  )

  struct Location: ParsableArguments {
    @Option(help: "Where layers are remembered (default: ~/.cache/plimsoll).")
    var cacheDir: String?

    var directory: String { (cacheDir ?? ProcessEnvironment().cacheDirectory) + "/layers" }

    var cache: ScanCache { ScanCache(directory: directory, bound: cacheBound) }
  }

  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Tell how much the cache holds.")

    @OptionGroup var location: Location

    func run() throws {
      let (entries, bytes) = location.cache.status()
      let text = """
        Directory  \(location.directory)
        Layers     \(entries)
        Size       \(bytes.inMebibytes) of \(cacheBound.inMebibytes)

        """
      try StandardOutput.write(Array(text.utf8))
    }
  }

  struct Clear: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Forget every layer.")

    @OptionGroup var location: Location

    func run() throws {
      let count = location.cache.clear()
      try StandardOutput.write(Array("\(count) layers forgotten\n".utf8))
    }
  }
}

extension Int64 {
  /// Such as `12.5 MiB`.
  var inMebibytes: String {
    let tenths = (self * 10) >> 20
    return "\(tenths / 10).\(tenths % 10) MiB"
  }
}
