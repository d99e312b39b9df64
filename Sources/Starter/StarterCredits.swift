/// Who is to be credited for starter advisories, as NOTICE has it.
package enum StarterCredits {
  /// One publisher after another: its name and licence, and below them its address and days.
  package static func lines(of contents: StarterContents) -> [String] {
    let sources = contents.spaces.flatMap(\.sources) + contents.factSources
    let byName = Dictionary(grouping: sources, by: \.publisher)
    return byName.sorted { $0.key < $1.key }.flatMap { name, sources in
      let days = Set(sources.map(\.date)).filter { !$0.isEmpty }.sorted()
      let license = sources.first?.license ?? ""
      let padding = String(repeating: " ", count: max(43 - name.count, 1))
      return [
        "  \(name)\(padding)\(license)",
        "    \(sources.first?.address ?? "")",
        "    \(days.isEmpty ? "undated" : days.joined(separator: ", "))",
      ]
    }
  }
}
