/// A pattern for names or paths with the text it was written as.
package struct TextPattern: Hashable, Sendable, CustomStringConvertible {
  /// As it was written.
  package let description: String
  private let form: Form

  private enum Form: Hashable, Sendable {
    case literal(String)
    case program(PatternProgram)
  }

  /// Reads a glob: `*` and `?` for anything but a slash, `**` for whole directories, `[a-z]`,
  /// `{a,b}`, and a backslash before what stands for itself.
  ///
  /// A slash at the start is dropped, as paths have none; one at the end stands for everything
  /// below.
  package init(glob text: String) throws(PatternError) {
    description = text
    var pattern = text.first == "/" ? String(text.dropFirst()) : text
    if pattern.last == "/" { pattern += "**" }
    if pattern.utf8.contains(where: { "*?[]{}\\".utf8.contains($0) }) {
      var parser = GlobParser(pattern)
      form = .program(try PatternProgram(try parser.parse()))
    } else {
      form = .literal(pattern)
    }
  }

  /// Reads a regular expression that has to describe the whole text.
  package init(regularExpression text: String) throws(PatternError) {
    description = text
    if text.utf8.contains(where: { "*?[]{}\\.^$()|+".utf8.contains($0) }) {
      var parser = RegularExpressionParser(text)
      form = .program(try PatternProgram(try parser.parse()))
    } else {
      form = .literal(text)
    }
  }

  /// Stands for one text alone.
  package init(exactly text: String) {
    description = text
    form = .literal(text)
  }

  /// Whether the whole text is what the pattern says.
  package func matches(_ text: String) -> Bool {
    switch form {
    case .literal(let literal): literal == text
    case .program(let program): program.matches(text)
    }
  }
}

/// Reads globs as shells and doublestar write them.
struct GlobParser {
  private let scalars: [Unicode.Scalar]
  private var next = 0
  private var depth = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  private static let notSlash = ScalarSet(["/"]).inverted
  private static var anything: PatternNode { .repeated(.one(.all), atLeast: 0, atMost: nil) }

  mutating func parse() throws(PatternError) -> PatternNode {
    let node = try sequence()
    guard next == scalars.count else { throw .misplaced("}") }
    return node
  }

  /// Everything up to the end, or inside braces up to a comma or the closing brace.
  private mutating func sequence() throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while next < scalars.count {
      let scalar = scalars[next]
      if depth > 0, scalar == "," || scalar == "}" { break }
      if scalar == "}" { break }
      switch scalar {
      case "*": stars(into: &nodes)
      case "?":
        nodes.append(.one(Self.notSlash))
        next += 1
      case "[": nodes.append(.one(try bracket()))
      case "{": nodes.append(try braces())
      case "\\":
        guard next + 1 < scalars.count else { throw .misplaced("\\") }
        nodes.append(.literal(scalars[next + 1]))
        next += 2
      default:
        nodes.append(.literal(scalar))
        next += 1
      }
    }
    return .sequence(nodes)
  }

  private mutating func stars(into nodes: inout [PatternNode]) {
    let start = next
    while next < scalars.count, scalars[next] == "*" { next += 1 }
    let beginsSegment = start == 0 || scalars[start - 1] == "/"
    let atEnd = next == scalars.count
    guard next - start > 1, beginsSegment, atEnd || scalars[next] == "/" else {
      nodes.append(.repeated(.one(Self.notSlash), atLeast: 0, atMost: nil))
      return
    }
    if !atEnd {
      // `**/` is any number of directories, none included.
      next += 1
      nodes.append(.choice([.sequence([Self.anything, .literal("/")]), .nothing]))
    } else if start > 0 {
      // `a/**` is all below `a`, and `a`.
      nodes.removeLast()
      nodes.append(.choice([.sequence([.literal("/"), Self.anything]), .nothing]))
    } else {
      nodes.append(Self.anything)
    }
  }

  private mutating func bracket() throws(PatternError) -> ScalarSet {
    var set = ScalarSet()
    next += 1
    let isInverted = next < scalars.count && (scalars[next] == "!" || scalars[next] == "^")
    if isInverted { next += 1 }
    let first = next
    while next < scalars.count, scalars[next] != "]" || next == first {
      let low = try bracketScalar()
      if next + 1 < scalars.count, scalars[next] == "-", scalars[next + 1] != "]" {
        next += 1
        set.insert(low, try bracketScalar())
      } else {
        set.insert(low, low)
      }
    }
    guard next < scalars.count else { throw .unclosed("[") }
    next += 1
    return isInverted ? set.union(ScalarSet(["/"])).inverted : set
  }

  private mutating func bracketScalar() throws(PatternError) -> Unicode.Scalar {
    if scalars[next] == "\\" { next += 1 }
    guard next < scalars.count else { throw .unclosed("[") }
    next += 1
    return scalars[next - 1]
  }

  private mutating func braces() throws(PatternError) -> PatternNode {
    depth += 1
    guard depth <= 16 else { throw .tooLarge }
    var choices: [PatternNode] = []
    repeat {
      next += 1
      choices.append(try sequence())
    } while next < scalars.count && scalars[next] == ","
    guard next < scalars.count else { throw .unclosed("{") }
    next += 1
    depth -= 1
    return .choice(choices)
  }
}
