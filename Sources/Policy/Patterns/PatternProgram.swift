/// What a glob or a regular expression means, before it can be run.
indirect enum PatternNode: Sendable {
  case nothing
  case one(ScalarSet)
  case sequence([PatternNode])
  case choice([PatternNode])
  case repeated(PatternNode, atLeast: Int, atMost: Int?)

  static func literal(_ scalar: Unicode.Scalar) -> PatternNode { .one(ScalarSet([scalar])) }
}

/// Some Unicode scalars.
struct ScalarSet: Hashable, Sendable {
  private var ranges: [ClosedRange<UInt32>] = []
  private var isInverted = false

  init(_ scalars: [Unicode.Scalar] = []) { for scalar in scalars { insert(scalar, scalar) } }

  static let all = ScalarSet().inverted
  static let digits = ScalarSet(from: "0", to: "9")
  static let word = ScalarSet.digits.union(ScalarSet(from: "a", to: "z"))
    .union(ScalarSet(from: "A", to: "Z")).union(ScalarSet(["_"]))
  static let space = ScalarSet([" ", "\t", "\n", "\r", "\u{0C}"])

  init(from first: Unicode.Scalar, to last: Unicode.Scalar) { insert(first, last) }

  /// Adds all scalars from one to another; nothing where they stand the wrong way round.
  mutating func insert(_ first: Unicode.Scalar, _ last: Unicode.Scalar) {
    if first.value <= last.value { ranges.append(first.value...last.value) }
  }

  /// Those of either; only for sets that are not inverted.
  func union(_ other: ScalarSet) -> ScalarSet {
    var both = self
    both.ranges += other.ranges
    return both
  }

  var inverted: ScalarSet {
    var other = self
    other.isInverted.toggle()
    return other
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) } != isInverted
  }
}

/// A pattern that whole texts are held against, in time that only grows with the length of both.
///
/// Source: R. Cox, "Regular Expression Matching: the Virtual Machine Approach". All ways through
/// the program are followed side by side, so that no pattern takes forever on any text.
struct PatternProgram: Hashable, Sendable {
  private enum Instruction: Hashable {
    case one(ScalarSet)
    case split(Int, Int)
    case jump(Int)
    case accept
  }

  /// How many instructions one pattern may have.
  static let limit = 4000

  private var instructions: [Instruction] = []

  init(_ node: PatternNode) throws(PatternError) {
    var budget = Self.limit * 4
    try emit(node, &budget)
    try append(.accept)
  }

  private mutating func append(_ instruction: Instruction) throws(PatternError) {
    guard instructions.count < Self.limit else { throw .tooLarge }
    instructions.append(instruction)
  }

  /// The budget counts nodes, since a thousand times nothing makes no instruction.
  private mutating func emit(_ node: PatternNode, _ budget: inout Int) throws(PatternError) {
    budget -= 1
    guard budget > 0 else { throw .tooLarge }
    switch node {
    case .nothing: break
    case .one(let set): try append(.one(set))
    case .sequence(let nodes): for node in nodes { try emit(node, &budget) }
    case .choice(let nodes): try emit(choice: nodes, &budget)
    case .repeated(let node, let atLeast, let atMost):
      for _ in 0..<atLeast { try emit(node, &budget) }
      guard let atMost else { return try emit(star: node, &budget) }
      for _ in 0..<max(0, atMost - atLeast) { try emit(choice: [node, .nothing], &budget) }
    }
  }

  private mutating func emit(
    choice nodes: [PatternNode],
    _ budget: inout Int
  ) throws(PatternError) {
    var jumps: [Int] = []
    for (number, node) in nodes.enumerated() {
      let split = instructions.count
      let isLast = number == nodes.count - 1
      if !isLast { try append(.split(split + 1, 0)) }
      try emit(node, &budget)
      guard !isLast else { continue }
      jumps.append(instructions.count)
      try append(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func emit(
    star node: PatternNode,
    _ budget: inout Int
  ) throws(PatternError) {
    let split = instructions.count
    try append(.split(split + 1, 0))
    try emit(node, &budget)
    try append(.jump(split))
    instructions[split] = .split(split + 1, instructions.count)
  }

  /// Whether the whole text is what the pattern says.
  func matches(_ text: String) -> Bool {
    var seen = [Int](repeating: -1, count: instructions.count)
    var current = following([0], step: 0, seen: &seen)
    for (step, scalar) in text.unicodeScalars.enumerated() {
      var next: [Int] = []
      for place in current {
        if case .one(let set) = instructions[place], set.contains(scalar) { next.append(place + 1) }
      }
      current = following(next, step: step + 1, seen: &seen)
      if current.isEmpty { return false }
    }
    return current.contains { instructions[$0] == .accept }
  }

  /// The instructions that can be stood at without reading anything more.
  private func following(_ places: [Int], step: Int, seen: inout [Int]) -> [Int] {
    var stack = places
    var found: [Int] = []
    while let place = stack.popLast() {
      guard seen[place] != step else { continue }
      seen[place] = step
      switch instructions[place] {
      case .split(let first, let second): stack += [second, first]
      case .jump(let target): stack.append(target)
      case .one, .accept: found.append(place)
      }
    }
    return found
  }
}

/// Why a text is no pattern.
package enum PatternError: Error, Hashable {
  /// A bracket, brace or parenthesis without its other half.
  case unclosed(String)
  /// Nothing stands where something must, or the other way round.
  case misplaced(String)
  /// Something of regular expressions that is not read.
  case unsupported(String)
  case tooLarge
}

extension PatternError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unclosed(let text): "'\(text)' is not closed"
    case .misplaced(let text): "'\(text)' stands where it means nothing"
    case .unsupported(let text): "'\(text)' is not read"
    case .tooLarge: "it is too large"
    }
  }
}
