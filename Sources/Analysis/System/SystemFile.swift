import Formats
import Model

/// The files that say which distribution a system is, the one that counts most first.
///
/// A derivative keeps the files of what it derives from: Ubuntu has `debian_version`, Oracle and
/// CentOS have `redhat-release`.
package enum SystemFile: String, CaseIterable, Sendable {
  case osRelease = "etc/os-release"
  case osReleaseOfVendor = "usr/lib/os-release"
  case bottlerocketX86 = "x86_64-bottlerocket-linux-gnu/sys-root/usr/lib/os-release"
  case bottlerocketARM = "aarch64-bottlerocket-linux-gnu/sys-root/usr/lib/os-release"
  case openWrt = "etc/openwrt_release"
  case lsb = "etc/lsb-release"
  case alpine = "etc/alpine-release"
  case oracle = "etc/oracle-release"
  case centOS = "etc/centos-release"
  case fedora = "etc/fedora-release"
  case photon = "etc/photon-release"
  case mariner = "etc/mariner-release"
  case system = "etc/system-release"
  case redHat = "etc/redhat-release"
  case suse = "etc/SuSE-release"
  case arch = "etc/arch-release"
  case gentoo = "etc/gentoo-release"
  case debian = "etc/debian_version"

  /// The place in the order of preference of a file that a system was read from; lower is better.
  package static func preference(of path: String) -> Int {
    allCases.firstIndex { $0.rawValue == path } ?? allCases.count
  }

  /// What the file says; `nil` where it is of the kind but names nothing.
  func read(_ bytes: Span<UInt8>) throws(AnalysisError) -> OperatingSystem? {
    switch self {
    case .osRelease, .osReleaseOfVendor, .bottlerocketX86, .bottlerocketARM:
      return try Self.osRelease(bytes)
    case .openWrt, .lsb:
      return Self.lsbRelease(bytes)
    case .alpine:
      return Self.release("alpine", "Alpine Linux", version: try Self.firstLine(bytes))
    case .arch:
      return Self.release("arch", "Arch Linux", version: "")
    case .debian:
      return Self.debian(try Self.firstLine(bytes))
    case .suse:
      return Self.suse(bytes)
    case .oracle, .centOS, .fedora, .photon, .mariner, .system, .redHat, .gentoo:
      return Self.sentence(try Self.firstLine(bytes))
    }
  }

  private static func osRelease(_ bytes: Span<UInt8>) throws(AnalysisError) -> OperatingSystem {
    let fields = OSReleaseFields(bytes)
    guard !fields.isEmpty else { throw .malformed("no assignment in it") }
    // The manual's own default.
    let id = fields["ID"].isEmpty ? "linux" : fields["ID"].lowercased()
    var system = OperatingSystem(id: id, version: fields["VERSION_ID"], path: "")
    system.codename = fields["VERSION_CODENAME"]
    if system.codename.isEmpty { system.codename = fields["UBUNTU_CODENAME"] }
    if system.codename.isEmpty, id == "debian" {
      // Until stretch, only here: `VERSION="8 (jessie)"`.
      system.codename = fields["VERSION"].bracketed
    }
    system.idLike = fields["ID_LIKE"].words.map { $0.lowercased() }
    system.variant = fields["VARIANT_ID"]
    system.cpe = fields["CPE_NAME"]
    system.prettyName = fields["PRETTY_NAME"]
    if system.prettyName.isEmpty {
      let name = fields["NAME"].isEmpty ? id : fields["NAME"]
      let version = fields["VERSION"].isEmpty ? system.version : fields["VERSION"]
      system.prettyName = version.isEmpty ? name : "\(name) \(version)"
    }
    return system
  }

  /// `DISTRIB_ID=Ubuntu`, `DISTRIB_RELEASE=16.04`.
  private static func lsbRelease(_ bytes: Span<UInt8>) -> OperatingSystem? {
    let fields = OSReleaseFields(bytes)
    let name = fields["DISTRIB_ID"]
    guard !name.isEmpty else { return nil }
    var system = OperatingSystem(
      id: name.lowercased(),
      version: fields["DISTRIB_RELEASE"],
      path: ""
    )
    system.codename = fields["DISTRIB_CODENAME"]
    system.prettyName = fields["DISTRIB_DESCRIPTION"]
    if system.prettyName.isEmpty { system.prettyName = "\(name) \(system.version)" }
    return system
  }

  /// `12.5`, or `trixie/sid` for testing and unstable, which have no number.
  private static func debian(_ text: String) -> OperatingSystem? {
    guard let first = text.utf8.first else { return nil }
    guard first.isASCIIDigit else {
      var system = release("debian", "Debian GNU/Linux", version: "")
      system.codename = String(text.cut(at: "/")?.before ?? text[...])
      system.prettyName += " " + text
      return system
    }
    // `VERSION_ID` has no point release.
    let major = String(text.cut(at: ".")?.before ?? text[...])
    var system = release("debian", "Debian GNU/Linux", version: major)
    system.prettyName = "Debian GNU/Linux \(text)"
    return system
  }

  /// A line, `openSUSE 13.1 (x86_64)`, then `VERSION = 13.1` and perhaps `PATCHLEVEL = 4`.
  private static func suse(_ bytes: Span<UInt8>) -> OperatingSystem? {
    var title = ""
    var values: [String: String] = [:]
    var lines = LineCursor()
    while let line = lines.line(in: bytes) {
      guard let text = bytes.text(in: line) else { continue }
      if title.isEmpty { title = String(text.trimmed) }
      guard let (key, value) = text.cut(at: "=") else { continue }
      values[String(key.trimmed)] = String(value.trimmed)
    }
    guard !title.isEmpty else { return nil }
    let isEnterprise = title.hasPrefix("SUSE Linux Enterprise")
    let id = !isEnterprise ? "opensuse" : title.contains("Desktop") ? "sled" : "sles"
    var version = values["VERSION"] ?? ""
    if isEnterprise, let patch = values["PATCHLEVEL"], patch != "0" { version += ".\(patch)" }
    var system = release(id, title, version: version)
    system.prettyName = title
    return system
  }

  /// `CentOS Linux release 7.9.2009 (Core)`, `VMware Photon OS 3.0`, `CBL-Mariner 2.0.20230407`.
  private static func sentence(_ text: String) -> OperatingSystem? {
    let words = text.words
    guard let place = words.firstIndex(where: { $0.utf8.first?.isASCIIDigit == true }), place > 0
    else { return nil }
    let name = words[..<place].filter { $0 != "release" }.joined(separator: " ")
    let known = names.first { name.contains($0.text) }
    let id = known?.id ?? name.words.first.map { $0.lowercased() } ?? ""
    guard !id.isEmpty else { return nil }
    var system = release(id, name, version: String(words[place]))
    system.prettyName = String(text.trimmed)
    return system
  }

  /// The identifiers that these distributions have had since there is `os-release`.
  private static let names: [(text: String, id: String)] = [
    ("Red Hat Enterprise Linux", "rhel"), ("CentOS", "centos"), ("Fedora", "fedora"),
    ("Rocky Linux", "rocky"), ("AlmaLinux", "almalinux"), ("Oracle Linux", "ol"),
    ("Amazon Linux", "amzn"), ("Photon", "photon"), ("Mariner", "mariner"),
    ("Scientific Linux", "scientific"), ("Gentoo", "gentoo"),
  ]

  private static func release(_ id: String, _ name: String, version: String) -> OperatingSystem {
    var system = OperatingSystem(id: id, version: version, path: "")
    system.prettyName = version.isEmpty ? name : "\(name) \(version)"
    return system
  }

  private static func firstLine(_ bytes: Span<UInt8>) throws(AnalysisError) -> String {
    var lines = LineCursor()
    guard let line = lines.line(in: bytes) else { return "" }
    guard let text = bytes.text(in: bytes.trimmed(line)) else { throw .malformed("not UTF-8") }
    return text
  }
}

extension String {
  /// The word between the first brackets, in lower case.
  fileprivate var bracketed: String {
    guard let rest = cut(at: "(")?.after, let word = rest.cut(at: ")")?.before else { return "" }
    return word.lowercased()
  }
}
