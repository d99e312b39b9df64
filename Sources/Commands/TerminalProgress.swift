import Engine
import Reports
import Synchronization

/// Tells on standard error how far a scan is: a line that is rewritten on a terminal, plain notes
/// with `--verbose`, nothing otherwise.
final class TerminalProgress: ScanProgress {
  private let isQuiet: Bool
  private let isVerbose: Bool
  private let isLive: Bool
  /// Of several, the layers of each would run into one another on one line.
  private let targets: Int
  private let state = Mutex(State())

  private struct State {
    var layers = 0
    var done = 0
  }

  init(isQuiet: Bool, isVerbose: Bool, targets: Int = 1) {
    self.targets = targets
    self.isQuiet = isQuiet
    self.isVerbose = isVerbose && !isQuiet
    isLive = !isQuiet && StandardError.isTerminal
  }

  func found(layers: Int, cached: Int) {
    state.withLock { $0 = State(layers: layers, done: cached) }
    note("\(layers) layers, \(cached) of them known")
    draw()
  }

  func walked(layer: Int) {
    state.withLock { $0.done += 1 }
    note("layer \(layer) read")
    draw()
  }

  func cacheFailed(_ complaint: String) {
    warn("the layer cache cannot be written, and the next run will be no faster: \(complaint)")
  }

  /// One of several targets was looked at.
  func looked(at count: Int) {
    if targets > 1 { show("looking at targets: \(count) of \(targets)") }
  }

  /// Something the user should know although the work goes on.
  func warn(_ text: String) {
    guard !isQuiet else { return }
    finish()
    StandardError.tell("plimsoll: warning: \(text)")
  }

  /// Something for those who asked for more.
  func note(_ text: String) {
    if isVerbose { StandardError.tell("plimsoll: \(text)") }
  }

  /// Takes the live line away.
  func finish() {
    if isLive { StandardError.write("\r\u{1B}[K") }
  }

  /// What is being done now, in place of what was before.
  func tell(_ text: String) {
    note(text)
    show(text)
  }

  /// The same for the live line alone.
  func show(_ text: String) {
    if isLive, !isVerbose { StandardError.write("\r\u{1B}[K\(SafeText.clean(text))") }
  }

  private func draw() {
    guard isLive, !isVerbose, targets == 1 else { return }
    let (done, layers) = state.withLock { ($0.done, $0.layers) }
    StandardError.write("\r\u{1B}[Kreading layers: \(done) of \(layers)")
  }
}
