import Analysis
import Formats
import Model
import TestSupport
import Testing

let dotNetDepsExample = """
  {"runtimeTarget": {"name": ".NETCoreApp,Version=v8.0/linux-x64", "signature": ""},
   "targets": {
    ".NETCoreApp,Version=v8.0": {},
    ".NETCoreApp,Version=v8.0/linux-x64": {
     "app/1.0.0": {
      "dependencies": {"Newtonsoft.Json": "13.0.3", "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64": "8.0.1"},
      "runtime": {"app.dll": {}}},
     "Newtonsoft.Json/13.0.3": {
      "runtime": {"lib/net6.0/Newtonsoft.Json.dll": {"assemblyVersion": "13.0.0.0"}},
      "resources": {"lib/net6.0/de/Newtonsoft.Json.resources.dll": {"locale": "de"}}},
     "SQLite/1.2.0": {"runtimeTargets": {"runtimes/linux-x64/native/libe_sqlite3.so": {"rid": "linux-x64"}}},
     "Compiled.Against/2.0.0": {"compile": {"Compiled.Against.dll": {}}, "compileOnly": true},
     "System.Reference/8.0.0.0": {"compile": {"System.Reference.dll": {}}},
     "Direct/4.5.0.0": {"runtime": {"Direct.dll": {}}},
     "Meta/1.0.0": {"dependencies": {"Newtonsoft.Json": "13.0.3"}},
     "SourceLink/8.0.0": {"dependencies": {"SourceLink.Common": "8.0.0"}},
     "SourceLink.Common/8.0.0": {},
     "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1": {
      "runtime": {"System.Runtime.dll": {}}, "native": {"libcoreclr.so": {"fileVersion": "0.0.0.0"}}}}},
   "libraries": {
    "app/1.0.0": {"type": "project", "serviceable": false, "sha512": ""},
    "Newtonsoft.Json/13.0.3": {"type": "package", "serviceable": true,
     "sha512": "\(emptyIntegrity)", "path": "newtonsoft.json/13.0.3"},
    "SQLite/1.2.0": {"type": "package", "serviceable": true, "sha512": ""},
    "Compiled.Against/2.0.0": {"type": "package", "serviceable": true, "sha512": ""},
    "System.Reference/8.0.0.0": {"type": "referenceassembly", "serviceable": false, "sha512": ""},
    "Direct/4.5.0.0": {"type": "reference", "serviceable": false, "sha512": ""},
    "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1": {"type": "runtimepack",
     "serviceable": false, "sha512": ""}}}
  """

let assemblyExample: [UInt8] = {
  var assembly = AssemblyBuilder("Newtonsoft.Json")
  assembly.version = [13, 0, 0, 0]
  assembly.fileNumbers = [13, 0, 3, 27908]
  assembly.strings = [
    ("CompanyName", "Newtonsoft"), ("FileVersion", "13.0.3.27908"),
    ("ProductVersion", "13.0.3+0a2e291c0d9c0c7675d445703e51750363a549ef"),
  ]
  return assembly.build()
}()

let nuspecExample = """
  <?xml version="1.0" encoding="utf-8"?>
  <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
    <metadata>
      <id>Serilog</id>
      <version>2.12.0</version>
      <authors>Serilog Contributors</authors>
      <license type="expression">Apache-2.0</license>
      <dependencies>
        <group targetFramework="net6.0"><dependency id="System.Memory" version="4.5.5" /></group>
        <group targetFramework="net47" />
      </dependencies>
    </metadata>
  </package>
  """

let dotNetPackExample = """
  <FileList FrameworkName="Microsoft.NETCore.App" Name=".NET Runtime">
    <File Type="Managed" Path="ref/net8.0/System.Runtime.dll" AssemblyVersion="8.0.0.0" />
  </FileList>
  """

private let sharedRuntimeDeps = """
  {"runtimeTarget": {"name": ".NETCoreApp,Version=v8.0/linux-x64"},
   "targets": {".NETCoreApp,Version=v8.0/linux-x64": {
    "Microsoft.NETCore.App.Runtime.linux-x64/8.0.1": {"runtime": {"System.Runtime.dll": {}}}}},
   "libraries": {"Microsoft.NETCore.App.Runtime.linux-x64/8.0.1": {"type": "package"}}}
  """

