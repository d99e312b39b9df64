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

extension Day {
  /// The day of a moment in seconds since 1970, by the proleptic Gregorian calendar; empty for none
  /// and for what is before 1970 or after 9999.
  static func text(secondsSince1970 seconds: Int64?) -> String {
    guard let seconds, seconds > 0, seconds < 253_402_300_800 else { return "" }
    // Days since 0000-03-01, so that a leap day is the last of its year.
    let days = Int(seconds / 86_400) + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
