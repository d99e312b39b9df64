/// Reads the part of Go's regular expressions that ignore files use for names of packages.
///
/// Groups, alternatives, classes and repetitions; what looks around, looks back or names something
/// is refused. The expression describes the whole text, with `^` and `$` at its ends or without.
struct RegularExpressionParser {
  private let scalars: [Unicode.Scalar]
  private var next = 0
  private var depth = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func parse() throws(PatternError) -> PatternNode {
    if scalars.first == "^" { next = 1 }
    let node = try choice()
    guard next == scalars.count else { throw .misplaced(")") }
    return node
  }

  private mutating func choice() throws(PatternError) -> PatternNode {
    var choices = [try sequence()]
    while next < scalars.count, scalars[next] == "|" {
      next += 1
      choices.append(try sequence())
    }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while next < scalars.count, scalars[next] != "|", scalars[next] != ")" {
      if scalars[next] == "$", next == scalars.count - 1 {
        next += 1
        break
      }
      nodes.append(try repetition(of: try atom()))
    }
    return .sequence(nodes)
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    let scalar = scalars[next]
    next += 1
    switch scalar {
    case ".": return .one(ScalarSet(["\n"]).inverted)
    case "(": return try group()
    case "[": return .one(try bracket())
    case "\\": return .one(try escape())
    case "*", "+", "?", "{": throw .misplaced(String(scalar))
    case "^", "$": throw .unsupported("\(scalar) inside an expression")
    default: return .literal(scalar)
    }
  }

  private mutating func group() throws(PatternError) -> PatternNode {
    depth += 1
    guard depth <= 16 else { throw .tooLarge }
    if next < scalars.count, scalars[next] == "?" {
      guard next + 1 < scalars.count, scalars[next + 1] == ":" else { throw .unsupported("(?") }
      next += 2
    }
    let node = try choice()
    guard next < scalars.count else { throw .unclosed("(") }
    next += 1
    depth -= 1
    return node
  }

  private mutating func repetition(of node: PatternNode) throws(PatternError) -> PatternNode {
    guard next < scalars.count else { return node }
    let result: PatternNode
    switch scalars[next] {
    case "*": result = .repeated(node, atLeast: 0, atMost: nil)
    case "+": result = .repeated(node, atLeast: 1, atMost: nil)
    case "?": result = .repeated(node, atLeast: 0, atMost: 1)
    case "{":
      let bounds = try counts()
      result = .repeated(node, atLeast: bounds.atLeast, atMost: bounds.atMost)
      next -= 1
    default: return node
    }
    next += 1
    // Whether as few or as many as can be are tried first changes nothing for a whole text.
    if next < scalars.count, scalars[next] == "?" { next += 1 }
    return result
  }

  /// Reads `{2}`, `{2,}` or `{2,5}`.
  private mutating func counts() throws(PatternError) -> (atLeast: Int, atMost: Int?) {
    guard let end = scalars[next...].firstIndex(of: "}") else { throw .unclosed("{") }
    let text = String(String.UnicodeScalarView(scalars[(next + 1)..<end]))
    next = end + 1
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let atLeast = Int(parts[0]), (0...1000).contains(atLeast) else {
      throw .misplaced("{\(text)}")
    }
    if parts.count == 1 { return (atLeast, atLeast) }
    if parts[1].isEmpty { return (atLeast, nil) }
    guard let atMost = Int(parts[1]), (atLeast...1000).contains(atMost) else {
      throw .misplaced("{\(text)}")
    }
    return (atLeast, atMost)
  }

  private mutating func escape() throws(PatternError) -> ScalarSet {
    guard next < scalars.count else { throw .misplaced("\\") }
    let scalar = scalars[next]
    next += 1
    switch scalar {
    case "d": return .digits
    case "D": return ScalarSet.digits.inverted
    case "w": return .word
    case "W": return ScalarSet.word.inverted
    case "s": return .space
    case "S": return ScalarSet.space.inverted
    case "t": return ScalarSet(["\t"])
    case "n": return ScalarSet(["\n"])
    default:
      guard !scalar.properties.isAlphabetic, scalar.properties.numericType == nil else {
        throw .unsupported("\\\(scalar)")
      }
      return ScalarSet([scalar])
    }
  }

  private mutating func bracket() throws(PatternError) -> ScalarSet {
    var set = ScalarSet()
    let isInverted = next < scalars.count && scalars[next] == "^"
    if isInverted { next += 1 }
    let first = next
    while next < scalars.count, scalars[next] != "]" || next == first {
      if scalars[next] == "[", next + 1 < scalars.count, scalars[next + 1] == ":" {
        throw .unsupported("[:")
      }
      let low = scalars[next]
      next += 1
      if low == "\\" {
        guard next < scalars.count, !["D", "W", "S"].contains(scalars[next]) else {
          throw .unsupported("what is left out, in a class")
        }
        set = set.union(try escape())
      } else if next + 1 < scalars.count, scalars[next] == "-", scalars[next + 1] != "]" {
        guard scalars[next + 1] != "\\" else { throw .unsupported("-\\ in a class") }
        set.insert(low, scalars[next + 1])
        next += 2
      } else {
        set.insert(low, low)
      }
    }
    guard next < scalars.count else { throw .unclosed("[") }
    next += 1
    return isInverted ? set.inverted : set
  }
}
