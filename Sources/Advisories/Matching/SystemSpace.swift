package import Model

extension AdvisorySpace {
  /// The advisories of a distribution's release; `nil` for distributions without any.
  package init?(system: OperatingSystem) {
    let version = system.version
    switch system.id {
    case "debian": self = Self.debian(system)
    case "alpine":
      // Development versions say 3.21_alpha20240807.
      let isEdge = version.isEmpty || version.utf8.contains(UInt8(ascii: "_"))
      self.init("alpine", isEdge ? "edge" : version.parts(2))
    case "almalinux", "rocky", "fedora", "mageia": self.init(system.id, version.parts(1))
    case "rhel", "redhat", "centos": self.init("redhat", version.parts(1))
    case "ol": self.init("oracle", version.parts(1))
    case "amzn": self.init("amazon", version.hasPrefix("201") ? "1" : version.parts(1))
    case "azurelinux": self.init("azurelinux", version.parts(1))
    case "mariner", "photon": self.init(system.id, version.parts(2))
    case "sles", "sled", "sle_hpc", "suse", "sles_sap", "sle-micro", "sl-micro":
      self.init("suse", version)
    case "opensuse", "opensuse-leap": self.init("opensuse-leap", version)
    case "openeuler", "openEuler": self = Self.openEuler(system)
    case "ubuntu": self.init("ubuntu", version.parts(2))
    case "arch", "archlinux": self.init("arch")
    case "chainguard", "minimos", "opensuse-tumbleweed", "wolfi": self.init(system.id)
    default: return nil
    }
  }

  /// `24.03-lts-sp1`, of which the version has the number and the full name, in brackets, the rest.
  private static func openEuler(_ system: OperatingSystem) -> AdvisorySpace {
    let version = system.version.lowercased()
    guard !version.contains("-"), let open = system.prettyName.firstIndex(of: "("),
      let close = system.prettyName.lastIndex(of: ")"), open < close
    else { return AdvisorySpace("openeuler", version) }
    let kind = system.prettyName[system.prettyName.index(after: open)..<close].lowercased()
    return AdvisorySpace("openeuler", "\(version)-\(kind)")
  }

  /// Testing and unstable have no version, only a codename that says what they are to become.
  private static func debian(_ system: OperatingSystem) -> AdvisorySpace {
    if !system.version.isEmpty { return AdvisorySpace("debian", system.version.parts(1)) }
    let releases = [
      "bullseye": "11", "bookworm": "12", "trixie": "13", "forky": "14", "duke": "15",
    ]
    // `trixie/sid` is what unstable and testing said while trixie was in the making.
    let codename = system.codename.prefix { $0 != "/" }
    return AdvisorySpace("debian", releases[String(codename)] ?? "unstable")
  }
}

extension String {
  /// The first so many parts between dots.
  fileprivate func parts(_ count: Int) -> String {
    split(separator: ".").prefix(count).joined(separator: ".")
  }
}