@Suite struct `deps.json of .NET` {
  @Test func `lists what the program runs with`() throws {
    let facts = try analyze(DotNetDepsAnalyzer.self, path: "app/app.deps.json", dotNetDepsExample)
    #expect(
      facts.packageLines == [
        "app 1.0.0", "Newtonsoft.Json 13.0.3", "SQLite 1.2.0", "Direct 4.5.0.0",
        "Meta 1.0.0",
        "Microsoft.NETCore.App.Runtime.linux-x64 8.0.1",
      ]
    )
    let needed = ["Microsoft.NETCore.App.Runtime.linux-x64", "Newtonsoft.Json"]
    #expect(facts.package("app")?.dependencies == needed)
    #expect(facts.package("Newtonsoft.Json")?.digests.map(\.hex) == [emptySHA512])
  }

  @Test func `of another program says nothing`() throws {
    #expect(try analyze(DotNetDepsAnalyzer.self, path: "x.deps.json", #"{"a": 1}"#).isEmpty)
  }

  @Test func `owns the files beside it, and speaks for its assemblies`() {
    let result = joined(installed, kind: .image) {
      $0.file("app/app.deps.json", dotNetDepsExample)
      $0.file("app/app.dll", AssemblyBuilder("app").build())
      $0.file("app/app", tinyProgram, mode: 0o755)
      // Another version than the package's: only the package counts.
      $0.file("app/Newtonsoft.Json.dll", AssemblyBuilder("Newtonsoft.Json").build())
      $0.file("app/de/Newtonsoft.Json.resources.dll", AssemblyBuilder("x").build())
      $0.file("app/runtimes/linux-x64/native/libe_sqlite3.so", tinyProgram)
      $0.file("app/libcoreclr.so", tinyProgram)
      $0.file("app/Stray.dll", AssemblyBuilder("Stray").build())
      $0.file("app/stray.so", tinyProgram)
    }
    #expect(result.unowned.map(\.path) == ["app/stray.so"])
    #expect(
      result.packages.map(\.name) == [
        "Direct", "Meta", "Microsoft.NETCore.App.Runtime.linux-x64", "Newtonsoft.Json", "SQLite",
        "Stray", "app",
      ]
    )
  }

  @Test func `of a shared runtime owns its directory and the hosts`() {
    let home = "usr/share/dotnet"
    let directory = "\(home)/shared/Microsoft.NETCore.App/8.0.1"
    let result = joined(installed, kind: .image) {
      $0.file("\(directory)/Microsoft.NETCore.App.deps.json", sharedRuntimeDeps)
      $0.file("\(directory)/createdump", tinyProgram, mode: 0o755)
      $0.file("\(directory)/System.Runtime.dll", AssemblyBuilder("System.Runtime").build())
      $0.file("\(home)/dotnet", tinyProgram, mode: 0o755)
      $0.file("\(home)/host/fxr/8.0.1/libhostfxr.so", tinyProgram)
      $0.file("\(home)/other", tinyProgram, mode: 0o755)
    }
    #expect(result.unowned.map(\.path) == ["\(home)/other"])
    #expect(result.packages.map(\.name) == ["Microsoft.NETCore.App.Runtime.linux-x64"])
  }

  @Test func `of an old shared runtime names it as advisories do`() throws {
    let text = """
      {"runtimeTarget": {"name": ".NETCoreApp,Version=v3.1/linux-x64"}, "targets":
       {".NETCoreApp,Version=v3.1/linux-x64": {"runtime.linux-x64.Microsoft.NETCore.App/3.1.23-s":
        {"runtime": {"runtimes/linux-x64/lib/netcoreapp3.1/System.Runtime.dll": {}}}}}}
      """
    let directory = "dotnet/shared/Microsoft.NETCore.App/3.1.23"
    let path = "\(directory)/Microsoft.NETCore.App.deps.json"
    let facts = try analyze(DotNetDepsAnalyzer.self, path: path, text)
    let name = "Microsoft.NETCore.App.Runtime.linux-x64"
    #expect(facts.package(name)?.version == "3.1.23")
    #expect(facts.packages.count == 2)
    #expect(facts.claims.first?.files.contains(PathKey("\(directory)/System.Runtime.dll")) == true)
  }

  @Test func `counts for a pack, and not its assemblies`() {
    let pack = "dotnet/packs/Microsoft.NETCore.App.Ref/8.0.1"
    let result = joined(installed, kind: .image) {
      $0.file("\(pack)/data/FrameworkList.xml", dotNetPackExample)
      $0.file("\(pack)/ref/net8.0/System.Runtime.dll", AssemblyBuilder("System.Runtime").build())
    }
    #expect(result.packages.map(\.name) == ["Microsoft.NETCore.App.Ref"])
    #expect(result.packages.map(\.version) == ["8.0.1"])
    #expect(result.packages.map(\.scope) == [.development])
    #expect(result.unowned == [])
  }

  @Test func `is not needed where a package was unpacked with its specification`() throws {
    let directory = "root/.nuget/packages/serilog/2.12.0"
    let result = joined(installed, kind: .image) {
      $0.file("\(directory)/serilog.nuspec", nuspecExample)
      $0.file("\(directory)/lib/net6.0/Serilog.dll", AssemblyBuilder("Serilog").build())
      $0.file("\(directory)/runtimes/linux-x64/native/x.so", tinyProgram)
      $0.file("other/x.nuspec", nuspecExample)
    }
    let package = try #require(result.packages.first)
    #expect(result.packages.count == 1 && result.unowned == [])
    #expect(package.name == "Serilog" && package.version == "2.12.0")
    #expect(package.licenses == ["Apache-2.0"] && package.vendor == "Serilog Contributors")
    #expect(package.dependencies == ["System.Memory"])
  }

  private var installed: [any FileAnalyzer.Type] {
    [
      DotNetAssemblyAnalyzer.self, DotNetDepsAnalyzer.self, DotNetPackAnalyzer.self,
      NuGetCacheAnalyzer.self,
    ]
  }
}

