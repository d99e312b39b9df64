import Analysis
import TestSupport

/// A file that an analyzer reads, for the suites that run over all of them.
struct AnalyzerExample: Sendable {
  let analyzer: any FileAnalyzer.Type
  let path: String
  let contents: [UInt8]

  init(_ analyzer: any FileAnalyzer.Type, path: String, contents: [UInt8]) {
    self.analyzer = analyzer
    self.path = path
    self.contents = contents
  }

  init(_ analyzer: any FileAnalyzer.Type, path: String, contents: String) {
    self.init(analyzer, path: path, contents: Array(contents.utf8))
  }
}

/// One example for each analyzer, sorted by its name.
let analyzerExamples: [AnalyzerExample] = [
  AnalyzerExample(
    AccountFilesAnalyzer.self,
    path: "etc/passwd",
    contents: "root:x:0:0:root:/root:/bin/bash\napp::1000:1000::/:/bin/sh\n"
  ),
  AnalyzerExample(
    ApkInstalledAnalyzer.self,
    path: "lib/apk/db/installed",
    contents: AlpineFixtures.installed
  ),
  AnalyzerExample(BunLockAnalyzer.self, path: "bun.lock", contents: bunLockExample),
  AnalyzerExample(
    CargoAuditableAnalyzer.self,
    path: "usr/bin/app",
    contents: cargoAuditableExample
  ),
  AnalyzerExample(CargoLockAnalyzer.self, path: "Cargo.lock", contents: cargoLockExample),
  AnalyzerExample(
    CargoVendorAnalyzer.self,
    path: "vendor/libc/.cargo-checksum.json",
    contents: #"{"files":{},"package":null}"#
  ),
  AnalyzerExample(PodfileLockAnalyzer.self, path: "Podfile.lock", contents: podfileLockExample),
  AnalyzerExample(
    ComposerInstalledAnalyzer.self,
    path: "vendor/composer/installed.json",
    contents: composerInstalledExample
  ),
  AnalyzerExample(ComposerLockAnalyzer.self, path: "composer.lock", contents: composerLockExample),
  AnalyzerExample(ConanFileAnalyzer.self, path: "conanfile.txt", contents: conanFileExample),
  AnalyzerExample(ConanInfoAnalyzer.self, path: "conaninfo.txt", contents: conanInfoExample),
  AnalyzerExample(ConanLockAnalyzer.self, path: "conan.lock", contents: conanLockExample),
  AnalyzerExample(
    CondaEnvironmentAnalyzer.self,
    path: "environment.yml",
    contents: condaEnvironmentExample
  ),
  AnalyzerExample(
    CondaMetaAnalyzer.self,
    path: "opt/conda/conda-meta/zlib-1.3.1-hb9d3cd8_2.json",
    contents: condaMetaExample
  ),
  AnalyzerExample(
    PubCacheAnalyzer.self,
    path: "root/.pub-cache/hosted/pub.dev/args-2.4.0/pubspec.yaml",
    contents: pubspecExample
  ),
  AnalyzerExample(PubspecLockAnalyzer.self, path: "pubspec.lock", contents: pubspecLockExample),
  AnalyzerExample(DenoLockAnalyzer.self, path: "deno.lock", contents: denoLockExample),
  AnalyzerExample(DotNetAssemblyAnalyzer.self, path: "a.dll", contents: assemblyExample),
  AnalyzerExample(DotNetBundleAnalyzer.self, path: "usr/bin/app", contents: dotNetBundleExample),
  AnalyzerExample(
    DotNetDepsAnalyzer.self,
    path: "app/app.deps.json",
    contents: dotNetDepsExample
  ),
  AnalyzerExample(
    DotNetPackAnalyzer.self,
    path: "dotnet/packs/Microsoft.NETCore.App.Ref/8.0.1/data/FrameworkList.xml",
    contents: dotNetPackExample
  ),
  AnalyzerExample(DotNetProjectAnalyzer.self, path: "a.csproj", contents: dotNetProjectExample),
  AnalyzerExample(
    DpkgCopyrightAnalyzer.self,
    path: "usr/share/doc/libssl3/copyright",
    contents: DebianFixtures.copyright
  ),
  AnalyzerExample(
    DpkgFilesAnalyzer.self,
    path: "var/lib/dpkg/info/libssl3:amd64.list",
    contents: DebianFixtures.list
  ),
  AnalyzerExample(
    DpkgStatusAnalyzer.self,
    path: "var/lib/dpkg/status",
    contents: DebianFixtures.status
  ),
  AnalyzerExample(
    ElevationRulesAnalyzer.self,
    path: "etc/sudoers.d/app",
    contents: "app ALL=(ALL) NOPASSWD: \\\n  ALL\n"
  ),
  AnalyzerExample(MixLockAnalyzer.self, path: "mix.lock", contents: mixLockExample),
  AnalyzerExample(
    HexMetadataAnalyzer.self,
    path: "deps/plug/hex_metadata.config",
    contents: hexMetadataExample
  ),
  AnalyzerExample(
    OTPApplicationAnalyzer.self,
    path: "lib/ssl-10.8.7/ebin/ssl.app",
    contents: otpApplicationExample
  ),
  AnalyzerExample(RebarLockAnalyzer.self, path: "rebar.lock", contents: rebarLockExample),
  AnalyzerExample(
    GitHubWorkflowAnalyzer.self,
    path: ".github/workflows/ci.yml",
    contents: gitHubWorkflowExample
  ),
  AnalyzerExample(
    GleamManifestAnalyzer.self,
    path: "manifest.toml",
    contents: gleamManifestExample
  ),
  AnalyzerExample(GoBinaryAnalyzer.self, path: "usr/bin/app", contents: goBinaryExample),
  AnalyzerExample(GoModAnalyzer.self, path: "src/go.mod", contents: goModExample),
  AnalyzerExample(GoSumAnalyzer.self, path: "go.sum", contents: goSumExample),
  AnalyzerExample(GoVendorAnalyzer.self, path: "vendor/modules.txt", contents: goVendorExample),
  AnalyzerExample(
    CabalFreezeAnalyzer.self,
    path: "cabal.project.freeze",
    contents: cabalFreezeExample
  ),
  AnalyzerExample(
    GHCPackageAnalyzer.self,
    path: "var/lib/ghc/package.conf.d/aeson-2.0.3.0.conf",
    contents: ghcPackageExample
  ),
  AnalyzerExample(StackLockAnalyzer.self, path: "stack.yaml.lock", contents: stackLockExample),
  AnalyzerExample(StackManifestAnalyzer.self, path: "stack.yaml", contents: stackManifestExample),
  AnalyzerExample(
    HomebrewReceiptAnalyzer.self,
    path: "opt/Cellar/zlib/1.3/INSTALL_RECEIPT.json",
    contents: homebrewReceiptExample
  ),
  AnalyzerExample(JavaArchiveAnalyzer.self, path: "app.jar", contents: javaArchiveExample),
  AnalyzerExample(
    GradleCatalogAnalyzer.self,
    path: "gradle/libs.versions.toml",
    contents: gradleCatalogExample
  ),
  AnalyzerExample(GradleLockAnalyzer.self, path: "gradle.lockfile", contents: gradleLockExample),
  AnalyzerExample(MavenProjectAnalyzer.self, path: "pom.xml", contents: mavenProjectExample),
  AnalyzerExample(JavaRuntimeAnalyzer.self, path: "opt/java/release", contents: javaRuntimeExample),
  AnalyzerExample(SBTLockAnalyzer.self, path: "build.sbt.lock", contents: sbtLockExample),
  AnalyzerExample(
    JuliaManifestAnalyzer.self,
    path: "Manifest.toml",
    contents: juliaManifestExample
  ),
  AnalyzerExample(
    JuliaPackageAnalyzer.self,
    path: "root/.julia/packages/JSON/93Ea8/Project.toml",
    contents: juliaProjectExample
  ),
  AnalyzerExample(
    PreloadAnalyzer.self,
    path: "etc/ld.so.preload",
    contents: "/usr/local/lib/a.so /b.so # c\n"
  ),
  AnalyzerExample(
    LinuxKernelAnalyzer.self,
    path: "boot/vmlinuz-6.1.0",
    contents: linuxImage("6.1.0 #1 SMP")
  ),
  AnalyzerExample(LuaRocksLockAnalyzer.self, path: "luarocks.lock", contents: luaRocksLockExample),
  AnalyzerExample(
    RockspecAnalyzer.self,
    path: "lib/luarocks/rocks-5.1/luasocket/3.1.0-1/luasocket-3.1.0-1.rockspec",
    contents: rockspecExample
  ),
  AnalyzerExample(FlakeLockAnalyzer.self, path: "flake.lock", contents: flakeLockExample),
  AnalyzerExample(NixStoreAnalyzer.self, path: nixStoreExample, contents: ""),
  AnalyzerExample(
    NodePackageAnalyzer.self,
    path: "node_modules/@babel/core/package.json",
    contents: nodePackageExample
  ),
  AnalyzerExample(NPMLockAnalyzer.self, path: "package-lock.json", contents: npmLockExample),
  AnalyzerExample(
    NuGetAssetsAnalyzer.self,
    path: "obj/project.assets.json",
    contents: nuGetAssetsExample
  ),
  AnalyzerExample(
    NuGetCacheAnalyzer.self,
    path: "root/.nuget/packages/serilog/2.12.0/serilog.nuspec",
    contents: nuspecExample
  ),
  AnalyzerExample(
    NuGetLockAnalyzer.self,
    path: "packages.lock.json",
    contents: nuGetLockExample
  ),
  AnalyzerExample(
    PackagesConfigAnalyzer.self,
    path: "packages.config",
    contents: packagesConfigExample
  ),
  AnalyzerExample(
    OpamPackageAnalyzer.self,
    path: ".opam/default/.opam-switch/packages/cohttp.5.3.0/opam",
    contents: opamExample
  ),
  AnalyzerExample(
    OpkgStatusAnalyzer.self,
    path: "usr/lib/opkg/status",
    contents: OpkgFixtures.status
  ),
  AnalyzerExample(
    OSReleaseAnalyzer.self,
    path: "etc/os-release",
    contents: "ID=debian\nVERSION_ID=\"12\"\n"
  ),
  AnalyzerExample(
    PacmanLocalAnalyzer.self,
    path: "var/lib/pacman/local/openssl-3.3.1-1/desc",
    contents: ArchFixtures.desc
  ),
  AnalyzerExample(PDMLockAnalyzer.self, path: "pdm.lock", contents: pdmLockExample),
  AnalyzerExample(
    CPANMetaAnalyzer.self,
    path: "lib/perl5/.meta/HTTP-Message-6.44/MYMETA.json",
    contents: cpanMetaExample
  ),
  AnalyzerExample(
    CPANSnapshotAnalyzer.self,
    path: "cpanfile.snapshot",
    contents: cpanSnapshotExample
  ),
  AnalyzerExample(PipfileLockAnalyzer.self, path: "Pipfile.lock", contents: pipfileLockExample),
  AnalyzerExample(PNPMLockAnalyzer.self, path: "pnpm-lock.yaml", contents: pnpmLockExample),
  AnalyzerExample(PoetryLockAnalyzer.self, path: "poetry.lock", contents: poetryLockExample),
  AnalyzerExample(
    PortageAnalyzer.self,
    path: "var/db/pkg/dev-libs/openssl-3.0.9-r2/CONTENTS",
    contents: PortageFixtures.contents
  ),
  AnalyzerExample(ServerJarAnalyzer.self, path: "libs/kafka_2.13-3.5.1.jar", contents: "PK"),
  AnalyzerExample(ProgramVersionAnalyzer.self, path: "bin/bash", contents: programVersionExample),
  AnalyzerExample(VersionFileAnalyzer.self, path: "usr/local/go/VERSION", contents: "go1.22.3"),
  AnalyzerExample(PyLockAnalyzer.self, path: "pylock.toml", contents: pyLockExample),
  AnalyzerExample(
    PythonDistInfoAnalyzer.self,
    path: "srv/Flask-3.0.0.dist-info/METADATA",
    contents: pythonMetadataExample
  ),
  AnalyzerExample(PythonManifestAnalyzer.self, path: "pyproject.toml", contents: pyprojectExample),
  AnalyzerExample(
    PythonRecordAnalyzer.self,
    path: "usr/lib/python3/site-packages/Flask-3.0.0.dist-info/RECORD",
    contents: pythonRecordExample
  ),
  AnalyzerExample(
    PythonRequirementsAnalyzer.self,
    path: "requirements.txt",
    contents: requirementsExample
  ),
  AnalyzerExample(
    RDescriptionAnalyzer.self,
    path: "usr/lib/R/library/jsonlite/DESCRIPTION",
    contents: rDescriptionExample
  ),
  AnalyzerExample(RenvLockAnalyzer.self, path: "renv.lock", contents: renvLockExample),
  AnalyzerExample(
    RPMDatabaseAnalyzer.self,
    path: "var/lib/rpm/rpmdb.sqlite",
    contents: RPMDatabaseBuilder.sqlite([
      RPMHeaderBuilder(name: "bash", files: ["/usr/bin/bash"]).bytes,
      RPMHeaderBuilder(name: "glibc", epoch: 1).bytes,
    ])
  ),
  AnalyzerExample(
    RPMManifestAnalyzer.self,
    path: "var/lib/rpmmanifest/container-manifest-2",
    contents: RPMManifestFixtures.manifest
  ),
  AnalyzerExample(
    GemSpecificationAnalyzer.self,
    path: "gems/specifications/nokogiri-1.15.0-x86_64-linux.gemspec",
    contents: gemSpecificationExample
  ),
  AnalyzerExample(
    GemExtensionAnalyzer.self,
    path: "gems/extensions/x86_64-linux/3.1.0/racc-1.7.0/gem.build_complete",
    contents: ""
  ),
  AnalyzerExample(GemfileLockAnalyzer.self, path: "Gemfile.lock", contents: gemfileLockExample),
  AnalyzerExample(SBOMDocumentAnalyzer.self, path: "app.syft.json", contents: SBOMFixtures.syft),
  AnalyzerExample(
    SnapManifestAnalyzer.self,
    path: "snap/hello/42/meta/snap.yaml",
    contents: snapManifestExample
  ),
  AnalyzerExample(
    CarthageResolvedAnalyzer.self,
    path: "Cartfile.resolved",
    contents: carthageExample
  ),
  AnalyzerExample(
    SwiftResolvedAnalyzer.self,
    path: "Package.resolved",
    contents: swiftResolvedExample
  ),
  AnalyzerExample(UVLockAnalyzer.self, path: "uv.lock", contents: uvLockExample),
  AnalyzerExample(
    VcpkgInstalledAnalyzer.self,
    path: "opt/vcpkg/info/zlib_1.3.1_x64-linux.list",
    contents: vcpkgListExample
  ),
  AnalyzerExample(VcpkgManifestAnalyzer.self, path: "vcpkg.json", contents: vcpkgManifestExample),
  AnalyzerExample(
    WordPressAnalyzer.self,
    path: "wp-content/plugins/akismet/akismet.php",
    contents: wordPressPluginExample
  ),
  AnalyzerExample(YarnLockAnalyzer.self, path: "yarn.lock", contents: yarnLockExample),
]
