import Formats

/// The days that publishers write, in many forms, as `YYYY-MM-DD`.
enum Day {
  /// The day that a text begins with, such as that of `2024-05-01T10:00:00Z` and of
  /// `2024-05-01 10:00`; empty where it begins with none.
  static func text(_ text: some StringProtocol) -> String {
    let day = Array(text.utf8.prefix(10))
    guard day.count == 10 else { return "" }
    for place in 0..<10 {
      let isDash = place == 4 || place == 7
      guard isDash ? day[place] == UInt8(ascii: "-") : day[place].isASCIIDigit else { return "" }
    }
    // What OSV's repository form has in place of a date.
    let found = String(decoding: day, as: UTF8.self)
    return found == "0001-01-01" ? "" : found
  }

  /// The last day that stands in a path, such as in `epss_scores-2026-08-16.csv`.
  static func inPath(_ path: String) -> String {
    var rest = Substring(path)
    var found = ""
    while rest.utf8.count >= 10 {
      let day = text(rest)
      if !day.isEmpty { found = day }
      rest = Substring(rest.utf8.dropFirst())
    }
    return found
  }
}
