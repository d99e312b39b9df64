/// A point in time to the nanosecond, for putting statements in order.
package struct Instant: Hashable, Sendable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds aside.
  package let seconds: Int64
  package let nanoseconds: Int

  /// Parses a timestamp as RFC 3339 has it, in any time zone, or a day alone; `nil` for anything
  /// else.
  package init?(_ text: String) {
    guard let date = CalendarDate(text) else { return nil }
    let midnight = Self.days(to: date) * 86_400
    var rest = text.utf8.dropFirst(10)
    if rest.isEmpty {
      seconds = midnight
      nanoseconds = 0
      return
    }
    rest = rest.dropFirst()
    guard let hour = Self.twoDigits(&rest, upTo: 23), Self.take(":", &rest),
      let minute = Self.twoDigits(&rest, upTo: 59), Self.take(":", &rest),
      let second = Self.twoDigits(&rest, upTo: 60)
    else { return nil }
    var fraction = 0
    if Self.take(".", &rest) {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { return nil }
      rest = rest.dropFirst(digits.count)
      for place in 0..<9 {
        let digit = digits.dropFirst(place).first.map { Int($0 - 0x30) } ?? 0
        fraction = fraction * 10 + digit
      }
    }
    guard let offset = Self.offset(rest) else { return nil }
    seconds = midnight + Int64(hour * 3600 + minute * 60 + second - offset)
    nanoseconds = fraction
  }

  package static func < (left: Instant, right: Instant) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  private static func take(_ character: Unicode.Scalar, _ rest: inout Substring.UTF8View) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  private static func twoDigits(_ rest: inout Substring.UTF8View, upTo limit: Int) -> Int? {
    let digits = rest.prefix(2)
    guard digits.count == 2, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    rest = rest.dropFirst(2)
    let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return value <= limit ? value : nil
  }

  /// Seconds east of Greenwich: `Z`, `+02:00`, `-06:00`.
  private static func offset(_ text: Substring.UTF8View) -> Int? {
    var rest = text
    guard let sign = rest.popFirst() else { return nil }
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return rest.isEmpty ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let hour = twoDigits(&rest, upTo: 23), take(":", &rest),
      let minute = twoDigits(&rest, upTo: 59), rest.isEmpty
    else { return nil }
    let seconds = hour * 3600 + minute * 60
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  /// Days from 1970-01-01.
  ///
  /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
  private static func days(to date: CalendarDate) -> Int64 {
    let year = date.month <= 2 ? date.year - 1 : date.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let month = (date.month + 9) % 12
    let dayOfYear = (153 * month + 2) / 5 + date.day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }
}
