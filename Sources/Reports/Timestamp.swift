/// A second in time, given by whoever has a clock.
package struct Timestamp: Hashable, Sendable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds aside.
  package let seconds: Int64

  /// The years 0000 to 9999 can be written as RFC 3339 has it; other values are refused.
  package init?(secondsSinceEpoch seconds: Int64) {
    guard (-62_167_219_200...253_402_300_799).contains(seconds) else { return nil }
    self.seconds = seconds
  }

  private init() { seconds = 0 }

  package static let epoch = Timestamp()

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.seconds < right.seconds
  }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC: `2024-05-01T12:00:00Z`.
  package var description: String {
    let second = Int(seconds - days * 86_400)
    let time = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, to: 2) }
    return "\(date)T\(time.joined(separator: ":"))Z"
  }

  /// The day in UTC: `2024-05-01`.
  package var date: String {
    // Days from civil, reversed: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    // The era has 400 years and begins on 1 March.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    let number = month < 10 ? month + 3 : month - 9
    return [
      Self.padded(Int(year), to: 4), Self.padded(Int(number), to: 2), Self.padded(Int(day), to: 2),
    ].joined(separator: "-")
  }

  /// Whole days since the epoch, rounded down.
  private var days: Int64 {
    seconds >= 0 ? seconds / 86_400 : -((-seconds + 86_399) / 86_400)
  }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
