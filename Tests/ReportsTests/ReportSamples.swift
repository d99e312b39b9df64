import Model
import Reports
import Testing

/// An inventory for the suites that run over all formats.
struct ReportSample: Sendable, CustomTestStringConvertible {
  var name: String
  var inventory: Inventory

  var testDescription: String { name }

  static let all = [empty, full, hostile]
  static let empty = ReportSample(
    name: "empty",
    inventory: Inventory(subject: Subject(kind: .sourceTree, name: "src"))
  )
  static let full = ReportSample(name: "full", inventory: fullInventory())
  static let hostile = ReportSample(name: "hostile", inventory: hostileInventory())
  /// One for each kind of subject, with what belongs to it: system, packages, programs.
  static let subjects = Subject.Kind.allCases.map { kind in
    var inventory = fullInventory()
    inventory.subject = Subject(kind: kind, name: kind == .host ? "build-7" : "some/where")
    if kind != .image { inventory.layers = [] }
    if kind == .sourceTree { inventory.unowned = [] }
    return ReportSample(name: kind.rawValue, inventory: inventory)
  }
  /// Names that are hardly any: empty, blank, of one sign, very long, of other scripts.
  static let oddNames = ReportSample(name: "odd names", inventory: oddInventory())
  static let huge = ReportSample(name: "huge", inventory: hugeInventory(packages: 20_000))
}

let sampleContext = ReportContext(tool: ToolIdentity(version: "1.2.3"))

let hexDigest = String(repeating: "0123456789abcdef", count: 4)

func sampleDigest(_ algorithm: Digest.Algorithm = .sha256) throws -> Digest {
  try Digest(algorithm: algorithm, hex: String(hexDigest.prefix(algorithm.hexLength)))
}

private func fullInventory() -> Inventory {
  var subject = Subject(kind: .image, name: "debian:12-slim")
  subject.manifestDigest = try? sampleDigest()
  subject.configDigest = subject.manifestDigest
  subject.platform = "linux/amd64"
  subject.tags = ["debian:12-slim"]
  subject.labels = ["org.example.a": "b"]
  subject.base = BaseImage("debian:12", digest: subject.manifestDigest, basis: .history)
  subject.base?.layerCount = 1
  subject.base?.isWhole = true
  var inventory = Inventory(subject: subject)
  var layer = Layer(index: 0)
  layer.digest = subject.manifestDigest
  layer.diffID = subject.manifestDigest
  layer.size = 29_124_181
  layer.mediaType = "application/vnd.oci.image.layer.v1.tar+gzip"
  layer.createdBy = "/bin/sh -c #(nop) ADD file:a in /"
  inventory.layers = [layer, Layer(index: 1)]
  var system = OperatingSystem(id: "debian", version: "12", path: "etc/os-release")
  system.codename = "bookworm"
  system.prettyName = "Debian GNU/Linux 12 (bookworm)"
  system.endOfLife = "2028-06-30"
  inventory.system = system
  inventory.packages = fullPackages().sorted()
  inventory.unowned = fullUnowned()
  inventory.gaps = [
    CoverageGap(
      .malformed,
      path: "app/yarn.lock",
      source: "yarn-lock",
      detail: "no version at line 3",
      layer: 1
    ),
    CoverageGap(.limit, path: "", source: "layer", detail: "more than 5000000 entries"),
  ]
  inventory.fileCount = 100
  inventory.ownedFileCount = 90
  return inventory
}

private func fullUnowned() -> [UnownedFile] {
  guard let digest = try? sampleDigest() else { return [] }
  return [
    UnownedFile(path: "opt/tool", kind: .executable, size: 12_345_678, sha256: digest, layer: 1),
    UnownedFile(path: "opt/tool.sh", kind: .script, size: 12, sha256: digest, layer: nil),
  ]
}

