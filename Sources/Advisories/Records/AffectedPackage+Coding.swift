package import Formats
import Model

/// The form in packs of what an advisory says of one package; the space and the name are the
/// pack's and the key's.
extension AffectedPackage {
  package func write(to writer: inout RecordWriter) {
    writer.write(case: nameKind)
    writer.write(case: fixState)
    writer.write(ranges) { $0.write($1) }
    writer.write(versions)
    writer.write(unaffectedVersions)
    writer.write(architectures)
    writer.write(module)
    writer.write(channel)
    writer.write(severities) { $0.write($1) }
    writer.write(note)
  }

  package init(
    _ space: AdvisorySpace,
    _ name: String,
    from reader: inout RecordReader
  ) throws(RecordReader.Damaged) {
    self.init(
      space,
      name,
      nameKind: try reader.choice(at: NameKind.self),
      fixState: try reader.choice(at: FixState.self)
    )
    ranges = try reader.list { (reader) throws(RecordReader.Damaged) in try reader.interval() }
    versions = try reader.texts()
    unaffectedVersions = try reader.texts()
    architectures = try reader.texts()
    module = try reader.text()
    channel = try reader.text()
    severities = try reader.severities()
    note = try reader.text()
  }
}

extension RecordWriter {
  fileprivate mutating func write(_ interval: VersionInterval) {
    write(interval.lower) { $0.write($1) }
    switch interval.end {
    case .open: write(0)
    case .fixed(let version):
      write(1)
      write(version)
    case .lastAffected(let version):
      write(2)
      write(version)
    case .limit(let version):
      write(3)
      write(version)
    }
  }
}

extension RecordReader {
  fileprivate mutating func interval() throws(Damaged) -> VersionInterval {
    let lower = try optional { (reader) throws(Damaged) in try reader.text() }
    switch try int() {
    case 0: return VersionInterval(from: lower, .open)
    case 1: return VersionInterval(from: lower, .fixed(try text()))
    case 2: return VersionInterval(from: lower, .lastAffected(try text()))
    case 3: return VersionInterval(from: lower, .limit(try text()))
    default: throw Damaged()
    }
  }
}
