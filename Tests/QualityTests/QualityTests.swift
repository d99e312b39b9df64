import Glibc
import TestSupport
import Testing

/// The matcher over artifacts of known state, whose flaws were looked up by hand.
@Suite(.timeLimit(.minutes(10))) struct `findings of known artifacts` {
  @Test(arguments: QualityCase.all)
  func `are those that were looked up by hand`(quality: QualityCase) async throws {
    let result = try await QualityResult.judge(quality)
    #expect(result.missed == [])
    #expect(result.falseAlarms == [])
    #expect(result.differing == [])
    #expect(result.idleTraps == [])
  }

  @Test func `are all there, and no others`() async throws {
    var (agreed, missed, wrong, traps) = (0, 0, 0, 0)
    for quality in QualityCase.all {
      let result = try await QualityResult.judge(quality)
      agreed += result.agreed
      missed += result.missed.count
      wrong += result.falseAlarms.count
      traps += quality.absent.count
    }
    #expect(agreed > 0)
    let share = { (whole: Int) in Double(agreed * 1000 / max(whole, 1)) / 10 }
    let text =
      "quality: \(QualityCase.all.count) artifacts, \(agreed + missed) flaws expected, "
      + "recall \(share(agreed + missed)) %, precision \(share(agreed + wrong)) %, "
      + "\(traps) traps\n"
    // SAFETY: the text lives for the call, and its length is given.
    _ = unsafe text.utf8CString.withUnsafeBytes { raw in
      unsafe write(STDERR_FILENO, raw.baseAddress, text.utf8.count)
    }
  }

  @Test func `have each a reason, and no flaw twice`() {
    for quality in QualityCase.all {
      let keys = (quality.present + quality.absent).map(\.key)
      #expect(Set(keys).count == keys.count, "\(quality.name)")
      #expect((quality.present + quality.absent).allSatisfy { !$0.reason.isEmpty })
    }
  }
}
