import Formats
import Model

private let copyReference = "https://docs.docker.com/reference/dockerfile/#copy---from"

extension DockerfileStep {
  /// The words of `ADD` and `COPY`: what is taken, and where it goes.
  var transfer: (sources: [Dockerfile.Word], target: Dockerfile.Word)? {
    guard keyword == .add || keyword == .copy else { return nil }
    let words = instruction.words
    guard let target = words.last, words.count > 1 else { return nil }
    return (Array(words.dropLast()), target)
  }
}

extension Dockerfile.Word {
  /// Without the quotes around it.
  var bare: String { text.filter { $0 != "\"" && $0 != "'" } }
}

/// `COPY --from` of a stage that is not there.
struct CopyFromUnknown: Check {
  let rule = Rule(
    "PLM-D022",
    .low,
    "COPY takes files from an image that is no stage of this file",
    why:
      "What it names is pulled as an image: of a stage that was misspelt, or renamed, nobody is told.",
    remedy: "Name a stage, or give the image a stage of its own with FROM",
    aliases: ["DL3022"],
    references: [copyReference]
  )
  let examples = Examples(
    passing: [
      "FROM a:1 AS b\nFROM a:1\nCOPY --from=b x y\nCOPY --from=0 x y\nCOPY --from=c:1 x y\n",
      "FROM a:1\nCOPY --from=ghcr.io/a/b x y\nCOPY --from=$S x y\n",
    ],
    failing: ["FROM a:1\nCOPY --from=build x y\n", "FROM a:1\nCOPY --from=1 x y\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.steps.compactMap { step in
      guard step.keyword == .copy, let from = step.instruction.flag("from"), let index = step.stage,
        !from.isEmpty, !from.contains("$"), !from.contains(":"), !from.contains("/"),
        !from.contains("@")
      else { return nil }
      if from == "context" || file.stage(called: from, before: index) != nil { return nil }
      // Its own name is another rule's.
      if file.stages[index].name?.text.lowercased() == from.lowercased() { return nil }
      return file.finding(
        rule,
        "COPY takes files from \(from), which is no earlier stage",
        in: step
      )
    }
  }
}

/// `COPY --from` of the stage it stands in.
struct CopyFromItself: Check {
  let rule = Rule(
    "PLM-D023",
    .high,
    "COPY takes files from the stage it stands in",
    why: "The stage would have to be finished before it begins: no builder takes the file.",
    remedy: "Name another stage, or use RUN with cp",
    aliases: ["DL3023"],
    references: [copyReference]
  )
  let examples = Examples(
    passing: ["FROM a:1 AS b\nFROM a:1 AS c\nCOPY --from=b x y\n"],
    failing: ["FROM a:1 AS b\nCOPY --from=b x y\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule, at: .copy) { step in
      guard let from = step.instruction.flag("from"), let index = step.stage else { return false }
      return file.stages[index].name?.text.lowercased() == from.lowercased()
        && file.stage(called: from, before: index) == nil
    }
  }
}

/// The whole of another stage.
struct CopiedFileSystem: Check {
  let rule = Rule(
    "PLM-D026",
    .medium,
    "COPY takes the whole file system of another stage",
    why:
      "Everything the other stage has comes along, what it needed for building and its secrets too.",
    remedy: "Copy the files that are needed, or build on that stage",
    aliases: ["DL3067"],
    references: [copyReference],
    mappings: [.nist("4.1.1")]
  )
  let examples = Examples(
    passing: ["FROM a:1 AS b\nFROM a:1\nCOPY --from=b /app /\n"],
    failing: ["FROM a:1 AS b\nFROM a:1\nCOPY --from=b / /\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule, at: .copy) { step in
      guard step.instruction.flag("from") != nil, let (sources, target) = step.transfer else {
        return false
      }
      // A stage of nothing that takes all of another is that one, flattened.
      if let index = step.stage, file.bases[index].kind == .scratch { return false }
      return target.bare == "/" && sources.contains { $0.bare == "/" }
    }
  }
}
