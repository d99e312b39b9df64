// swift-tools-version: 6.2
import PackageDescription

// Targets are listed in layer order: a target uses only those above it (scripts/check-layers).
// `PLIMSOLL_CORE=1` leaves the core alone in the manifest: pure code, no HTTP packages, quick to
// build and to test.
let coreOnly = Context.environment["PLIMSOLL_CORE"] != nil

// `PLIMSOLL_FUZZ` holds the names of fuzz entries: `scripts/fuzz` sets it.
let fuzzEntries = Context.environment["PLIMSOLL_FUZZ"]?.split(separator: " ").map(String.init) ?? []
let fuzzing: [String] = fuzzEntries.isEmpty ? [] : ["-sanitize=fuzzer,address"]

let settings: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
  ] + (fuzzing.isEmpty ? [] : [.unsafeFlags(fuzzing)])

func library(_ name: String, path: String? = nil, uses: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: uses, path: path, swiftSettings: settings)
}

func tests(
  _ name: String,
  uses: [Target.Dependency] = [],
  exclude: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: uses,
    path: "Tests/\(name)Tests",
    exclude: exclude,
    swiftSettings: settings
  )
}

func system(_ name: String, pkgConfig: String, debian: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([debian])])
}

let core: [Target] = [
  // Vocabulary.
  library("Model"),

  // Core: pure and synchronous, bytes and values in, values out.
  .systemLibrary(name: "CBzip2", providers: [.apt(["libbz2-dev"])]),
  system("CCrypto", pkgConfig: "libcrypto", debian: "libssl-dev"),
  system("CExpat", pkgConfig: "expat", debian: "libexpat1-dev"),
  system("CIGzip", pkgConfig: "libisal", debian: "libisal-dev"),
  system("CLzma", pkgConfig: "liblzma", debian: "liblzma-dev"),
  system("CSQLite", pkgConfig: "sqlite3", debian: "libsqlite3-dev"),
  system("CYaml", pkgConfig: "yaml-0.1", debian: "libyaml-dev"),
  system("CZstd", pkgConfig: "libzstd", debian: "libzstd-dev"),
  library(
    "Formats",
    uses: [
      "Model", "CBzip2", "CCrypto", "CExpat", "CIGzip", "CLzma", "CSQLite", "CYaml", "CZstd",
    ]
  ),
  library("OCI", uses: ["Model", "Formats"]),
  library("Analysis", uses: ["Model", "Formats"]),
  library("Advisories", uses: ["Model", "Formats"]),
  library("Checks", uses: ["Model", "Formats", "Analysis"]),
  library("Trust", uses: ["Model", "Formats", "CCrypto"]),
  library("Policy", uses: ["Model", "Formats"]),
  library("Reports", uses: ["Model", "Formats", "Advisories"]),

  // Shell without packages: files of this machine.
  library("Artifacts", uses: ["Model", "Formats", "OCI", "Analysis"]),
  library("Packs", uses: ["Model", "Formats", "Advisories", "Trust", "Artifacts", "CSQLite"]),
  .target(name: "CStarter", exclude: ["starter.bin"]),
  library("Starter", uses: ["Model", "Formats", "Advisories", "Packs", "CStarter"]),
  library("Engine", uses: ["Model", "Formats", "OCI", "Analysis", "Artifacts"]),

  library(
    "TestSupport",
    path: "Tests/TestSupport",
    uses: ["Model", "Formats", "CBzip2", "CIGzip", "CLzma", "CZstd"]
  ),
  tests("Model", uses: ["Model", "TestSupport"]),
  tests("Formats", uses: ["Model", "Formats", "TestSupport"]),
  tests("OCI", uses: ["Model", "Formats", "OCI", "TestSupport"]),
  tests("Analysis", uses: ["Model", "Formats", "Analysis", "TestSupport"]),
  tests("Advisories", uses: ["Model", "Formats", "Advisories", "TestSupport"]),
  tests("Checks", uses: ["Model", "Formats", "Analysis", "Checks", "TestSupport"]),
  tests("Trust", uses: ["Model", "Formats", "Trust", "TestSupport"]),
  tests("Policy", uses: ["Model", "Formats", "Policy", "TestSupport"]),
  tests("Artifacts", uses: ["Model", "Formats", "OCI", "Analysis", "Artifacts", "TestSupport"]),
  tests(
    "Packs",
    uses: ["Model", "Formats", "Advisories", "Trust", "Packs", "TestSupport"]
  ),
  tests(
    "Starter",
    uses: ["Model", "Formats", "Advisories", "Trust", "Packs", "Starter", "TestSupport"]
  ),
  tests(
    "Engine",
    uses: ["Model", "Formats", "OCI", "Analysis", "Artifacts", "Engine", "TestSupport"]
  ),
  tests(
    "Quality",
    uses: [
      "Model", "Formats", "Analysis", "Advisories", "Trust", "Artifacts", "Packs", "Engine",
      "TestSupport",
    ],
    exclude: ["Cases"]
  ),
  tests("Reports", uses: ["Model", "Formats", "Analysis", "Advisories", "Reports", "TestSupport"]),
  tests("Architecture", uses: ["Model", "Analysis", "Advisories", "Checks", "Reports"]),
]

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

