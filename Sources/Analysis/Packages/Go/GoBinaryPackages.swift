import Formats
import Model

/// Turns the build information of one program into packages.
struct GoBinaryPackages {
  /// The program's path in the artifact.
  let file: String

  func packages(of build: GoBuildInfo) -> [Package] {
    var packages: [Package] = []
    if let main = main(of: build) { packages.append(main) }
    for dependency in build.dependencies {
      guard let module = GoBinaryPackages.compiled(dependency) else { continue }
      packages.append(package(module))
    }
    if let version = GoBinaryPackages.toolchainVersion(build.goVersion) {
      packages.append(
        Package(.golang, name: "stdlib", version: version, evidence: evidence)
      )
    }
    return packages
  }

  private var evidence: Evidence {
    Evidence(analyzer: GoBinaryAnalyzer.name, method: .embedded, path: file)
  }

  /// The main module, with the version it was given at the link, or that of its commit.
  private func main(of build: GoBuildInfo) -> Package? {
    guard var module = GoBinaryPackages.mainModule(of: build) else { return nil }
    module.version = GoBinaryPackages.mainVersion(of: build)
    return package(module)
  }

  private static func mainModule(of build: GoBuildInfo) -> GoBuildInfo.Module? {
    // A replaced main module is the module itself, from another directory.
    if let main = build.main, !main.module.path.isEmpty { return main.module }
    // Built outside a module: the import path of the program is all there is.
    guard let path = GoModulePath.module(ofImportPath: build.path) else { return nil }
    return GoBuildInfo.Module(path: path, version: "", sum: "")
  }

  /// The version of the main module, with its `v`; empty when nothing tells.
  static func mainVersion(of build: GoBuildInfo) -> String {
    guard let module = mainModule(of: build) else { return "" }
    guard module.version.isEmpty || module.version == "(devel)" else { return module.version }
    return GoMainVersion(build: build, modulePath: module.path).text
  }

  /// The module whose code was compiled.
  ///
  /// A replacement by another module wins. A replacement by a directory has no name and no
  /// version: it stands for the module it replaces, whose required version is kept, except for
  /// the `v0.0.0` by which one repository's modules require each other.
  private static func compiled(_ dependency: GoBuildInfo.Dependency) -> GoBuildInfo.Module? {
    var module = dependency.module
    if let replacement = dependency.replacement {
      if GoModulePath.isDirectory(replacement.path) {
        module.sum = ""
        if module.version == "v0.0.0" { module.version = "" }
      } else {
        module = replacement
      }
    }
    if module.version == "(devel)" { module.version = "" }
    return module.path.isEmpty ? nil : module
  }

  private func package(_ module: GoBuildInfo.Module) -> Package {
    let (namespace, name) = GoModulePath.split(module.path)
    var package = Package(
      .golang,
      namespace: namespace,
      name: name,
      version: module.version,
      evidence: evidence
    )
    if let digest = GoBinaryPackages.digest(module.sum) { package.digests = [digest] }
    return package
  }

  /// `h1:` is base 64 of a SHA-256, over the names and hashes of the module's files.
  static func digest(_ sum: String) -> Digest? {
    guard sum.hasPrefix("h1:"), let bytes = Base64.decode(sum.dropFirst(3)), bytes.count == 32
    else { return nil }
    return Digest(algorithm: .sha256, bytes: bytes)
  }

  /// `1.22.3` of `go1.22.3`, `devel go1.23-1234 Tue …`, `go1.21.0 X:boringcrypto`, and
  /// `go1.19.8 (Red Hat 1.19.8-1)`.
  static func toolchainVersion(_ text: String) -> String? {
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\t" }) where word.hasPrefix("go") {
      let version = word.dropFirst(2)
      guard let first = version.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
      else { continue }
      return String(version)
    }
    return nil
  }
}

/// The shapes that Go module and import paths have.
enum GoModulePath {
  /// The path up to the last slash, and what follows it, as package URLs of type `golang` have it.
  static func split(_ path: String) -> (namespace: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
    return (String(path[..<slash]), String(path[path.utf8.index(after: slash)...]))
  }

  /// Whether a replacement is a directory: Go requires these to begin with `./`, `../` or a root.
  static func isDirectory(_ path: String) -> Bool {
    let bytes = Array(path.utf8.prefix(3))
    if path.hasPrefix("./") || path.hasPrefix("../") || path.hasPrefix("/") { return true }
    if path == "." || path == ".." || path.hasPrefix(".\\") || path.hasPrefix("..\\") {
      return true
    }
    return bytes.count == 3 && bytes[1] == UInt8(ascii: ":")
  }

  /// The module that most likely holds a package: on the known hosts the repository with its major
  /// version, elsewhere what stands before the directory of commands.
  ///
  /// `nil` for what has no dot in its first element: `command-line-arguments` and the toolchain's
  /// own programs name no module.
  static func module(ofImportPath path: String) -> String? {
    let parts = path.split(separator: "/")
    guard let host = parts.first, host.contains(".") else { return nil }
    var kept = parts.count
    if ["github.com", "gitlab.com", "bitbucket.org", "codeberg.org"].contains(host) {
      kept = min(kept, 3)
      if parts.count > 3, isMajorVersion(parts[3]) { kept = 4 }
    } else if let commands = parts.firstIndex(of: "cmd"), commands > 0 {
      kept = commands
    }
    return parts[..<kept].joined(separator: "/")
  }

  /// `v2`, `v3` and on: `v0` and `v1` are never written.
  private static func isMajorVersion(_ part: Substring) -> Bool {
    guard part.first == "v", let number = Int(part.dropFirst()) else { return false }
    return number >= 2
  }
}
