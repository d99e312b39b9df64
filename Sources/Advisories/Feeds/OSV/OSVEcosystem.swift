import Formats
import Model

/// What OSV's name of an ecosystem stands for, such as `Debian:12` and `Red Hat:rhel_eus:9.2::baseos`.
struct OSVEcosystem: Hashable {
  var space: AdvisorySpace
  /// The product or pocket within the space; empty for the release itself.
  var channel = ""
  var nameKind = AffectedPackage.NameKind.binary
  var isDistribution = false
  /// Who adds something of its own to a row.
  var publisher = Publisher.other
  /// The order of the space's versions.
  private(set) var scheme = VersionScheme.generic

  /// Publishers of records that say more than the form has a place for.
  enum Publisher: Hashable {
    case debian
    case other
    /// Rebuilds of Red Hat's packages, modules among them.
    case rebuilder
    case redhat
    case suse
    case ubuntu
  }

  init(_ text: String) {
    space = AdvisorySpace("")
    read(text)
    scheme = space.scheme
  }

  private mutating func read(_ text: String) {
    let cut = text.cut(at: ":")
    let family = String(cut?.before ?? text[...])
    let rest = String(cut?.after ?? "")
    if let language = Self.languages[family] {
      space = AdvisorySpace(language)
      return
    }
    isDistribution = Self.distributions[family] != nil
    if let (name, kind) = Self.distributions[family] {
      space = AdvisorySpace(name, Self.release(rest, of: name))
      nameKind = kind
    } else {
      space = AdvisorySpace(Self.plain(family), Self.plain(rest))
    }
    switch family {
    case "AlmaLinux", "Rocky Linux": publisher = .rebuilder
    // It had another name then.
    case "Azure Linux" where rest == "2": space = AdvisorySpace("mariner", "2.0")
    case "Debian": publisher = .debian
    case "Red Hat": readRedHat(rest)
    case "SUSE": readSUSE(rest)
    case "Ubuntu": readUbuntu(rest)
    case "openSUSE": readOpenSUSE(rest)
    default: break
    }
  }

  private static func release(_ text: String, of family: String) -> String {
    switch family {
    case "alpine": String(text.dropping(prefix: "v") ?? text[...])
    case "debian": DebianReleases.number(of: text)
    default: plain(text)
    }
  }

  /// Small letters, and hyphens for blanks.
  private static func plain(_ text: String) -> String {
    text.lowercased().split(separator: " ").joined(separator: "-")
  }

  /// `22.04:LTS`, `Pro:22.04:LTS`, `Pro:FIPS-updates:22.04:LTS`.
  private mutating func readUbuntu(_ rest: String) {
    publisher = .ubuntu
    var parts = rest.pieces(on: ":")
    if parts.last == "LTS" { parts.removeLast() }
    space = AdvisorySpace("ubuntu", String(parts.popLast() ?? ""))
    guard !parts.isEmpty else { return }
    channel = parts.count == 1 ? "pro" : parts.dropFirst().joined(separator: "-").lowercased()
  }

  /// The end of a CPE: product, version, update, edition.
  ///
  /// It is kept as the channel.
  private mutating func readRedHat(_ rest: String) {
    publisher = .redhat
    channel = rest
    let parts = rest.pieces(on: ":")
    let version = parts.count > 1 ? parts[1].pieces(on: ".")[0] : ""
    let edition = parts.count > 3 ? parts[3].dropping(prefix: "el") ?? "" : ""
    let product = parts[0]
    if !edition.isEmpty, edition.utf8.allSatisfy(\.isASCIIDigit) {
      space = AdvisorySpace("redhat", String(edition))
    } else if Self.redHatReleases.contains(String(product)) {
      space = AdvisorySpace("redhat", String(version))
    } else {
      // Of some release of its product: the version of the package tells which.
      space = AdvisorySpace("redhat")
    }
  }

  private mutating func readOpenSUSE(_ rest: String) {
    publisher = .suse
    let words = rest.split(separator: " ")
    nameKind = .binary
    guard let last = words.last(where: { $0.utf8.first?.isASCIIDigit == true }) else {
      space = AdvisorySpace("opensuse-" + Self.plain(rest))
      return
    }
    let name = words.prefix { $0.utf8.first?.isASCIIDigit != true }
    space = AdvisorySpace("opensuse-" + Self.plain(name.joined(separator: " ")), String(last))
    if words.last != last { channel = rest }
  }

  /// A product with its version and service pack: `Linux Enterprise Server 12 SP2-LTSS`.
  private mutating func readSUSE(_ rest: String) {
    publisher = .suse
    channel = rest
    space = AdvisorySpace("suse")
    let words = rest.split(separator: " ")
    if rest.contains("Enterprise Micro") || rest.contains("Linux Micro") {
      if let version = words.last { space = AdvisorySpace("suse", String(version)) }
      return
    }
    let isOfRelease = ["Linux Enterprise", "Package Hub", "Real Time Module"].contains {
      rest.hasPrefix($0)
    }
    guard isOfRelease,
      let place = words.lastIndex(where: { $0.utf8.first?.isASCIIDigit == true })
    else { return }
    var release = String(words[place].prefix { $0.isNumber || $0 == "." })
    if place + 1 < words.count, let pack = words[place + 1].dropping(prefix: "SP") {
      release += "." + pack.prefix { $0.isNumber }
    }
    space = AdvisorySpace("suse", release)
  }
}
