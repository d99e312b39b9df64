/// Lines up rows of text in columns.
package struct TextTable {
  /// A column of a table.
  package struct Column {
    var title: String
    /// No wider than this when the terminal is narrow; `nil` takes what the others leave.
    var maximum: Int?
    var cut: SafeText.Cut = .tail
    var isNumber = false

    package init(
      title: String,
      maximum: Int? = nil,
      cut: SafeText.Cut = .tail,
      isNumber: Bool = false
    ) {
      self.title = title
      self.maximum = maximum
      self.cut = cut
      self.isNumber = isNumber
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  package init(_ columns: [Column]) { self.columns = columns }

  package mutating func add(_ cells: [String]) { rows.append(cells.map { SafeText.clean($0) }) }

  /// The title row, then the others; no line ends in blanks.
  package func lines(width: Int?) -> [String] {
    let used = columns.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    let widths = self.widths(of: used, within: width)
    let titles = columns.map(\.title)
    return ([titles] + rows).map { row in
      // As bytes: making a text of the blanks of each cell took half the time of a large table.
      var line: [UInt8] = []
      for (place, column) in used.enumerated() {
        let text = SafeText.fit(row[column], in: widths[place], cutting: columns[column].cut)
        let blanks = repeatElement(space, count: max(0, widths[place] - SafeText.width(text)))
        if columns[column].isNumber { line += blanks }
        line += text.utf8
        if !columns[column].isNumber { line += blanks }
        if place < used.count - 1 { line += [space, space] }
      }
      while line.last == space { line.removeLast() }
      return String(decoding: line, as: UTF8.self)
    }
  }

  private func widths(of used: [Int], within width: Int?) -> [Int] {
    var widths = used.map { column in
      rows.reduce(SafeText.width(columns[column].title)) { max($0, SafeText.width($1[column])) }
    }
    guard let width else { return widths }
    let room = max(20, width - 2 * (used.count - 1))
    guard widths.reduce(0, +) > room else { return widths }
    for (place, column) in used.enumerated() {
      if let maximum = columns[column].maximum { widths[place] = min(widths[place], maximum) }
    }
    // What is still too wide comes off the open columns, and then off the widest.
    while widths.reduce(0, +) > room {
      let open = used.indices.filter { columns[used[$0]].maximum == nil && widths[$0] > 12 }
      let candidates = open.isEmpty ? Array(widths.indices) : open
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }), widths[widest] > 4 else {
        break
      }
      widths[widest] -= 1
    }
    return widths
  }
}

private let space = UInt8(ascii: " ")
