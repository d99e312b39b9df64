import Model

/// Programs that an intruder likes, and an application seldom needs.
let surfaceChecks: [ImageCheck] = [
  tools(
    .remoteAccess,
    "PLM-A001",
    .medium,
    "A server to log in by",
    why: "A container is entered by its engine; a server of its own is one more door and password.",
    remedy: "Remove the server, and use docker exec or kubectl exec",
    example: "sshd",
    mappings: [.nist("4.1.2"), .cisDocker("5.7")]
  ),
  tools(
    .engineClient,
    "PLM-A002",
    .low,
    "A client of a container engine or a cluster",
    why: "Beside a socket or a token it is all that is needed to leave the container.",
    remedy: "Leave the client out, or run it elsewhere",
    example: "kubectl",
    mappings: [.nist("4.1.2"), Rule.Mapping(standard: "MITRE ATT&CK", clause: "T1609")]
  ),
  tools(
    .compiler,
    "PLM-A003",
    .low,
    "Compilers and tools to build with",
    why: "They make of a text that somebody brought in a program that runs here.",
    remedy: "Build in one stage, and copy what was built into another",
    example: "gcc",
    mappings: [.nist("4.1.2"), Rule.Mapping(standard: "MITRE ATT&CK", clause: "T1027.004")]
  ),
  tools(
    .debugger,
    "PLM-A004",
    .low,
    "Debuggers and tracers",
    why: "They read the memory of other processes, and what it holds of keys.",
    remedy: "Leave them out, and attach a debugging container when one is needed",
    example: "gdb",
    mappings: [.nist("4.1.2")]
  ),
  tools(
    .network,
    "PLM-A005",
    .negligible,
    "Tools of the network",
    why: "They fetch more tools, look around, and carry data away.",
    remedy: "Leave out those that the application does not call",
    example: "curl",
    mappings: [.nist("4.1.2"), Rule.Mapping(standard: "MITRE ATT&CK", clause: "T1105")]
  ),
  tools(
    .packageManager,
    "PLM-A006",
    .negligible,
    "Package managers",
    why: "They bring in at run time what nobody has looked at.",
    remedy: "Build upon a base without one, or remove it in the last step",
    example: "apt-get",
    mappings: [.nist("4.1.2")]
  ),
  tools(
    .shell,
    "PLM-A007",
    .negligible,
    "Shells",
    why: "Most ways from a flaw to a hold on the container go through a shell.",
    remedy: "Build upon a base without one where the application starts none",
    example: "bash",
    mappings: [.nist("4.1.2"), Rule.Mapping(standard: "MITRE ATT&CK", clause: "T1059.004")]
  ),
  tools(
    .privilege,
    "PLM-A008",
    .negligible,
    "Programs that change who one is",
    why: "They are the first thing that is tried by somebody who wants to be root.",
    remedy: "Remove them: engines start a container as any user",
    example: "sudo",
    mappings: [.nist("4.1.2")]
  ),
  ImageCheck(
    .surface,
    Rule(
      "PLM-A009",
      .negligible,
      "Interpreters that the start command does not name",
      why: "Each is a language in which whatever gets in can be written.",
      remedy: "Remove those that nothing in the image calls",
      mappings: [.nist("4.1.2"), Rule.Mapping(standard: "MITRE ATT&CK", clause: "T1059")]
    ),
    passing: ["file 0755 usr/bin/python3.11\nCMD python3 app.py\n"],
    failing: ["file 0755 usr/bin/perl\nCMD python3 app.py\n"],
    faults: { image in
      guard image.isImage else { return [] }
      let started = image.settings.argv.joined(separator: " ")
      let others = image.survey.tools.filter {
        $0.kind == .interpreter && !started.contains($0.name)
      }
      return image.fault(
        of: others,
        anchor: "interpreter",
        noun: "interpreters beside the start command"
      )
    }
  ),
]

private func tools(
  _ kind: FoundTool.Kind,
  _ id: String,
  _ severity: Severity,
  _ title: String,
  why: String,
  remedy: String,
  example: String,
  mappings: [Rule.Mapping]
) -> ImageCheck {
  ImageCheck(
    .surface,
    Rule(id, severity, title, why: why, remedy: remedy, mappings: mappings),
    passing: [
      "file 0755 app\n", "file 0644 usr/bin/\(example)\n",
      "no settings\nfile 0755 bin/\(example)\n",
    ],
    failing: ["file 0755 usr/bin/\(example)\n"],
    faults: { image in
      guard image.isImage else { return [] }
      let found = image.survey.tools.filter { $0.kind == kind }
      return image.fault(
        of: found,
        anchor: kind.rawValue,
        noun: title.prefix(1).lowercased() + title.dropFirst()
      )
    }
  )
}

extension ImageSubject {
  /// One finding for all tools of a kind.
  fileprivate func fault(of tools: [FoundTool], anchor: String, noun: String) -> [Fault] {
    guard !tools.isEmpty else { return [] }
    let names = Array(Set(tools.map(\.name))).sorted()
    var fault = Fault(
      title:
        "\(noun.prefix(1).uppercased())\(noun.dropFirst()): \(String(listing: names, atMost: 8))"
    )
    fault.anchor = anchor
    fault.layer = tools.compactMap(\.layer).max()
    fault.places = tools.map { tool in tool.owner.map { "\(tool.path) (\($0.name))" } ?? tool.path }
    return [fault]
  }
}