func nio(_ name: String) -> Target.Dependency { .product(name: name, package: "swift-nio") }

let nioHTTP2 = Target.Dependency.product(name: "NIOHTTP2", package: "swift-nio-http2")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")

let shell: [Target] = [
  // Shell: one kind of input or output each.
  library(
    "Registry",
    uses: [
      "Model", "Formats", "OCI", "Artifacts", httpClient, logging, subprocess,
      nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix"), nioHTTP2, nioSSL,
    ]
  ),

  library(
    "Updates",
    uses: ["Model", "Formats", "OCI", "Advisories", "Trust", "Artifacts", "Packs", "Registry"]
  ),

  // Surface.
  library(
    "Commands",
    uses: [
      "Model", "Formats", "OCI", "Analysis", "Advisories", "Checks", "Trust", "Policy", "Reports",
      "Artifacts", "Packs", "Starter", "Engine", "Registry", "Updates", arguments,
    ]
  ),
  .executableTarget(name: "plimsoll", dependencies: ["Commands"], swiftSettings: settings),

  library(
    "RegistryStub",
    path: "Tests/RegistryStub",
    uses: ["Model", "Formats", nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix"), nioSSL]
  ),
  // Runs the built program, which lies beside the tests.
  tests("EndToEnd", uses: ["Model", "RegistryStub", "TestSupport"]),
  tests(
    "Registry",
    uses: [
      "Model", "Formats", "OCI", "Analysis", "Artifacts", "Engine", "Registry", "RegistryStub",
      "TestSupport", httpClient, logging,
      nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix"), nioHTTP2, nioSSL, subprocess,
    ]
  ),
  tests(
    "Updates",
    uses: [
      "Model", "Formats", "OCI", "Advisories", "Trust", "Artifacts", "Packs", "Registry", "Updates",
      "RegistryStub", "TestSupport",
    ]
  ),
]

let shellPackages: [Package.Dependency] = [
  .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
  .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
  .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
]

let package = Package(
  name: "plimsoll",
  dependencies: coreOnly ? [] : shellPackages,
  targets: coreOnly ? core : core + shell
)

// One executable a file of Fuzz/, all with one `main`, which is libFuzzer's: SwiftPM asks the linker
// for one with the name of the module.
package.targets += fuzzEntries.map { entry in
  let module = "fuzz_" + String(entry.map { $0 == "-" ? "_" : $0 })
  let mains = ["\(module)_main", "main"].flatMap { ["-Xlinker", "--defsym=\($0)=fuzz_main"] }
  return .executableTarget(
    name: "fuzz-" + entry,
    dependencies: [
      "Model", "Formats", "OCI", "Analysis", "Checks", "Policy", "Reports", "FuzzMain",
    ],
    path: "Fuzz",
    exclude: ["Main", "Seeds"] + fuzzEntries.filter { $0 != entry }.map { $0 + ".swift" },
    sources: [entry + ".swift"],
    swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])],
    linkerSettings: [.unsafeFlags(fuzzing + mains)]
  )
}
if !fuzzEntries.isEmpty { package.targets.append(.target(name: "FuzzMain", path: "Fuzz/Main")) }
