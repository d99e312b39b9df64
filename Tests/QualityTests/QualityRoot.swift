import TestSupport

/// Lays the software of a case out as the files of a root file system, in the forms that its package
/// managers and build tools leave.
struct QualityRoot {
  private let folder: ScratchFolder
  private var dpkg = ""
  private var apk = ""
  private var headers: [[UInt8]] = []

  static func write(_ software: [SoftwareLine], into folder: ScratchFolder) throws {
    var root = QualityRoot(folder: folder)
    for line in software { try root.add(line) }
    try root.finish()
  }

  private init(folder: ScratchFolder) { self.folder = folder }

  private mutating func add(_ line: SoftwareLine) throws {
    switch line.kind {
    case "os": try addSystem(line)
    case "deb": try addDeb(line)
    case "apk": addAPK(line)
    case "rpm": addRPM(line)
    case "alpm": try addALPM(line)
    default: try LanguageRoot(folder: folder).add(line)
    }
  }

  private func addSystem(_ line: SoftwareLine) throws {
    // Software of languages alone, in no system that is known.
    if line.name == "-" { return }
    var text = "ID=\(line.name)\n"
    if line.version != "-" { text += "VERSION_ID=\"\(line.version)\"\n" }
    if let codename = line.more.keys.first { text += "VERSION_CODENAME=\(codename)\n" }
    try folder.write("etc/os-release", text)
  }

  private mutating func addDeb(_ line: SoftwareLine) throws {
    let source = (line.more["source"] ?? "").split(separator: "@").map(String.init)
    dpkg += "Package: \(line.name)\nStatus: install ok installed\n"
    dpkg += "Architecture: \(line.more["arch"] ?? "amd64")\nVersion: \(line.version)\n"
    if let name = source.first {
      dpkg += "Source: \(name)\(source.count > 1 ? " (\(source[1]))" : "")\n"
    }
    dpkg += "\n"
    if let files = line.more["files"] {
      let list = files.split(separator: ",").map { "/\($0)\n" }.joined()
      try folder.write("var/lib/dpkg/info/\(line.name).list", list)
    }
  }

  private mutating func addAPK(_ line: SoftwareLine) {
    apk += "P:\(line.name)\nV:\(line.version)\nA:x86_64\n"
    if let origin = line.more["origin"] { apk += "o:\(origin)\n" }
    for file in line.more["files"]?.split(separator: ",") ?? [] {
      let parts = file.split(separator: "/")
      apk += "F:\(parts.dropLast().joined(separator: "/"))\nR:\(parts.last ?? "")\n"
    }
    apk += "\n"
  }

  private func addALPM(_ line: SoftwareLine) throws {
    let text =
      "%NAME%\n\(line.name)\n\n%VERSION%\n\(line.version)\n\n"
      + "%BASE%\n\(line.more["base"] ?? line.name)\n\n%ARCH%\nx86_64\n\n"
    try folder.write("var/lib/pacman/local/\(line.name)-\(line.version)/desc", text)
  }

  /// `rpm openssl-libs 1:3.0.7-6.el9 arch=x86_64 module=nodejs:18`.
  private mutating func addRPM(_ line: SoftwareLine) {
    let epoch = line.version.split(separator: ":")
    let parts = (epoch.last ?? "").split(separator: "-")
    var header = RPMHeaderBuilder(
      name: line.name,
      version: String(parts.first ?? ""),
      release: String(parts.last ?? ""),
      epoch: epoch.count > 1 ? UInt32(epoch[0]) : nil,
      architecture: line.more["arch"] ?? "x86_64",
      source: line.more["source"] ?? line.name
    )
    if let module = line.more["module"] { header.add(5096, text: module) }
    headers.append(header.bytes)
  }

  private func finish() throws {
    if !dpkg.isEmpty { try folder.write(dpkgStatusPath, dpkg) }
    if !apk.isEmpty { try folder.write("lib/apk/db/installed", apk) }
    if !headers.isEmpty {
      try folder.write("var/lib/rpm/rpmdb.sqlite", RPMDatabaseBuilder.sqlite(headers))
    }
  }
}

/// Packages of languages and programs that no package manager knows.
struct LanguageRoot {
  let folder: ScratchFolder

