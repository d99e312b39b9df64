import Model

/// The packages of a lock file by number, and which needs which: tells what each is needed for
/// where the file says so of its roots alone.
struct DependencyGraph {
  private var edges: [[Int]]

  init(count: Int) { edges = Array(repeating: [], count: count) }

  mutating func connect(_ dependent: Int, to dependency: Int) {
    edges[dependent].append(dependency)
  }

  /// The scope of each package, given what the roots need directly; `nil` for what no root reaches.
  func scopes(runtime: [Int], optional: [Int], development: [Int]) -> [Package.Scope?] {
    var scopes = [Package.Scope?](repeating: nil, count: edges.count)
    let starts: [(Package.Scope, [Int])] = [
      (.runtime, runtime), (.optional, optional), (.development, development),
    ]
    for (scope, roots) in starts {
      var waiting = roots
      while let next = waiting.popLast() {
        guard scopes[next] == nil else { continue }
        scopes[next] = scope
        waiting += edges[next]
      }
    }
    return scopes
  }
}
