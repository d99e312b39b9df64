extension Package {
  /// The package URL that names this package, as scanners and advisories write it.
  ///
  /// Distribution packages carry the distribution in the namespace and in `distro`, and their
  /// source package in `upstream`. The epoch of an RPM is a qualifier; elsewhere it stays in the
  /// version. `nil` only for a package without a name. Where the definition of the type asks for
  /// more than is known (a namespace, a Julia UUID), the URL has what is known.
  package func purl(system: OperatingSystem?) -> PackageURL? {
    var qualifiers = qualifiers
    var version = version
    var namespace = namespace
    if !architecture.isEmpty { qualifiers["arch"] = architecture }
    if !modularity.isEmpty { qualifiers["rpmmod"] = modularity }
    if ecosystem.isDistribution {
      if ecosystem == .rpm, let epoch = version.epoch {
        qualifiers["epoch"] = String(epoch)
        version.removeFirst(epoch.count + 1)
      }
      if let upstream { qualifiers["upstream"] = upstream }
      if let system, ecosystem != .ebuild {
        if namespace.isEmpty { namespace = system.packageNamespace }
        if qualifiers["distro"] == nil { qualifiers["distro"] = system.distroQualifier }
      }
    }
    // What can go wrong under the grammar alone is a name or type that is missing or none at all.
    return try? PackageURL(
      type: ecosystem.rawValue,
      namespace: namespace,
      name: name,
      version: version,
      qualifiers: qualifiers,
      subpath: subpath,
      conformance: .grammar
    )
  }

  /// The source package as qualifiers have it: `openssl`, `openssl@3.0.2-1`, or the file name of
  /// a source RPM.
  private var upstream: String? {
    guard let source, !source.name.isEmpty else { return nil }
    if ecosystem == .rpm {
      var version = source.version
      if let epoch = version.epoch { version.removeFirst(epoch.count + 1) }
      return version.isEmpty ? source.name : "\(source.name)-\(version).src.rpm"
    }
    let sameVersion = source.version.isEmpty || source.version == version
    if sameVersion { return source.name == name ? nil : source.name }
    return "\(source.name)@\(source.version)"
  }
}

extension Package {
  /// The package that a package URL from another document names: the inverse of `purl(system:)`.
  package init(_ purl: PackageURL, evidence: Evidence) {
    var qualifiers = purl.qualifiers
    var version = purl.version
    let ecosystem = Ecosystem(rawValue: purl.type)
    let epoch = ecosystem == .rpm ? qualifiers.removeValue(forKey: "epoch") : nil
    if let epoch, version.epoch == nil { version = "\(epoch):\(version)" }
    self.init(
      ecosystem,
      namespace: purl.namespace,
      name: purl.name,
      version: version,
      evidence: evidence
    )
    subpath = purl.subpath
    architecture = qualifiers.removeValue(forKey: "arch") ?? ""
    modularity =
      qualifiers.removeValue(forKey: "rpmmod") ?? qualifiers.removeValue(forKey: "modularitylabel")
      ?? ""
    if ecosystem.isDistribution {
      qualifiers["distro"] = nil
      if let upstream = qualifiers.removeValue(forKey: "upstream") {
        source =
          ecosystem == .rpm
          ? SourcePackage(sourceRPM: upstream, epoch: epoch)
          : SourcePackage(upstream: upstream, version: version)
      }
    }
    self.qualifiers = qualifiers
  }
}

extension SourcePackage {
  /// Reads `openssl` or `openssl@3.0.2-1`; `version` is the binary package's.
  fileprivate init(upstream: String, version: String) {
    guard let at = upstream.firstIndex(of: "@"), at > upstream.startIndex else {
      self.init(name: upstream, version: version)
      return
    }
    self.init(
      name: String(upstream[..<at]),
      version: String(upstream[upstream.index(after: at)...])
    )
  }

  /// Reads the file name of a source RPM, `curl-7.61.1-33.el8.src.rpm`.
  ///
  /// Such names have no epoch; that of the binary package stands in.
  package init(sourceRPM: String, epoch: String? = nil) {
    var text = sourceRPM[...]
    for ending in [".src.rpm", ".nosrc.rpm"] where text.hasSuffix(ending) {
      text = text.dropLast(ending.count)
    }
    guard text.count < sourceRPM.count, let release = text.lastIndex(of: "-"),
      let version = text[..<release].lastIndex(of: "-"), version > text.startIndex
    else {
      self.init(name: String(text), version: "")
      return
    }
    let prefix = epoch.map { $0 == "0" ? "" : "\($0):" } ?? ""
    self.init(
      name: String(text[..<version]),
      version: prefix + String(text[text.index(after: version)...])
    )
  }
}

extension OperatingSystem {
  /// The namespace of this distribution's package URLs.
  ///
  /// The `ID` of `os-release`, but for the vendors whose advisories and documents use another
  /// name: `redhat`, `opensuse`, `suse`.
  package var packageNamespace: String {
    switch id {
    case "rhel": "redhat"
    case let id where id.hasPrefix("opensuse"): "opensuse"
    case let id where id.hasPrefix("sle") || id == "suse": "suse"
    default: id
    }
  }

  /// The release as the `distro` qualifier has it: `debian-12`, `alpine-3.19.1`, `arch`.
  package var distroQualifier: String {
    if !version.isEmpty { return "\(id)-\(version)" }
    return codename.isEmpty ? id : "\(id)-\(codename)"
  }
}

extension String {
  /// The digits before a colon that RPM and Debian versions may begin with.
  fileprivate var epoch: Substring? {
    guard let colon = utf8.firstIndex(of: UInt8(ascii: ":")), colon > startIndex else { return nil }
    let digits = self[..<colon]
    return digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? digits : nil
  }
}