  func add(_ line: SoftwareLine) throws {
    let place = line.more["at"]
    switch line.kind {
    case "pypi":
      let site = place ?? "usr/local/lib/python3.11/site-packages"
      let text = "Metadata-Version: 2.1\nName: \(line.name)\nVersion: \(line.version)\n"
      try folder.write("\(site)/\(line.name)-\(line.version).dist-info/METADATA", text)
    case "npm":
      let text = "{\"name\":\"\(line.name)\",\"version\":\"\(line.version)\"}"
      try folder.write("\(place ?? "srv/app")/node_modules/\(line.name)/package.json", text)
    case "maven": try addJar(line)
    case "gem":
      let text = """
        Gem::Specification.new do |s|
          s.name = "\(line.name)".freeze
          s.version = "\(line.version)"
        end

        """
      let name = "\(line.name)-\(line.version).gemspec"
      try folder.write("usr/local/bundle/specifications/\(name)", text)
    case "composer":
      let text = """
        {"packages": [{"name": "\(line.name)", "version": "\(line.version)", "type": "library"}]}
        """
      try folder.write("srv/\(line.name)/vendor/composer/installed.json", text)
    case "go": try addProgram(line)
    case "nuget": try addAssembly(line)
    case "cargo": try addCrate(line)
    case "program": try addText(line)
    default: throw QualityError(line: "\(line.kind) \(line.name)")
    }
  }

  private func addJar(_ line: SoftwareLine) throws {
    let parts = line.name.split(separator: ":").map(String.init)
    let name = "META-INF/maven/\(parts[0])/\(parts[1])/pom.properties"
    let text = "groupId=\(parts[0])\nartifactId=\(parts[1])\nversion=\(line.version)\n"
    let jar = ZipBuilder([(name, text)]).build()
    try folder.write("srv/lib/\(parts[1])-\(line.version).jar", jar)
  }

  /// `go example.org/app go1.20.1 golang.org/x/net=v0.7.0`: the version is that of the toolchain.
  private func addProgram(_ line: SoftwareLine) throws {
    var lines = ["path\t\(line.name)", "mod\t\(line.name)\t(devel)\t"]
    for (module, version) in line.more.sorted(by: { $0.key < $1.key }) {
      lines.append("dep\t\(module)\t\(version)\th1:2VGDjA0cXxFWTE8lOkXUhLKh0TTyD2JyvZmVDGYWaOM=")
    }
    let name = line.name.split(separator: "/").last ?? "app"
    let bytes = GoBuildInfoBuilder(lines, version: line.version).program
    try folder.write("usr/local/bin/\(name)", bytes, mode: 0o755)
  }

  private func addAssembly(_ line: SoftwareLine) throws {
    let target = ".NETCoreApp,Version=v8.0"
    let own = "\(line.name)/\(line.version)"
    let text = """
      {"runtimeTarget": {"name": "\(target)", "signature": ""},
       "targets": {"\(target)": {"\(own)": {"runtime": {"lib/net6.0/\(line.name).dll": {}}}}},
       "libraries": {"\(own)": {"type": "package", "serviceable": true, "sha512": ""}}}
      """
    try folder.write("srv/\(line.name)/app.deps.json", text)
  }

  /// A program with the list of crates that cargo-auditable puts in it.
  private func addCrate(_ line: SoftwareLine) throws {
    let text = """
      {"packages":[{"name":"app","version":"0.1.0","source":"local","dependencies":[1],"root":true},
       {"name":"\(line.name)","version":"\(line.version)","source":"crates.io"}]}
      """
    var elf = ELFBuilder()
    elf.sections = [TestSection(".dep-v0", ZipBuilder.zlib(Array(text.utf8)))]
    try folder.write("usr/local/bin/\(line.name)", elf.build(), mode: 0o755)
  }

  /// `program nginx 1.20.0`, with the text by which such a program says its version.
  private func addText(_ line: SoftwareLine) throws {
    let texts = [
      "nginx": ("usr/local/nginx/sbin/nginx", "nginx version: nginx/"),
      "openssl": ("opt/ssl/bin/openssl", "OpenSSL "),
      "redis": ("usr/local/bin/redis-server", ""),
      "node": ("usr/local/bin/node", "/json\u{0}node.js/v"),
    ]
    guard let (path, start) = texts[line.name] else { throw QualityError(line: line.name) }
    var text = start + line.version
    if line.name == "openssl" { text += " 19 Sep 2023" }
    if line.name == "nginx" { text += "\n" }
    var elf = ELFBuilder()
    elf.sections = [TestSection(".rodata", Array("\0x\0\(text)\0y\0".utf8), address: 0x4000)]
    try folder.write(path, elf.build(), mode: 0o755)
  }
}

/// A line of a case that nothing is known of.
struct QualityError: Error {
  var line: String
}
