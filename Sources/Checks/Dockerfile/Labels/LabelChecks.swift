import Formats
import Model

private let labelReference = "https://docs.docker.com/reference/dockerfile/#label"

/// A label with its place.
struct LabelUse {
  var step: DockerfileStep
  var name: String
  var value: String
  var position: DataNode.Position

  /// Whether what it says is only known when the image is built.
  var isOpen: Bool { value.contains("$") }
}

extension DockerfileSubject {
  var labels: [LabelUse] {
    steps.filter { $0.keyword == .label }.flatMap { step in
      step.instruction.pairs.map { pair in
        let value = DockerfileExpansion(pair.value?.text ?? "", escape: file.escape) { "${\($0)}" }
        return LabelUse(
          step: step,
          name: pair.name.bare,
          value: value.text,
          position: pair.name.position
        )
      }
    }
  }
}

/// A key that no tool expects.
struct LabelKeyInvalid: Check {
  let rule = Rule(
    "PLM-D170",
    .negligible,
    "The key of a label is not formed as it should be",
    why:
      "Tools look labels up by keys of lower case letters, digits, dots and dashes, and some names "
      + "belong to Docker.",
    remedy: "Use lower case letters, digits, single dots and dashes",
    aliases: ["DL3048"],
    references: [
      "https://docs.docker.com/engine/manage-resources/labels/#key-format-recommendations"
    ]
  )
  let examples = Examples(
    passing: ["FROM a:1\nLABEL a=b org.opencontainers.image.ref.name=c a-b.c=d\n"],
    failing: [
      "FROM a:1\nLABEL A_B=c\n", "FROM a:1\nLABEL com.docker.a=b\n", "FROM a:1\nLABEL a..b=c\n",
    ]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.labels.compactMap { label in
      guard !label.name.contains("$"), !Self.isGood(label.name) else { return nil }
      return file.finding(
        rule,
        "The label \(label.name) has a key that it should not",
        in: label.step,
        at: label.position
      )
    }
  }

  private static func isGood(_ key: String) -> Bool {
    let reserved = ["com.docker.", "io.docker.", "org.dockerproject."]
    guard !reserved.contains(where: { key.hasPrefix($0) }) else { return false }
    guard let first = key.utf8.first, let last = key.utf8.last else { return false }
    func isPlain(_ byte: UInt8) -> Bool {
      byte.isASCIIDigit || (byte.isASCIILetter && byte == byte.asciiLowercased)
    }
    let isMade = key.utf8.allSatisfy {
      isPlain($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
    }
    return isMade && isPlain(first) && isPlain(last) && key.after("..") == nil
      && key.after("--") == nil
  }
}

/// A label that says nothing.
struct LabelValueEmpty: Check {
  let rule = Rule(
    "PLM-D171",
    .negligible,
    "A label is empty",
    why: "Whoever asks for it is told nothing.",
    remedy: "Give it a value, or leave it out",
    aliases: ["DL3051"],
    references: [labelReference]
  )
  let examples = Examples(
    passing: ["FROM a:1\nLABEL a=b\nLABEL c=$D\n"],
    failing: ["FROM a:1\nLABEL a=\"\"\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.labels.filter { $0.value.isEmpty }.map { label in
      file.finding(rule, "The label \(label.name) is empty", in: label.step, at: label.position)
    }
  }
}

/// A label that the settings ask for and that is not there.
struct LabelMissing: Check {
  let rule = Rule(
    "PLM-D178",
    .low,
    "A label that the settings ask for is missing",
    why: "Who looks after an image, and where it came from, is found by its labels.",
    remedy: "Set the label",
    aliases: ["DL3049"],
    references: [labelReference]
  )
  /// They need settings; see the tests.
  let examples = Examples(passing: ["FROM a:1\n"], failing: [])

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    guard let last = file.stages.last else { return [] }
    let shipped = file.shippedStages
    let set = Set(file.labels.filter { $0.step.stage.map(shipped.contains) ?? false }.map(\.name))
    return file.options.labels.keys.sorted().filter { !set.contains($0) }.map { name in
      let anchor = "stage \(last.index)/LABEL \(name)"
      return file.finding(
        rule,
        "The label \(name) is missing",
        anchor: anchor,
        at: last.from.position
      )
    }
  }
}

/// A label that the settings do not name.
struct LabelSuperfluous: Check {
  let rule = Rule(
    "PLM-D179",
    .negligible,
    "A label is set that the settings do not name",
    why: "The settings say that no other labels are wanted.",
    remedy: "Leave it out, or name it in the settings",
    aliases: ["DL3050"],
    references: [labelReference]
  )
  /// They need settings; see the tests.
  let examples = Examples(passing: ["FROM a:1\nLABEL a=b\n"], failing: [])

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    guard file.options.hasOnlyThoseLabels else { return [] }
    return file.labels.filter { file.options.labels[$0.name] == nil }.map { label in
      file.finding(
        rule,
        "The label \(label.name) is not wanted",
        in: label.step,
        at: label.position
      )
    }
  }
}

/// A remark that lets a finding through.
struct IgnoreRemarkUsed: Check {
  static let id = "PLM-D180"

  let rule = Rule(
    IgnoreRemarkUsed.id,
    .low,
    "A remark in the file lets a finding through",
    why:
      "Where exceptions have to be agreed on, they belong into the policy, with a reason and an end.",
    remedy: "Put it into plimsoll.yaml",
    aliases: ["DL1001"],
    isOptional: true
  )
  let examples = Examples(
    passing: ["# hello\nFROM a:1\n"],
    failing: [
      "# hadolint ignore=DL3006\nFROM a\n", "FROM a:1\n# plimsoll:ignore PLM-D050 no\nUSER 0\n",
    ]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.file.comments.enumerated().compactMap { number, comment in
      let text = comment.text
      let isRemark =
        text.hasPrefix("plimsoll:ignore")
        || text.hasPrefix("hadolint ") && text.after("ignore") != nil
      guard isRemark else { return nil }
      return file.finding(rule, anchor: "remark", at: comment.position)
    }
  }
}
