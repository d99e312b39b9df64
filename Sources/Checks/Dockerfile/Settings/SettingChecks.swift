import Formats
import Model

/// A relative `WORKDIR` where no absolute one stands before it.
struct RelativeWorkdir: Check {
  let rule = Rule(
    "PLM-D030",
    .low,
    "WORKDIR is relative",
    why: "It depends on the folder that the base image has set, which may change with it.",
    remedy: "Name the whole path",
    aliases: ["DL3000", "WorkdirRelativePath"],
    references: ["https://docs.docker.com/reference/build-checks/workdir-relative-path/"]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nWORKDIR /a\nWORKDIR b\n", "FROM a:1\nWORKDIR $A\n", "FROM a:1\nWORKDIR C:\\a\n",
      "FROM a:1\nWORKDIR \"/a\"\n",
    ],
    failing: ["FROM a:1\nWORKDIR a\n", "FROM a:1\nWORKDIR /a\nFROM a:1\nWORKDIR b\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    var hasFolder = StageFlag()
    return file.steps.compactMap { step in
      hasFolder.follow(step, in: file)
      guard step.keyword == .workdir, let isSet = hasFolder.isSet else { return nil }
      let path = step.instruction.text.text.filter { $0 != "\"" && $0 != "'" }
      guard path.isAbsolutePath || path.hasPrefix("$") else {
        return isSet ? nil : file.finding(rule, in: step)
      }
      hasFolder.set()
      return nil
    }
  }
}

/// A port that there is not.
struct InvalidPort: Check {
  let rule = Rule(
    "PLM-D031",
    .medium,
    "EXPOSE names what is no port",
    why:
      "A port is a number from 0 to 65535, or two with a dash, perhaps with /tcp or /udp behind.",
    remedy:
      "Name the port alone; addresses and ports of the host are given when a container is run",
    aliases: ["DL3011", "ExposeInvalidFormat"],
    references: ["https://docs.docker.com/reference/dockerfile/#expose"]
  )
  let examples = Examples(
    passing: ["FROM a:1\nEXPOSE 80 443/tcp 8000-8010/UDP $P 0\n"],
    failing: ["FROM a:1\nEXPOSE 80000\n", "FROM a:1\nEXPOSE 127.0.0.1:80:80\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.words(of: .expose) { step, word in
      guard !word.bare.contains("$"), !Self.isPort(word.bare) else { return nil }
      return file.finding(rule, "\(word.bare) is no port", in: step, at: word.position)
    }
  }

  private static func isPort(_ text: String) -> Bool {
    let (range, name) = text.cut(at: "/") ?? (text[...], "tcp")
    let ends = range.pieces(on: "-").map { UInt16($0) }
    return ["tcp", "udp", "sctp"].contains(name.lowercased()) && (1...2).contains(ends.count)
      && ends.allSatisfy { $0 != nil }
  }
}

/// `80/TCP`.
struct ProtocolCasing: Check {
  let rule = Rule(
    "PLM-D032",
    .negligible,
    "The protocol of a port is not in lower case",
    why: "Tools that compare ports as text take it for another one.",
    remedy: "Write the protocol in lower case",
    aliases: ["ExposeProtoCasing"],
    references: ["https://docs.docker.com/reference/build-checks/expose-proto-casing/"]
  )
  let examples = Examples(
    passing: ["FROM a:1\nEXPOSE 80/tcp\n"],
    failing: ["FROM a:1\nEXPOSE 80/TCP\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.words(of: .expose) { step, word in
      guard let name = word.bare.cut(at: "/")?.after, name.lowercased() != name,
        !name.contains("$")
      else { return nil }
      return file.finding(rule, in: step, at: word.position)
    }
  }
}

/// A port by which machines are administered.
struct ExposedAdministration: Check {
  let rule = Rule(
    "PLM-D046",
    .medium,
    "A port for administration is exposed",
    why: "A container is replaced and not logged into; a server for logging in is one more way in.",
    remedy: "Leave the server out; use the engine's exec to look inside",
    references: ["https://docs.docker.com/reference/dockerfile/#expose"],
    mappings: [.cisDocker("5.7"), .nist("4.1.2")]
  )
  let examples = Examples(
    passing: ["FROM a:1\nEXPOSE 443 2222\n"],
    failing: ["FROM a:1\nEXPOSE 22\n", "FROM a:1\nEXPOSE 80 2375/tcp\n"]
  )
  private static let services = [
    "22": "SSH", "23": "Telnet", "2375": "the Docker engine without TLS", "3389": "Remote Desktop",
    "5900": "VNC",
  ]

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.words(of: .expose) { step, word in
      let number = word.bare.cut(at: "/")?.before ?? word.bare[...]
      guard let service = Self.services[String(number)] else { return nil }
      let title = "Port \(number) is exposed, that of \(service)"
      return file.finding(rule, title, in: step, at: word.position)
    }
  }
}

