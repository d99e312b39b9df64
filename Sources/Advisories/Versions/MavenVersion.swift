import Formats

/// A version of Maven taken apart: numbers, words, words with a number, and lists, which begin at
/// hyphens and where letters and digits meet.
///
/// A list is always the last of the list that holds it, so that it can be read with one stack.
struct MavenVersion {
  /// A part of a version.
  enum Item {
    case number(VersionNumber)
    case word(String)
    /// `rc1`, `rc-1`.
    case combination(String, VersionNumber)
    indirect case list([Item])

    /// Whether it says nothing: zero, no word, an empty list.
    var isNull: Bool {
      switch self {
      case .number(let number): number == .zero
      case .word(let word): word.isEmpty
      case .combination: false
      case .list(let items): items.isEmpty
      }
    }

    var isWord: Bool { if case .word = self { true } else { false } }

    var isWordOrCombination: Bool {
      switch self {
      case .word, .combination: true
      case .number, .list: false
      }
    }
  }

  /// Longer ones are refused, since each hyphen is a list in a list.
  static let longest = 256

  private let items: [Item]

  init(_ text: String) throws(VersionError) {
    guard text.utf16.count <= Self.longest else { throw .invalidVersion(text) }
    var parser = MavenVersionParser(text)
    items = parser.parse()
  }

  static func compare(_ left: MavenVersion, _ right: MavenVersion) -> VersionOrder {
    order(.list(left.items), .list(right.items))
  }

  /// The order of two parts; `nil` is the end of a version.
  private static func order(_ left: Item?, _ right: Item?) -> VersionOrder {
    switch (left, right) {
    case (nil, nil): .same
    case (let item?, nil): orderToEnd(item)
    case (nil, let item?): orderToEnd(item).reversed
    case (.number(let number)?, .number(let other)?): VersionOrder(number, other)
    case (.number?, _?): .after
    case (_?, .number?): .before
    case (.list(let items)?, .list(let others)?): order(of: items, others)
    case (.list(let items)?, let item?): order(of: items, toSingle: item)
    case (let item?, .list(let items)?): order(of: items, toSingle: item).reversed
    case (let item?, let other?): orderOfWords(item, other)
    }
  }

  private static func orderToEnd(_ item: Item) -> VersionOrder {
    switch item {
    case .number(let number): return number == .zero ? .same : .after
    case .word(let word): return MavenQualifier(word).orderToRelease
    case .combination(let word, let number):
      let order = MavenQualifier(word).orderToRelease
      return order != .same ? order : number == .zero ? .same : .after
    case .list(let items):
      for item in items {
        let order = orderToEnd(item)
        if order != .same { return order }
      }
      return .same
    }
  }

  private static func order(of items: [Item], _ others: [Item]) -> VersionOrder {
    for index in 0..<max(items.count, others.count) {
      let order = order(
        index < items.count ? items[index] : nil,
        index < others.count ? others[index] : nil
      )
      if order != .same { return order }
    }
    return .same
  }

  private static func order(of items: [Item], toSingle item: Item) -> VersionOrder {
    guard let first = items.first else { return orderToEnd(item).reversed }
    var result = order(first, item)
    for rest in items.dropFirst() where result == .same { result = orderToEnd(rest) }
    return result
  }

  /// The order of words, with numbers or without.
  private static func orderOfWords(_ left: Item, _ right: Item) -> VersionOrder {
    let (word, number) = parts(left)
    let (other, otherNumber) = parts(right)
    let qualifier = MavenQualifier(word)
    let order = VersionOrder(qualifier, MavenQualifier(other))
    guard order == .same else { return order }
    switch (number, otherNumber) {
    case (nil, nil): return .same
    case (let number?, let otherNumber?): return VersionOrder(number, otherNumber)
    case (let number?, nil):
      // `ga1` is after `ga`, but `ga0` is not; `x0` is after `x`.
      return qualifier.orderToRelease == .same && number == .zero ? .same : .after
    case (nil, let number?):
      return qualifier.orderToRelease == .same && number == .zero ? .same : .before
    }
  }

  private static func parts(_ item: Item) -> (word: String, number: VersionNumber?) {
    switch item {
    case .word(let word): (word, nil)
    case .combination(let word, let number): (word, number)
    case .number, .list: ("", nil)
    }
  }
}

