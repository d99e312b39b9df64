import Formats
import Model

/// The form of a layer's inventory in the cache.
///
///     "PLMLAYER" · form (1 byte) · SHA-256 of what follows (32 bytes) · record
///
/// Raise `form` whenever what is written changes; old entries are then made anew.
extension LayerInventory {
  private static let magic = Array("PLMLAYER".utf8)
  private static let form: UInt8 = 4

  package func encoded() -> [UInt8] {
    var writer = RecordWriter()
    writer.write(entries.count)
    writer.write(entries.bytes)
    writer.write(whiteouts)
    writer.write(opaqueDirectories)
    writer.write(gaps) { $0.write($1) }
    writer.write(facts.sorted { $0.key < $1.key }) { writer, fact in
      writer.write(fact.key)
      writer.write(fact.value)
    }
    let hash = Array(SHA256.digest(of: writer.bytes.span).hex.utf8)
    return Self.magic + [Self.form] + hash + writer.bytes
  }

  /// Reads an encoded inventory; `nil` for a damaged one or one of another form.
  package init?(encoded bytes: [UInt8]) {
    let start = Self.magic.count + 1 + 64
    guard bytes.count > start, bytes.starts(with: Self.magic + [Self.form]) else { return nil }
    let body = Array(bytes[start...])
    guard SHA256.digest(of: body.span).hex.utf8.elementsEqual(bytes[(start - 64)..<start]) else {
      return nil
    }
    var reader = RecordReader(body)
    // A record that cannot be read is made anew from the layer: nothing is lost by dropping it.
    guard let read = try? Self(from: &reader) else { return nil }
    self = read
  }

  private init(from reader: inout RecordReader) throws(RecordReader.Damaged) {
    self.init()
    let count = try reader.int()
    entries = PathTable(bytes: try reader.raw(), count: count)
    whiteouts = try reader.texts()
    opaqueDirectories = try reader.texts()
    gaps = try reader.list { (reader) throws(RecordReader.Damaged) in try reader.gap() }
    let factCount = try reader.count()
    facts.reserveCapacity(factCount)
    for _ in 0..<factCount {
      let path = try reader.text()
      facts[path] = try reader.facts()
    }
    guard reader.isAtEnd else { throw RecordReader.Damaged() }
  }
}

extension RecordWriter {
  fileprivate mutating func write(_ gap: CoverageGap) {
    write(gap.reason.rawValue)
    write(gap.path)
    write(gap.source)
    write(gap.detail)
  }

  fileprivate mutating func write(_ facts: FileFacts) {
    write(facts.packages) { $0.write($1) }
    write(facts.system) { $0.write($1) }
    write(facts.claims) { $0.write($1) }
    write(facts.gaps) { $0.write($1) }
    write(facts.executable) { writer, executable in
      writer.write(executable.kind.rawValue)
      writer.write(Int(executable.size))
      writer.write(executable.sha256.description)
      writer.write(executable.links.libraries)
      writer.write(executable.links.interpreter)
      writer.write(executable.links.words)
    }
    write(facts.project) { $0.write($1) }
    write(facts.access) { $0.write($1) }
    write(facts.secrets) { $0.write($1) }
  }

  fileprivate mutating func write(_ claim: Claim) {
    switch claim.holder {
    case .named(let owner):
      write(0)
      write(owner.ecosystem.rawValue)
      write(owner.name)
    case .declared(let file):
      write(1)
      write(file)
    }
    write(claim.files) { $0.write(word: $1.value) }
    write(claim.directories)
    write(claim.licenses)
    write(claim.isComplete ? 1 : 0)
  }

  private mutating func write(_ system: OperatingSystem) {
    for text in [
      system.id, system.version, system.path, system.codename, system.prettyName, system.variant,
      system.cpe,
    ] { write(text) }
    write(system.idLike)
    write(system.endOfLife) { $0.write($1) }
  }

