import Formats
import Model

/// What a .NET program was built from, as its `*.deps.json` says.
///
/// Layout: `runtimeTarget` names one of the `targets`; that maps `name/version` to the assets of
/// the library (`runtime`, `resources`, `native`, `runtimeTargets`) and to what it needs.
/// `libraries` has the type and hash of each.
/// Source: dotnet/sdk, "Runtime Configuration Files"; Microsoft.Extensions.DependencyModel,
/// `DependencyContextJsonReader`.
struct DotNetDependencies {
  /// One library with the files it has beside the `deps.json`.
  struct Library {
    var name: String
    var version: String
    var dependencies: [String]
    var digests: [Digest]
    /// Paths below the directory of the `deps.json`.
    var files: [String]
    /// Whether it is a project that was built here, and no package.
    var isProject: Bool
  }

  private(set) var libraries: [Library] = []

  init(_ document: DataNode) {
    let described = document["libraries"]
    for entry in Self.target(of: document) ?? described?.entries ?? [] {
      guard entry.value["compileOnly"]?.boolean != true,
        let (name, version) = entry.key.cut(at: "/")
      else { continue }
      let description = described?[entry.key]
      let type = description?["type"]?.string?.lowercased() ?? ""
      // What the program is compiled against, and what it expects to find: not what is there.
      if type == "referenceassembly" || type == "platform" { continue }
      libraries.append(
        Library(
          name: Self.bareName(name),
          version: String(version),
          dependencies: (entry.value["dependencies"]?.entries ?? [])
            .map { Self.bareName($0.key[...]) }.sorted(),
          digests: NuGetPackage.digests(description?["sha512"]?.string),
          files: Self.files(of: entry.value),
          isProject: type == "project" || type == "msbuildproject"
        )
      )
    }
    // Without targets nothing is said of files.
    if document["targets"] != nil { keepPresent() }
  }

  /// Leaves out packages that served the build alone: they put no file beside the program, and
  /// nothing that they need does.
  private mutating func keepPresent() {
    var graph = DependencyGraph(count: libraries.count)
    var numbers: [String: Int] = [:]
    for (index, library) in libraries.enumerated() { numbers[library.name.lowercased()] = index }
    for (index, library) in libraries.enumerated() {
      for needed in library.dependencies {
        if let number = numbers[needed.lowercased()] { graph.connect(number, to: index) }
      }
    }
    let present = libraries.indices.filter {
      !libraries[$0].files.isEmpty || libraries[$0].isProject
    }
    let reached = graph.scopes(runtime: present, optional: [], development: [])
    libraries = zip(libraries, reached).compactMap { $1 == nil ? nil : $0 }
  }

  /// The libraries of the target that the program runs on; `nil` where the file has none.
  private static func target(of document: DataNode) -> [DataMap.Entry]? {
    let targets = document["targets"]
    let running = document["runtimeTarget"]
    // The oldest files give the name alone.
    let name = running?["name"]?.string ?? running?.string ?? ""
    if let target = targets?[name] { return target.entries }
    return targets?.entries.first?.value.entries
  }

  /// A runtime that comes with the program is a package, too, under its own name.
  private static func bareName(_ name: Substring) -> String {
    String(name.dropping(prefix: "runtimepack.") ?? name)
  }

  private static func files(of library: DataNode) -> [String] {
    var files: [String] = []
    for kind in ["runtime", "native"] {
      for asset in library[kind]?.entries ?? [] {
        // A package's own folders, `lib/net8.0`, are not there in the program's.
        files.append(asset.value["localPath"]?.string ?? asset.key.lastComponent)
      }
    }
    for asset in library["resources"]?.entries ?? [] {
      let locale = asset.value["locale"]?.string ?? ""
      let name = asset.key.lastComponent
      files.append(
        asset.value["localPath"]?.string ?? (locale.isEmpty ? name : "\(locale)/\(name)")
      )
    }
    files += (library["runtimeTargets"]?.entries ?? []).map(\.key)
    return files
  }
}

extension String {
  fileprivate var lastComponent: String { cut(atLast: "/").map { String($0.after) } ?? self }
}
