/// A world of packages with names, versions and advisories of its own.
///
/// An open set: a new ecosystem is a new constant beside its analyzer, here only for those that
/// several targets name. The raw value is the package-URL type.
package struct Ecosystem: RawRepresentable, Hashable, Sendable, Comparable {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  package static func < (left: Ecosystem, right: Ecosystem) -> Bool {
    left.rawValue < right.rawValue
  }

  package static let alpm = Ecosystem(rawValue: "alpm")
  package static let apk = Ecosystem(rawValue: "apk")
  package static let bitnami = Ecosystem(rawValue: "bitnami")
  package static let cargo = Ecosystem(rawValue: "cargo")
  package static let cocoapods = Ecosystem(rawValue: "cocoapods")
  package static let composer = Ecosystem(rawValue: "composer")
  package static let conan = Ecosystem(rawValue: "conan")
  package static let conda = Ecosystem(rawValue: "conda")
  package static let cpan = Ecosystem(rawValue: "cpan")
  package static let cran = Ecosystem(rawValue: "cran")
  package static let deb = Ecosystem(rawValue: "deb")
  package static let docker = Ecosystem(rawValue: "docker")
  package static let ebuild = Ecosystem(rawValue: "ebuild")
  package static let gem = Ecosystem(rawValue: "gem")
  package static let generic = Ecosystem(rawValue: "generic")
  package static let github = Ecosystem(rawValue: "github")
  package static let golang = Ecosystem(rawValue: "golang")
  package static let hackage = Ecosystem(rawValue: "hackage")
  package static let hex = Ecosystem(rawValue: "hex")
  package static let julia = Ecosystem(rawValue: "julia")
  package static let luarocks = Ecosystem(rawValue: "luarocks")
  package static let maven = Ecosystem(rawValue: "maven")
  package static let nix = Ecosystem(rawValue: "nix")
  package static let npm = Ecosystem(rawValue: "npm")
  package static let nuget = Ecosystem(rawValue: "nuget")
  package static let opkg = Ecosystem(rawValue: "opkg")
  package static let otp = Ecosystem(rawValue: "otp")
  package static let pub = Ecosystem(rawValue: "pub")
  package static let pypi = Ecosystem(rawValue: "pypi")
  package static let rpm = Ecosystem(rawValue: "rpm")
  package static let swift = Ecosystem(rawValue: "swift")
  package static let vcpkg = Ecosystem(rawValue: "vcpkg")
  package static let wordpress = Ecosystem(rawValue: "wordpress-plugin")

  /// Whether packages of this kind are installed by an operating-system distribution.
  package var isDistribution: Bool {
    [.alpm, .apk, .deb, .ebuild, .opkg, .rpm].contains(self)
  }
}
