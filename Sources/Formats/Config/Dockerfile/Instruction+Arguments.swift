extension Dockerfile.Instruction {
  /// The words of the list form, or those between white space.
  package var words: [Dockerfile.Word] {
    if let list { return list }
    return DockerfileWords.plain(in: text.bytes).map(word)
  }

  /// The words between white space that no quote holds.
  package var quotedWords: [Dockerfile.Word] {
    DockerfileWords.quoted(in: text.bytes, escape: escape).map(word)
  }

  private func word(_ range: Range<Int>) -> Dockerfile.Word {
    Dockerfile.Word(
      text: String(decoding: text.bytes[range], as: UTF8.self),
      position: text.position(at: range.lowerBound)
    )
  }

  /// The value of a flag; empty for a flag without one, `nil` for one that is not there.
  package func flag(_ name: String) -> String? {
    flags.first { $0.name == name }.map { $0.value ?? "" }
  }

  /// The names that `ARG`, `ENV` or `LABEL` set.
  package var pairs: [Dockerfile.Pair] {
    let places = DockerfileWords.quoted(in: text.bytes, escape: escape)
    let words = places.map(word)
    guard let first = words.first else { return [] }
    if keyword != .arg, words.count > 1, !first.text.utf8.contains(UInt8(ascii: "=")) {
      // The old form: one name, and all the rest is its value.
      let start = places[0].upperBound
      let rest = text.slice(text.bytes.span.trimmed(start..<text.count))
      let value = Dockerfile.Word(text: rest.text, position: words[1].position)
      return [Dockerfile.Pair(name: first, value: value, isLegacy: true)]
    }
    return words.map { word in
      guard let (name, value) = word.text.cut(at: "=") else {
        return Dockerfile.Pair(name: word, value: nil)
      }
      let position = DataNode.Position(
        line: word.position.line,
        column: word.position.column + name.utf8.count + 1
      )
      return Dockerfile.Pair(
        name: Dockerfile.Word(text: String(name), position: word.position),
        value: Dockerfile.Word(text: String(value), position: position)
      )
    }
  }

  /// Itself, or what it holds back for later.
  package var effective: Dockerfile.Instruction { nested.first ?? self }
}