/// A word of a version of Maven, by its place among the words that are known.
struct MavenQualifier: Comparable {
  private let place: Int
  /// Words that are not known come last, in their own order.
  private let unknown: String

  private static let release = 5
  private static let places = [
    "alpha": 0, "beta": 1, "milestone": 2, "rc": 3, "cr": 3, "snapshot": 4, "": 5, "ga": 5,
    "final": 5, "release": 5, "sp": 6,
  ]

  init(_ word: String) {
    let known = Self.places[word]
    place = known ?? 7
    unknown = known == nil ? word : ""
  }

  var orderToRelease: VersionOrder { VersionOrder(place, Self.release) }

  static func < (left: MavenQualifier, right: MavenQualifier) -> Bool {
    guard left.place == right.place else { return left.place < right.place }
    return left.unknown.utf8.lexicographicallyPrecedes(right.unknown.utf8)
  }
}

/// Reads a version of Maven, character by character.
struct MavenVersionParser {
  private typealias Item = MavenVersion.Item

  private let bytes: [UInt8]
  /// The lists that are open, the innermost last.
  private var stack: [[Item]] = [[]]
  private var start = 0
  private var isDigit = false
  private var isCombination = false

  init(_ text: String) { bytes = Array(text.lowercased().utf8) }

  fileprivate mutating func parse() -> [MavenVersion.Item] {
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "."):
        append(index == start ? .number(.zero) : item(to: index))
        isCombination = false
        start = index + 1
      case UInt8(ascii: "-"): readHyphen(at: index)
      case _ where byte.isASCIIDigit:
        if !isDigit, index > start {
          isCombination = true
          if hasItems { stack.append([]) }
        }
        isDigit = true
      default:
        if isDigit, index > start {
          append(item(to: index))
          start = index
          stack.append([])
          isCombination = false
        }
        isDigit = false
      }
    }
    if bytes.count > start {
      // A word after a dot is as one after a hyphen.
      if !isDigit, hasItems { stack.append([]) }
      append(item(to: bytes.count))
    }
    return folded()
  }

  private mutating func readHyphen(at index: Int) {
    if index == start {
      append(.number(.zero))
    } else {
      // `rc-1` is read as `rc1`.
      if !isDigit, index + 1 < bytes.count, bytes[index + 1].isASCIIDigit {
        isCombination = true
        return
      }
      append(item(to: index))
    }
    start = index + 1
    if hasItems { stack.append([]) }
    isCombination = false
  }

  private var hasItems: Bool { !stack[stack.count - 1].isEmpty }

  private mutating func append(_ item: Item) { stack[stack.count - 1].append(item) }

  /// What was read since the last part ended.
  private func item(to end: Int) -> Item {
    let piece = bytes[start..<end]
    if isCombination {
      let digits = piece.firstIndex(where: \.isASCIIDigit) ?? piece.endIndex
      let letters = piece[..<digits].filter { $0 != UInt8(ascii: "-") }
      let number = piece[digits...].filter(\.isASCIIDigit)
      return .combination(expanded(letters), VersionNumber(digits: number))
    }
    if isDigit { return .number(VersionNumber(digits: piece)) }
    return .word(String(decoding: piece, as: UTF8.self))
  }

  /// `a1`, `b1`, `m1` are an alpha, a beta, a milestone.
  private func expanded(_ letters: [UInt8]) -> String {
    let word = String(decoding: letters, as: UTF8.self)
    return switch word {
    case "a": "alpha"
    case "b": "beta"
    case "m": "milestone"
    default: word
    }
  }

  /// The lists put into each other, without what says nothing.
  private mutating func folded() -> [Item] {
    var inner: [Item]?
    while var items = stack.popLast() {
      if let inner { items.append(.list(inner)) }
      inner = Self.normalized(items)
    }
    return inner ?? []
  }

  private static func normalized(_ items: [Item]) -> [Item] {
    var items = items
    for index in items.indices.reversed() where items[index].isNull {
      guard index + 1 < items.count else {
        items.remove(at: index)
        continue
      }
      if items[index + 1].isWord {
        items.remove(at: index)
      } else if case .list(let next) = items[index + 1], next.first?.isWordOrCombination == true {
        items.remove(at: index)
      }
    }
    if items.count == 1, case .list(let only) = items[0] { return only }
    return items
  }
}