private func fullPackages() -> [Package] {
  func package(
    _ ecosystem: Ecosystem,
    _ namespace: String,
    _ name: String,
    _ version: String,
    _ method: Evidence.Method,
    _ path: String,
    inner: String = ""
  ) -> Package {
    var evidence = Evidence(analyzer: "some-analyzer", method: method, path: path, innerPath: inner)
    evidence.layer = 0
    return Package(
      ecosystem,
      namespace: namespace,
      name: name,
      version: version,
      evidence: evidence
    )
  }
  let status = "var/lib/dpkg/status"
  var curl = package(.deb, "debian", "curl", "7.88.1-10", .installedDatabase, status)
  curl.architecture = "amd64"
  curl.licenses = ["curl", "BSD-3-Clause OR ISC", "public-domain"]
  curl.vendor = "Alessandro Ghedini <ghedo@debian.org>"
  curl.dependencies = ["libssl3", "libc6", "curl"]
  var ssl = package(.deb, "debian", "libssl3", "3.0.11-1", .installedDatabase, status)
  ssl.architecture = "amd64"
  ssl.source = SourcePackage(name: "openssl", version: "3.0.11-1")
  ssl.licenses = ["Apache-2.0", "MIT OR GPL-2.0-only"]
  var other = ssl
  other.architecture = "i386"
  var six = package(
    .pypi,
    "",
    "Six",
    "1.16.0",
    .installedMetadata,
    "usr/lib/python3/dist-packages/six.egg-info"
  )
  six.owner = PackageOwner(ecosystem: .deb, name: "curl")
  six.licenses = ["MIT"]
  var core = package(.npm, "@angular", "core", "1.0.0", .lockFile, "app/package-lock.json")
  core.scope = .development
  core.digests = Digest.Algorithm.allCases.compactMap { try? sampleDigest($0) }
  core.dependencies = ["@angular/cli", "left-pad"]
  core.licenses = ["LicenseRef-own AND MIT"]
  let pad = package(.npm, "", "left-pad", "1.3.0", .lockFile, "app/package-lock.json")
  var twin = package(.npm, "", "left-pad", "1.3.0", .lockFile, "web/package-lock.json")
  twin.scope = .optional
  let jar = package(.maven, "org.slf4j", "slf4j-api", "2.0", .embedded, "a.jar", inner: "b/c.jar")
  var rpm = package(.rpm, "redhat", "bash", "1:5.1-2.el9", .installedDatabase, "rpmdb.sqlite")
  rpm.modularity = "a:b:1:c"
  rpm.source = SourcePackage(name: "bash", version: "1:5.1-2.el9")
  let program = package(.generic, "", "redis", "7.2", .versionString, "usr/local/bin/redis")
  let go = package(.golang, "github.com/BurntSushi", "toml", "v1.2.0", .embedded, "opt/tool")
  return [curl, ssl, other, six, core, pad, twin, jar, rpm, program, go]
}

let hostileText =
  "a\u{1B}[31m\u{07}\nb\r\n\tc\u{0}\"'\\</script>&<!--\u{202E}dcba\u{2066}\u{85}\u{2028}é漢字👩‍👩‍👧"

private func hostileInventory() -> Inventory {
  var inventory = fullInventory()
  inventory.subject.name = hostileText
  inventory.subject.labels = [hostileText: hostileText]
  inventory.subject.tags = [hostileText, "/x", ":", "@"]
  inventory.subject.platform = hostileText
  inventory.system?.id = hostileText
  inventory.system?.version = hostileText
  inventory.system?.prettyName = hostileText
  inventory.system?.endOfLife = hostileText
  var evidence = Evidence(
    analyzer: "x",
    method: .fileName,
    path: hostileText,
    innerPath: hostileText
  )
  evidence.layer = 7
  for ecosystem in [Ecosystem.deb, .npm, .pypi, Ecosystem(rawValue: hostileText)] {
    var package = Package(
      ecosystem,
      namespace: hostileText,
      name: hostileText,
      version: hostileText,
      evidence: evidence
    )
    package.licenses = [hostileText, "MIT"]
    package.vendor = hostileText
    package.source = SourcePackage(name: hostileText, version: hostileText)
    package.owner = PackageOwner(ecosystem: .deb, name: hostileText)
    package.dependencies = [hostileText]
    package.qualifiers = [hostileText: hostileText]
    inventory.packages.append(package)
    inventory.packages.append(package)
  }
  inventory.packages.append(Package(.npm, name: "", version: "", evidence: evidence))
  if let digest = try? sampleDigest() {
    for _ in 0..<2 {
      inventory.unowned.append(
        UnownedFile(
          path: hostileText,
          kind: .library,
          size: .max,
          sha256: digest,
          layer: 3
        )
      )
    }
  }
  inventory.gaps.append(
    CoverageGap(.missing, path: hostileText, source: hostileText, detail: hostileText)
  )
  return inventory
}

private func oddInventory() -> Inventory {
  var inventory = Inventory(subject: Subject(kind: .image, name: ""))
  inventory.system = OperatingSystem(id: "", version: "", path: "")
  let names = [
    " ", ".", "..", "/", "-", "%", "@", "\u{0}", "漢字", "é", String(repeating: "n", count: 5000),
  ]
  for name in names {
    for ecosystem in [Ecosystem.deb, .golang, .maven, .npm, .generic] {
      let evidence = Evidence(analyzer: "", method: .fileName, path: "", innerPath: "")
      var package = Package(
        ecosystem,
        namespace: name,
        name: name,
        version: name,
        evidence: evidence
      )
      package.licenses = [name, "", "MIT OR", "LicenseRef-", "DocumentRef-a:LicenseRef-b"]
      package.vendor = name
      package.architecture = name
      package.subpath = name
      inventory.packages.append(package)
    }
  }
  inventory.gaps = [CoverageGap(.limit, path: "", source: "", detail: "")]
  return inventory
}

private func hugeInventory(packages count: Int) -> Inventory {
  var inventory = fullInventory()
  inventory.packages = (0..<count).map { number in
    var package = Package(
      .npm,
      name: "package-\(number)",
      version: "1.0.\(number)",
      evidence: Evidence(
        analyzer: "npm-package-lock",
        method: .lockFile,
        path: "a/b\(number)/package-lock.json"
      )
    )
    package.dependencies = (1...4).map { "package-\((number + $0) % count)" }
    package.licenses = ["MIT"]
    return package
  }.sorted()
  return inventory
}
