/// What only findings of checks have.
package struct CheckDetail: Hashable, Sendable {
  /// Names that other tools give the same rule, such as `DL3008`, sorted.
  package var aliases: [String]
  /// Where in the file it is, in words that a moved line does not change: a stage and an
  /// instruction, or the way to a value.
  package var anchor: String
  /// Why it matters, in one or two sentences.
  package var why: String

  /// Further places of the same fault, where one finding tells of several; sorted.
  package var places: [String]

  package init(aliases: [String], anchor: String, why: String, places: [String] = []) {
    self.aliases = aliases
    self.anchor = anchor
    self.why = why
    self.places = places
  }
}