  private mutating func write(_ package: Package) {
    for text in [
      package.ecosystem.rawValue, package.namespace, package.name, package.version,
      package.subpath, package.architecture, package.vendor, package.modularity,
      package.scope.rawValue,
    ] { write(text) }
    write(package.qualifiers.sorted { $0.key < $1.key }) { writer, qualifier in
      writer.write(qualifier.key)
      writer.write(qualifier.value)
    }
    write(package.source) { writer, source in
      writer.write(source.name)
      writer.write(source.version)
    }
    write(package.licenses)
    write(package.dependencies)
    write(package.digests.map(\.description))
    write(package.evidence) { writer, evidence in
      for text in [
        evidence.analyzer, evidence.method.rawValue, evidence.path, evidence.innerPath,
      ] { writer.write(text) }
    }
  }
}

extension RecordReader {
  fileprivate mutating func gap() throws(Damaged) -> CoverageGap {
    let reason = try choice(CoverageGap.Reason.self)
    let path = try text()
    let source = try text()
    return CoverageGap(reason, path: path, source: source, detail: try text())
  }

  fileprivate mutating func facts() throws(Damaged) -> FileFacts {
    var facts = FileFacts()
    facts.packages = try list { (reader) throws(Damaged) in try reader.package() }
    facts.system = try optional { (reader) throws(Damaged) in try reader.system() }
    facts.claims = try list { (reader) throws(Damaged) in try reader.claim() }
    facts.gaps = try list { (reader) throws(Damaged) in try reader.gap() }
    facts.executable = try optional { (reader) throws(Damaged) in
      let kind = try reader.choice(UnownedFile.Kind.self)
      let size = Int64(try reader.int())
      var facts = ExecutableFacts(kind: kind, size: size, sha256: try reader.digest())
      facts.links.libraries = try reader.texts()
      facts.links.interpreter = try reader.text()
      facts.links.words = try reader.texts()
      return facts
    }
    facts.project = try optional { (reader) throws(Damaged) in try reader.mavenModel() }
    facts.access = try optional { (reader) throws(Damaged) in try reader.access() }
    facts.secrets = try list { (reader) throws(Damaged) in try reader.secret() }
    return facts
  }

  private mutating func digest() throws(Damaged) -> Digest {
    do { return try Digest(try text()) } catch { throw Damaged() }
  }

  private mutating func claim() throws(Damaged) -> Claim {
    let holder: Claim.Holder
    if try int() == 0 {
      let ecosystem = Ecosystem(rawValue: try text())
      holder = .named(PackageOwner(ecosystem: ecosystem, name: try text()))
    } else {
      holder = .declared(inFile: try text())
    }
    let files = try list { (reader) throws(Damaged) in PathKey(value: try reader.word()) }
    let directories = try texts()
    var claim = Claim(holder, files: files, directories: directories, licenses: try texts())
    claim.isComplete = try int() == 1
    return claim
  }

  private mutating func system() throws(Damaged) -> OperatingSystem {
    let id = try text()
    let version = try text()
    var system = OperatingSystem(id: id, version: version, path: try text())
    system.codename = try text()
    system.prettyName = try text()
    system.variant = try text()
    system.cpe = try text()
    system.idLike = try texts()
    system.endOfLife = try optional { (reader) throws(Damaged) in try reader.text() }
    return system
  }

  private mutating func package() throws(Damaged) -> Package {
    let ecosystem = Ecosystem(rawValue: try text())
    let namespace = try text()
    let name = try text()
    var package = Package(
      ecosystem,
      namespace: namespace,
      name: name,
      version: try text(),
      evidence: Evidence(analyzer: "", method: .sbom, path: "")
    )
    package.subpath = try text()
    package.architecture = try text()
    package.vendor = try text()
    package.modularity = try text()
    package.scope = try choice(Package.Scope.self)
    for _ in 0..<(try count()) {
      let key = try text()
      package.qualifiers[key] = try text()
    }
    package.source = try optional { (reader) throws(Damaged) in
      let name = try reader.text()
      return SourcePackage(name: name, version: try reader.text())
    }
    package.licenses = try texts()
    package.dependencies = try texts()
    package.digests = try list { (reader) throws(Damaged) in try reader.digest() }
    package.evidence = try list { (reader) throws(Damaged) in
      let analyzer = try reader.text()
      let method = try reader.choice(Evidence.Method.self)
      let path = try reader.text()
      return Evidence(analyzer: analyzer, method: method, path: path, innerPath: try reader.text())
    }
    return package
  }
}