@Suite struct `.NET assembly` {
  @Test func `is named by its metadata`() throws {
    let facts = try analyze(DotNetAssemblyAnalyzer.self, path: "a.dll", bytes: assemblyExample)
    #expect(facts.purls == ["pkg:nuget/Newtonsoft.Json@13.0.3"])
    #expect(facts.packages.map(\.vendor) == ["Newtonsoft"])
  }

  @Test(arguments: [
    ([], "1.2.3"),
    ([("ProductVersion", "2.0.1-rc.1+abc")], "2.0.1-rc.1"),
    ([("ProductVersion", "4.6.26515.06 @BuiltBy: someone")], "4.6.26515.06"),
    ([("ProductVersion", "Acme Suite"), ("FileVersion", "3.1.0.0")], "3.1.0"),
    ([("ProductVersion", "8.0"), ("FileVersion", "8.0.3.7")], "8.0.3.7"),
    ([("ProductVersion", "8.0"), ("FileVersion", "9.1.3.7")], "8.0"),
    ([("CompanyName", "Acme")], "7.8.9.10"),
  ])
  func `takes the version nearest to its package's`(
    strings: [(String, String)],
    version: String
  ) throws {
    var assembly = AssemblyBuilder("A")
    assembly.version = [1, 2, 3, 0]
    assembly.fileNumbers = [7, 8, 9, 10]
    assembly.strings = strings
    let facts = try analyze(DotNetAssemblyAnalyzer.self, path: "A.dll", bytes: assembly.build())
    #expect(facts.packages.map(\.version) == [version])
  }

  @Test func `with translations belongs to the one it is for`() throws {
    var assembly = AssemblyBuilder("A.resources")
    assembly.culture = "de"
    let path = "de/A.resources.dll"
    let facts = try analyze(DotNetAssemblyAnalyzer.self, path: path, bytes: assembly.build())
    #expect(facts.packages == [])
    let owner = Claim.Holder.named(PackageOwner(ecosystem: .nuget, name: "A"))
    #expect(facts.claims == [Claim(owner, files: [PathKey(path)])])
  }

