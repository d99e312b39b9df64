import Formats
import Model

private let addReference = "https://docs.docker.com/build/building/best-practices/#add-or-copy"

private let archiveEndings = [
  ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst", ".tar.lzma", ".gz",
  ".bz2", ".xz", ".lz", ".lzma", ".tlz", ".tz", ".Z", ".tpz", ".tb2", ".tbz",
]

private func isArchive(_ name: String) -> Bool { archiveEndings.contains { name.hasSuffix($0) } }

private func isRemote(_ source: String) -> Bool {
  source.after("://") != nil || source.hasPrefix("git@")
}

/// `ADD` where `COPY` would do.
struct AddForLocalFiles: Check {
  let rule = Rule(
    "PLM-D020",
    .medium,
    "ADD is used for files that COPY would take",
    why:
      "ADD unpacks archives and fetches addresses: what lands in the image depends on more than the "
      + "name of the file.",
    remedy: "Use COPY",
    aliases: ["DL3020"],
    references: [addReference],
    mappings: [.cisDocker("4.9")]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nADD https://a.test/b /b\nADD a.tar.gz /\nADD $X /\nCOPY a b\n",
      "FROM a:1\nADD <<E /x\nE\n",
    ],
    failing: ["FROM a:1\nADD a /b\n", "FROM a:1\nADD [\"a\", \"b\"]\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule, at: .add) { step in
      guard let (sources, _) = step.transfer else { return false }
      return sources.contains { source in
        let name = source.bare
        return !isRemote(name) && !isArchive(name) && !name.hasPrefix("$") && !name.hasPrefix("<<")
      }
    }
  }
}

/// Several files to what is no folder.
struct CopyOfSeveral: Check {
  let rule = Rule(
    "PLM-D021",
    .medium,
    "Several files are copied to what does not end in a slash",
    why: "The builder refuses to put several files into one.",
    remedy: "End the target with a slash",
    aliases: ["DL3021"],
    references: ["https://docs.docker.com/reference/dockerfile/#copy"]
  )
  let examples = Examples(
    passing: ["FROM a:1\nCOPY a b c/\nCOPY a b .\nCOPY a b $D\n"],
    failing: ["FROM a:1\nCOPY a b c\n", "FROM a:1\nADD a b /c\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule, at: .copy, .add) { step in
      guard let (sources, target) = step.transfer, sources.count > 1 else { return false }
      let name = target.bare
      let isFolder = name.hasSuffix("/") || name.hasSuffix("\\") || name == "." || name == ".."
      return !isFolder && !name.hasPrefix("$") && !name.hasSuffix("/.")
    }
  }
}

/// An archive that is copied and then unpacked.
struct AddedArchive: Check {
  let rule = Rule(
    "PLM-D024",
    .low,
    "An archive is copied and then unpacked",
    why: "Both the archive and what was in it stay in the image, as each instruction is a layer.",
    remedy: "Use ADD, which unpacks it, or a bind mount in the RUN that unpacks it",
    aliases: ["DL3010"],
    references: [addReference]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nADD a.tar.gz /\n", "FROM a:1\nCOPY a.tar.gz /\nRUN ls a.tar.gz\n",
      "FROM a:1 AS b\nCOPY a.tar /\nRUN tar -xf a.tar\nFROM a:1\n",
    ],
    failing: [
      "FROM a:1\nCOPY a.tar.gz /x/\nRUN tar -xzf /x/a.tar.gz\n",
      "FROM a:1\nCOPY x b.tar\nRUN tar xf b.tar\n",
    ]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    let shipped = file.shippedStages
    return file.findings(rule, at: .copy) { step in
      guard let index = step.stage, shipped.contains(index),
        step.instruction.flag("from") == nil, let (sources, target) = step.transfer
      else { return false }
      let names = isArchive(target.bare) ? [target.bare] : sources.map(\.bare).filter(isArchive)
      let wanted = Set(names.map { CommandName.base(of: $0) })
      guard !wanted.isEmpty else { return false }
      let later = file.steps.filter {
        $0.stage == index && $0.instruction.position.line > step.instruction.position.line
      }
      return later.contains { step in
        (step.run?.invocations ?? []).contains { Self.unpacks($0, wanted) }
      }
    }
  }

  private static func unpacks(_ command: Invocation, _ names: Set<String>) -> Bool {
    let programs: Set = ["gunzip", "bunzip2", "unlzma", "unxz", "uncompress", "zcat", "xzcat"]
    let isTar =
      command.name == "tar"
      && (command.has("-x", "--extract", "--get") || command.texts.first?.contains("x") == true)
    guard isTar || programs.contains(command.name) else { return false }
    return command.arguments.contains { names.contains(CommandName.base(of: $0.text)) }
  }
}

