extension Dockerfile {
  /// What is built from one `FROM` to the next.
  package struct Stage: Hashable, Sendable {
    /// Counted from 0.
    package var index: Int
    package var from: Instruction
    /// What it is built from, as it was written.
    package var base: Word
    /// The name after `AS`, as it was written; `nil` where there is none.
    package var name: Word?
    /// The word `AS` as it was written; empty where there is none.
    package var joint: String
    /// What follows the `FROM`.
    package var instructions: [Instruction]
  }

  /// What stands before the first stage.
  package var preamble: [Instruction] {
    Array(instructions.prefix { $0.keyword != .from })
  }

  /// The stages, in order.
  package var stages: [Stage] {
    var stages: [Stage] = []
    for instruction in instructions {
      if instruction.keyword == .from {
        let words = instruction.words
        let isNamed = words.count == 3 && words[1].text.lowercased() == "as"
        stages.append(
          Stage(
            index: stages.count,
            from: instruction,
            base: words.first ?? Word(text: "", position: instruction.position),
            name: isNamed ? words[2] : nil,
            joint: isNamed ? words[1].text : "",
            instructions: []
          )
        )
      } else if !stages.isEmpty {
        stages[stages.count - 1].instructions.append(instruction)
      }
    }
    return stages
  }
}
