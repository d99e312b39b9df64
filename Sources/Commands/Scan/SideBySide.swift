/// Does the same with several things side by side, and hands on what came of it in their order.
///
/// No more than `width` are under way, and no more than twice as many results wait for their turn:
/// memory does not grow with the number of things.
struct SideBySide<Value: Sendable> {
  let width: Int

  /// - Parameters:
  ///   - count: how many there are.
  ///   - work: what to do with each; what it throws is its result, and stops no other.
  ///   - handOn: takes each result, in order; what it throws ends everything.
  func run(
    _ count: Int,
    _ work: @escaping @Sendable (Int) async throws -> Value,
    handOn: (Int, Result<Value, Failure>) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: (Int, Result<Value, Failure>).self) { group in
      var started = 0
      var done = 0
      var handed = 0
      var waiting: [Int: Result<Value, Failure>] = [:]
      while handed < count {
        while started < count, started - done < width, started - handed < 2 * width {
          let number = started
          group.addTask { (number, await result { try await work(number) }) }
          started += 1
        }
        guard let (number, result) = try await group.next() else { return }
        done += 1
        waiting[number] = result
        while let next = waiting.removeValue(forKey: handed) {
          try handOn(handed, next)
          handed += 1
        }
      }
    }
  }

  /// What came of it, in words where it failed.
  private func result(
    _ work: () async throws -> Value
  ) async -> Result<Value, Failure> {
    do {
      return .success(try await work())
    } catch let failure as Failure {
      return .failure(failure)
    } catch {
      return .failure(Failure("\(error)"))
    }
  }
}