  @Test func `has a name at a wide offset in a large file`() throws {
    var assembly = AssemblyBuilder("Large")
    assembly.hasWideStrings = true
    let facts = try analyze(DotNetAssemblyAnalyzer.self, path: "L.dll", bytes: assembly.build())
    #expect(facts.packageLines == ["Large 1.0.0"])
  }

  @Test func `is none without its row, nor a program of Windows`() throws {
    var module = AssemblyBuilder("part")
    module.hasAssemblyRow = false
    let path = "part.netmodule"
    #expect(try analyze(DotNetAssemblyAnalyzer.self, path: path, bytes: module.build()).isEmpty)
    let native = PEBuilder().build()
    #expect(try analyze(DotNetAssemblyAnalyzer.self, path: "n.exe", bytes: native).isEmpty)
    #expect(try analyze(DotNetAssemblyAnalyzer.self, path: "elf", bytes: tinyProgram).isEmpty)
  }
}

/// A program that ends in a bundle of one file, or of none.
private func bundle(major: UInt32 = 6, dependencies: String? = dotNetDepsExample) -> [UInt8] {
  func program(header: UInt64) -> [UInt8] {
    var data = ByteBuilder()
    data.add([UInt8](repeating: 7, count: 24))
    data.add(header)
    data.add(bundleSignature)
    var elf = ELFBuilder()
    elf.sections = [TestSection(".data", data.bytes, address: 0x40_0000)]
    return elf.build()
  }
  let start = program(header: 1).count
  let contents = Array((dependencies ?? "").utf8)
  var file = ByteBuilder()
  file.add(program(header: UInt64(start + contents.count)))
  file.add(contents)
  file.add(major)
  file.add(UInt32(0))
  file.add(UInt32(dependencies == nil ? 0 : 1))
  file.add([2])
  file.add("id")
  if major >= 2 { file.add([UInt8](repeating: 0, count: 40)) }
  guard dependencies != nil else { return file.bytes }
  file.add(UInt64(start))
  file.add(UInt64(contents.count))
  if major >= 6 { file.add(UInt64(0)) }
  file.add([3, 13])
  file.add("app.deps.json")
  return file.bytes
}

/// SHA-256 of `.net core bundle` and a newline, by which bundles are told.
private let bundleSignature: [UInt8] = {
  let hex = Array(SHA256.digest(of: Array(".net core bundle\n".utf8).span).hex.utf8)
  return stride(from: 0, to: hex.count, by: 2).map {
    (hex[$0].hexValue ?? 0) << 4 | (hex[$0 + 1].hexValue ?? 0)
  }
}()

let dotNetBundleExample = bundle()

@Suite struct `single-file .NET program` {
  @Test(arguments: [UInt32(1), 2, 6])
  func `lists what is in it`(major: UInt32) throws {
    let bytes = bundle(major: major)
    let facts = try analyze(DotNetBundleAnalyzer.self, path: "app", bytes: bytes)
    #expect(facts.packages.map(\.name).prefix(2) == ["app", "Newtonsoft.Json"])
    #expect(facts.packages.first?.evidence.first?.innerPath == "app.deps.json")
  }

  @Test func `without a list is a gap`() throws {
    let facts = try analyze(DotNetBundleAnalyzer.self, path: "a", bytes: bundle(dependencies: nil))
    #expect(facts.packages == [])
    #expect(facts.gaps.map(\.reason) == [.missing])
  }

  @Test func `of a version to come is not guessed at`() {
    #expect(throws: AnalysisError.unsupported("single-file bundle of version 7")) {
      try analyze(DotNetBundleAnalyzer.self, path: "a", bytes: bundle(major: 7))
    }
  }

  @Test func `that is cut is no short answer`() {
    #expect(throws: AnalysisError.self) {
      try analyze(DotNetBundleAnalyzer.self, path: "a", bytes: Array(bundle().dropLast(20)))
    }
  }
}
