extension Timestamp {
  /// The beginning of a day in UTC, given as `2024-05-01`; `nil` for anything else.
  package init?(date: String) {
    let parts = date.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
    guard parts.count == 3, date.utf8.count == 10, let year = parts[0], let month = parts[1],
      let day = parts[2], (0...9999).contains(year), (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    // Days from civil: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(secondsSinceEpoch: (era * 146_097 + dayOfEra - 719_468) * 86_400)
  }

  /// Whole days from another time to this one.
  package func days(since other: Timestamp) -> Int {
    Int((seconds - other.seconds) / 86_400)
  }
}