/// A relative target where no folder was set.
struct CopyToRelative: Check {
  let rule = Rule(
    "PLM-D025",
    .low,
    "Files are copied to a relative path, and no WORKDIR is set",
    why: "They land in whatever folder the base image has set, which may change with it.",
    remedy: "Set WORKDIR first, or name the whole path",
    aliases: ["DL3045"],
    references: ["https://docs.docker.com/reference/dockerfile/#workdir"]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nWORKDIR /a\nCOPY a b\n", "FROM a:1\nCOPY a /b\n", "FROM a:1\nCOPY a $B\n",
      "FROM a:1 AS b\nWORKDIR /a\nFROM b\nCOPY a b\n",
    ],
    failing: ["FROM a:1\nCOPY a b\n", "FROM a:1\nWORKDIR /x\nFROM a:1\nCOPY a .\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    var hasFolder = StageFlag()
    return file.steps.compactMap { step in
      hasFolder.follow(step, in: file)
      if step.keyword == .workdir { hasFolder.set() }
      guard step.keyword == .copy, hasFolder.isSet == false, let (_, target) = step.transfer,
        !target.bare.isAbsolutePath, !target.bare.hasPrefix("$")
      else { return nil }
      return file.finding(rule, in: step)
    }
  }
}

/// Everything there is, with what was not meant.
struct BroadCopy: Check {
  let rule = Rule(
    "PLM-D027",
    .low,
    "COPY takes everything there is",
    why:
      "Histories, settings and secrets of whoever builds come along unless .dockerignore names them.",
    remedy: "Copy the files that are needed, or keep a .dockerignore that lists what may come",
    aliases: ["DL4007"],
    references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
    mappings: [.nist("4.1.4")],
    isOptional: true
  )
  let examples = Examples(
    passing: ["FROM a:1\nCOPY src /src\n", "FROM a:1\nCOPY --from=a:1 . /x\n"],
    failing: ["FROM a:1\nCOPY . /app\n", "FROM a:1\nCOPY [\"./\", \"/app\"]\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule, at: .copy) { step in
      step.instruction.flag("from") == nil
        && step.transfer?.sources.contains { $0.bare == "." || $0.bare == "./" } == true
    }
  }
}

/// A file from the network that nobody compares.
struct AddedWithoutChecksum: Check {
  let rule = Rule(
    "PLM-D028",
    .medium,
    "ADD fetches a file and does not compare its checksum",
    why: "Whoever can change what the address serves decides what is in the image.",
    remedy: "Add --checksum=sha256:… to it, or for a repository a commit",
    references: ["https://docs.docker.com/reference/dockerfile/#add---checksum"],
    mappings: [.nist("4.1.5"), .cisDocker("4.9")]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nADD --checksum=sha256:00 https://a.test/b /b\n",
      "FROM a:1\nADD https://a.test/b.git#0123456789012345678901234567890123456789 /b\n",
    ],
    failing: [
      "FROM a:1\nADD https://a.test/b /b\n", "FROM a:1\nADD https://a.test/b.git#main /b\n",
    ]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule, at: .add) { step in
      guard step.instruction.flag("checksum") == nil, let (sources, _) = step.transfer else {
        return false
      }
      return sources.contains { isRemote($0.bare) && !Self.isCommit($0.bare) }
    }
  }

  private static func isCommit(_ source: String) -> Bool {
    guard let reference = source.cut(at: "#")?.after.pieces(on: ":").first else { return false }
    return reference.utf8.count >= 40 && reference.utf8.allSatisfy { $0.hexValue != nil }
  }
}

extension String {
  /// Whether this is a whole path, of Unix or of Windows.
  var isAbsolutePath: Bool {
    let bytes = Array(utf8.prefix(3))
    if bytes.first == UInt8(ascii: "/") || bytes.first == UInt8(ascii: "\\") { return true }
    return bytes.count > 1 && bytes[0].isASCIILetter && bytes[1] == UInt8(ascii: ":")
  }
}