/// An instruction for the shell where a list would be clearer.
struct CommandNotAsList: Check {
  let rule = Rule(
    "PLM-D036",
    .low,
    "CMD or ENTRYPOINT is run by a shell",
    why:
      "The shell is then the first process and passes no signals on: the program is killed instead "
      + "of asked to stop.",
    remedy: "Write it as a list, [\"program\", \"argument\"]",
    aliases: ["DL3025", "JSONArgsRecommended"],
    references: ["https://docs.docker.com/reference/build-checks/json-args-recommended/"]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nCMD [\"a\", \"b\"]\n", "FROM a:1\nENTRYPOINT []\n",
      "FROM a:1\nSHELL [\"/bin/bash\", \"-c\"]\nCMD a\n",
    ],
    failing: ["FROM a:1\nCMD a b\n", "FROM a:1\nENTRYPOINT a\n", "FROM a:1\nCMD ['a']\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    // Whoever sets the shell wants it.
    let shells = Set(file.steps.filter { $0.keyword == .shell }.compactMap(\.stage))
    return file.findings(rule, at: .cmd, .entrypoint) { step in
      step.instruction.list == nil && !(step.stage.map(shells.contains) ?? false)
    }
  }
}

/// `ONBUILD` of what it cannot hold back.
struct NestedOnBuild: Check {
  let rule = Rule(
    "PLM-D037",
    .high,
    "ONBUILD holds back an instruction that it cannot",
    why: "ONBUILD, FROM and MAINTAINER are refused by builds on this image.",
    remedy: "Hold back something else",
    aliases: ["DL3043"],
    references: ["https://docs.docker.com/reference/dockerfile/#onbuild-limitations"]
  )
  let examples = Examples(
    passing: ["FROM a:1\nONBUILD RUN a\n"],
    failing: ["FROM a:1\nONBUILD FROM b:1\n", "FROM a:1\nONBUILD ONBUILD RUN a\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.steps.filter { $0.isDeferred && [.onbuild, .from, .maintainer].contains($0.keyword) }
      .map { file.finding(rule, in: $0) }
  }
}

/// A variable that is used where it is set.
struct SelfReferringVariable: Check {
  let rule = Rule(
    "PLM-D038",
    .medium,
    "ENV uses a variable that it sets itself",
    why: "All of one ENV is set at once: what it uses still has the value of before, or none.",
    remedy: "Use two ENV instructions",
    aliases: ["DL3044"],
    references: ["https://docs.docker.com/reference/dockerfile/#environment-replacement"]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nENV A=1\nENV B=$A\n", "FROM a:1\nENV PATH=/a:$PATH\n",
      "FROM a:1\nENV A=1 B='$A'\n", "FROM a:1\nENV A=0\nENV A=1 B=$A\n",
    ],
    failing: ["FROM a:1\nENV A=1 B=$A\n", "FROM a:1\nENV A=1 B=\"${A}/b\"\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    var known: [Int: Set<String>] = [:]
    return file.steps.compactMap { step in
      guard let stage = step.stage, step.keyword == .env || step.keyword == .arg else { return nil }
      let names = Set(step.instruction.pairs.map(\.name.text))
      defer { known[stage, default: []].formUnion(names) }
      guard step.keyword == .env else { return nil }
      let new = names.subtracting(known[stage] ?? [])
      for pair in step.instruction.pairs {
        let value = pair.value?.text ?? ""
        let uses = DockerfileExpansion(value, escape: file.file.escape) { _ in "" }.uses
        // Alone it adds to a value that the base image has.
        if let use = uses.first(where: { new.contains($0.name) && $0.name != pair.name.text }) {
          return file.finding(rule, "ENV uses \(use.name), which it sets itself", in: step)
        }
      }
      return nil
    }
  }
}

/// `MAINTAINER`.
struct MaintainerUsed: Check {
  let rule = Rule(
    "PLM-D039",
    .negligible,
    "MAINTAINER is deprecated",
    why: "Tools read labels; the instruction will go.",
    remedy: "Use LABEL org.opencontainers.image.authors=…",
    aliases: ["DL4000", "MaintainerDeprecated"],
    references: ["https://docs.docker.com/reference/build-checks/maintainer-deprecated/"]
  )
  let examples = Examples(
    passing: ["FROM a:1\nLABEL org.opencontainers.image.authors=a\n"],
    failing: ["FROM a:1\nMAINTAINER a\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule, at: .maintainer) { _ in true }
  }
}

/// `ENV name value`.
struct LegacyPair: Check {
  let rule = Rule(
    "PLM-D040",
    .negligible,
    "A name and its value are not joined by an equals sign",
    why: "The old form takes the rest of the line for the value, whatever was meant, and will go.",
    remedy: "Write NAME=value",
    aliases: ["LegacyKeyValueFormat"],
    references: ["https://docs.docker.com/reference/build-checks/legacy-key-value-format/"]
  )
  let examples = Examples(
    passing: ["FROM a:1\nENV A=1\nLABEL a=b\n"],
    failing: ["FROM a:1\nENV A 1\n", "FROM a:1\nLABEL a b c\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule, at: .env, .label) { $0.instruction.pairs.first?.isLegacy == true }
  }
}

extension DockerfileSubject {
  /// What a test says of each word of instructions of one kind.
  func words(
    of keyword: Dockerfile.Instruction.Keyword,
    _ finding: (DockerfileStep, Dockerfile.Word) -> Finding?
  ) -> [Finding] {
    steps.filter { $0.keyword == keyword }.flatMap { step in
      step.instruction.words.compactMap { finding(step, $0) }
    }
  }
}
