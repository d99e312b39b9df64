import Formats
import Model

extension RecordWriter {
  /// A trace holds no secret, and so neither does a cache.
  mutating func write(_ trace: SecretTrace) {
    for text in [trace.rule, trace.path, trace.name, trace.masked, trace.fingerprint] {
      write(text)
    }
    write(trace.origin.rawValue)
    write(trace.line)
    write(trace.column)
  }
}

extension RecordReader {
  mutating func secret() throws(Damaged) -> SecretTrace {
    let rule = try text()
    let path = try text()
    let name = try text()
    let masked = try text()
    let fingerprint = try text()
    let origin = try choice(SecretTrace.Origin.self)
    let line = try int()
    var trace = SecretTrace(rule: rule, origin: origin, path: path, line: line, column: try int())
    trace.name = name
    trace.masked = masked
    trace.fingerprint = fingerprint
    return trace
  }
}
