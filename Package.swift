// swift-tools-version: 6.2
import PackageDescription

// Targets are listed in layer order: a target uses only those above it (scripts/check-layers).
// `PLIMSOLL_CORE=1` leaves the core alone in the manifest: pure code, no HTTP packages, quick to
// build and to test.
let coreOnly = Context.environment["PLIMSOLL_CORE"] != nil

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
]

func library(_ name: String, path: String? = nil, uses: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: uses, path: path, swiftSettings: settings)
}

func tests(_ name: String, uses: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: uses,
    path: "Tests/\(name)Tests",
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
  system("CCrypto", pkgConfig: "libcrypto", debian: "libssl-dev"),
  system("CExpat", pkgConfig: "expat", debian: "libexpat1-dev"),
  system("CIGzip", pkgConfig: "libisal", debian: "libisal-dev"),
  system("CSQLite", pkgConfig: "sqlite3", debian: "libsqlite3-dev"),
  system("CYaml", pkgConfig: "yaml-0.1", debian: "libyaml-dev"),
  system("CZstd", pkgConfig: "libzstd", debian: "libzstd-dev"),
  library("Formats", uses: ["Model", "CCrypto", "CExpat", "CIGzip", "CSQLite", "CYaml", "CZstd"]),
  library("OCI", uses: ["Model", "Formats"]),
  library("Analysis", uses: ["Model", "Formats"]),
  library("Reports", uses: ["Model", "Formats"]),

  // Shell without packages: files of this machine.
  library("Artifacts", uses: ["Model", "Formats", "OCI", "Analysis"]),
  library("Engine", uses: ["Model", "Formats", "OCI", "Analysis", "Artifacts"]),

  library(
    "TestSupport",
    path: "Tests/TestSupport",
    uses: ["Model", "Formats", "CIGzip", "CZstd"]
  ),
  tests("Model", uses: ["Model", "TestSupport"]),
  tests("Formats", uses: ["Model", "Formats", "TestSupport"]),
  tests("OCI", uses: ["Model", "Formats", "OCI", "TestSupport"]),
  tests("Analysis", uses: ["Model", "Formats", "Analysis", "TestSupport"]),
  tests("Artifacts", uses: ["Model", "Formats", "OCI", "Analysis", "Artifacts", "TestSupport"]),
  tests("Reports", uses: ["Model", "Formats", "Reports", "TestSupport"]),
]

let package = Package(
  name: "plimsoll",
  targets: core
)

if !coreOnly {
  // Added below as the shell grows.
}
