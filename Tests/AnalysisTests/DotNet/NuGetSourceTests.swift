import Analysis
import Model
import Testing

private let hash = String(emptyIntegrity.dropFirst("sha512-".count))

let nuGetLockExample = """
  {"version": 1, "dependencies": {
   "net6.0": {
    "Serilog": {"type": "Direct", "requested": "[2.12.0, )", "resolved": "2.12.0",
     "contentHash": "\(hash)", "dependencies": {"System.Memory": "4.5.5", "Acme.Core": "1.0"}},
    "System.Memory": {"type": "Transitive", "resolved": "4.5.5", "contentHash": "x"},
    "acme.core": {"type": "Project", "dependencies": {"Serilog": "2.12.0"}}},
   "net6.0/linux-x64": {"Native": {"type": "CentralTransitive", "resolved": "1.0.0"}}}}
  """

let nuGetAssetsExample = """
  {"version": 3, "targets": {"net8.0": {
    "Analyzer/1.0.0": {"type": "package", "dependencies": {"Analyzer.Core": "1.0.0"}},
    "Analyzer.Core/1.0.0": {"type": "package"},
    "Core/2.0.0": {"type": "project", "dependencies": {"Shared": "3.0.0"}},
    "Serilog/2.12.0": {"type": "package", "dependencies": {"shared": "3.0.0"},
     "compile": {"lib/net6.0/Serilog.dll": {}}, "runtime": {"lib/net6.0/Serilog.dll": {}}},
    "Shared/3.0.0": {"type": "package"}}},
   "libraries": {"Serilog/2.12.0": {"sha512": "\(hash)", "type": "package"}},
   "project": {"version": "1.0.0", "frameworks": {"net8.0": {"dependencies": {
    "Analyzer": {"suppressParent": "All", "target": "Package", "version": "[1.0.0, )"},
    "Serilog": {"target": "Package", "version": "[2.12.0, )"}}}}}}
  """

let packagesConfigExample = """
  <?xml version="1.0" encoding="utf-8"?>
  <packages>
    <package id="jQuery" version="3.1.1" targetFramework="net46" />
    <package id="NUnit.Console" version="3.8.0" developmentDependency="true" />
    <package version="1.0" />
  </packages>
  """

let dotNetProjectExample = """
  <Project Sdk="Microsoft.NET.Sdk;Acme.Sdk/1.2.0">
    <Sdk Name="Other.Sdk" Version="2.0.0" />
    <PropertyGroup>
      <Minor>5</Minor>
      <LibraryVersion>4.$(minor)</LibraryVersion>
      <Loop>$(Loop)</Loop>
    </PropertyGroup>
    <ItemGroup Condition="'$(TargetFramework)' == 'net8.0'">
      <PackageReference Include="Plain" Version="1.2.3" />
      <PackageReference Include="Exact;Twin" Version="[2.0.0-rc.1+build]" />
      <PackageReference Include="Tool"><Version>$(LibraryVersion).1</Version>
        <PrivateAssets>All</PrivateAssets></PackageReference>
      <PackageReference Include="Central" />
      <PackageReference Include="Override" VersionOverride="3.0.0" />
      <PackageReference Include="Floating" Version="1.*" />
      <PackageReference Include="Range" Version="[1.0,2.0)" />
      <PackageReference Include="Unknown" Version="$(Elsewhere)" />
      <PackageReference Include="Looping" Version="$(Loop)" />
      <PackageVersion Include="Managed" Version="5.0.0" />
      <GlobalPackageReference Include="Everywhere" Version="6.0.0" />
      <Compile Include="a.cs" Version="1" />
    </ItemGroup>
  </Project>
  """

@Suite struct `NuGet source files` {
  @Test func `the lock file names packages of each framework`() throws {
    let path = "packages.lock.json"
    let facts = try analyze(NuGetLockAnalyzer.self, path: path, nuGetLockExample)
    #expect(facts.packageLines == ["Serilog 2.12.0", "System.Memory 4.5.5", "Native 1.0.0"])
    #expect(facts.package("Serilog")?.dependencies == ["Acme.Core", "System.Memory"])
    #expect(facts.package("Serilog")?.digests.map(\.hex) == [emptySHA512])
    #expect(facts.package("System.Memory")?.digests == [])
  }

  @Test func `the restored assets tell what only the build needs`() throws {
    let path = "obj/project.assets.json"
    let facts = try analyze(NuGetAssetsAnalyzer.self, path: path, nuGetAssetsExample)
    #expect(
      facts.packageLines == [
        "Analyzer 1.0.0 (development)", "Analyzer.Core 1.0.0 (development)", "Serilog 2.12.0",
        "Shared 3.0.0",
      ]
    )
    #expect(facts.package("Serilog")?.digests.map(\.hex) == [emptySHA512])
  }

  @Test func `the older list tells development dependencies`() throws {
    let path = "packages.config"
    let facts = try analyze(PackagesConfigAnalyzer.self, path: path, packagesConfigExample)
    #expect(facts.packageLines == ["jQuery 3.1.1", "NUnit.Console 3.8.0 (development)"])
    #expect(facts.gaps.map(\.detail) == ["a package without an id at line 5"])
  }

  @Test func `a project gives what it pins`() throws {
    let facts = try analyze(DotNetProjectAnalyzer.self, path: "a.csproj", dotNetProjectExample)
    #expect(
      facts.packageLines == [
        "Plain 1.2.3", "Exact 2.0.0-rc.1", "Twin 2.0.0-rc.1", "Tool 4.5.1 (development)",
        "Override 3.0.0", "Managed 5.0.0", "Everywhere 6.0.0 (development)",
        "Acme.Sdk 1.2.0 (development)", "Other.Sdk 2.0.0 (development)",
      ]
    )
  }

  @Test func `a lock of a format to come is not guessed at`() {
    #expect(throws: AnalysisError.unsupported("packages.lock.json format 3")) {
      try analyze(NuGetLockAnalyzer.self, path: "packages.lock.json", #"{"version": 3}"#)
    }
  }

  @Test(arguments: ["<a/>", "<packages>", "", "{}"])
  func `a list that is none is malformed`(text: String) {
    #expect(throws: AnalysisError.self) {
      try analyze(PackagesConfigAnalyzer.self, path: "packages.config", text)
    }
  }
}
