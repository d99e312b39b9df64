/// A CVSS vector of any version, such as `CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H`.
///
/// Holding one means that it obeys the specification of its version (first.org/cvss): no metric is
/// unknown, given twice, valued with what it does not know, or missing though mandatory. Versions
/// 2.0 and 4.0 prescribe the order of metrics; 3.0 and 3.1 leave it free. Vectors of version 2.0
/// have no prefix.
package struct CVSSVector: Hashable, Sendable {
  /// The versions of the specification.
  package enum Version: String, Sendable, CaseIterable {
    case v2 = "2.0"
    case v30 = "3.0"
    case v31 = "3.1"
    case v4 = "4.0"
  }

  package let version: Version
  /// For each metric of the version, the index of its value; `absent` for those not given.
  private let chosen: [UInt8]

  private static let absent = UInt8.max
  /// The longest vector there can be, with every metric given, has about 260 bytes.
  private static let longest = 512

  /// Reads a vector strictly.
  package init(_ text: String) throws(CVSSError) {
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.count <= Self.longest else { throw .tooLong(text.utf8.count) }
    var fields = text.split(separator: "/", omittingEmptySubsequences: false)[...]
    version = try Self.version(from: &fields)
    chosen = try Self.values(of: fields, in: version)
    for (metric, value) in zip(version.metrics, chosen)
    where metric.group == .base && value == Self.absent {
      throw .missing(metric.name)
    }
  }

  /// The version that the first field names, which is taken off; 2.0 when it is a metric.
  private static func version(
    from fields: inout ArraySlice<Substring>
  ) throws(CVSSError) -> Version {
    guard let first = fields.first, first.hasPrefix("CVSS:") else { return .v2 }
    let name = first.dropFirst("CVSS:".count)
    guard let version = Version(rawValue: String(name)), version != .v2 else {
      throw .unknownVersion(String(name))
    }
    fields.removeFirst()
    return version
  }

  private static func values(
    of fields: ArraySlice<Substring>,
    in version: Version
  ) throws(CVSSError) -> [UInt8] {
    let metrics = version.metrics
    var chosen = [UInt8](repeating: absent, count: metrics.count)
    var last = -1
    for field in fields {
      guard let colon = field.firstIndex(of: ":") else { throw .malformed(String(field)) }
      let name = field[..<colon]
      let value = field[field.index(after: colon)...]
      guard let index = metrics.firstIndex(where: { $0.name == name }) else {
        throw .unknownMetric(String(name))
      }
      guard chosen[index] == absent else { throw .repeated(String(name)) }
      guard let position = metrics[index].values.firstIndex(where: { $0 == value }) else {
        throw .unknownValue(metric: String(name), value: String(value))
      }
      guard index > last || version.hasFreeOrder else { throw .outOfOrder(String(name)) }
      last = index
      chosen[index] = UInt8(position)
    }
    return chosen
  }

  /// The index of the metric's value, in the order of `CVSSMetric.values`; `nil` where it is not
  /// given, or given as not defined.
  func index(of name: String) -> Int? {
    guard let metric = version.metrics.firstIndex(where: { $0.name == name }) else { return nil }
    let value = chosen[metric]
    guard value != Self.absent, !version.metrics[metric].isUndefined(Int(value)) else { return nil }
    return Int(value)
  }

  /// The number that the metric's value stands for; that of "not defined" where it is not given.
  func weight(of name: String) -> Double {
    guard let metric = version.metrics.first(where: { $0.name == name }) else { return 1 }
    return metric.weights[index(of: name) ?? metric.weights.count - 1]
  }

  /// Whether a metric of the group is given and defined.
  package func uses(_ group: CVSSMetric.Group) -> Bool {
    zip(version.metrics, chosen).contains { metric, value in
      metric.group == group && value != Self.absent && !metric.isUndefined(Int(value))
    }
  }
}

/// Why a text is no CVSS vector.
package enum CVSSError: Error, Hashable, CustomStringConvertible {
  case empty
  case tooLong(Int)
  case unknownVersion(String)
  /// A field that is no `metric:value`.
  case malformed(String)
  case unknownMetric(String)
  case unknownValue(metric: String, value: String)
  case repeated(String)
  /// Versions 2.0 and 4.0 prescribe an order.
  case outOfOrder(String)
  /// A base metric that is not given.
  case missing(String)

  package var description: String {
    switch self {
    case .empty: "the vector is empty"
    case .tooLong(let count): "a vector of \(count) bytes is longer than any"
    case .unknownVersion(let name): "there is no CVSS version '\(name)' with that prefix"
    case .malformed(let field): "'\(field)' is no metric with a value"
    case .unknownMetric(let name): "the version has no metric '\(name)'"
    case .unknownValue(let metric, let value): "the metric \(metric) has no value '\(value)'"
    case .repeated(let name): "the metric \(name) is given twice"
    case .outOfOrder(let name): "the metric \(name) is out of order"
    case .missing(let name): "the base metric \(name) is missing"
    }
  }
}
