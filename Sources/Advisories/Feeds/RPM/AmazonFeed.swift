// <updates><update type="security"><id>ALAS2-2024-2500</id><title/><issued date=""/><updated date=""/>
//  <severity/><references><reference type="cve" id=""/></references>
//  <pkglist><collection short="amazon-linux-2---docker"><package name epoch version release arch/>

import Formats
package import Model

/// Amazon Linux's updates, from the `updateinfo.xml` of each of its repositories.
///
/// https://docs.aws.amazon.com/linux/al2023/ug/alas.html
package struct AmazonFeed: Feed {
  package static let name = "amazon"
  package static let summary = "Amazon Linux 1, 2, 2022 and 2023, with extras and live patches"
  package static let publisher = "Amazon"
  package static let license = "none stated; public metadata of its repositories"
  package static let files = [
    "amazon/**/updateinfo.xml", "amazon/**/updateinfo.xml.gz", "amazon/*.tar.zst",
  ]
  /// What a repository offers is named by its own index, which only a mirror list leads to.
  package static let addresses =
    [
      address("2/core", "2/core/latest"), address("2023/core", "al2023/core/mirrors/latest"),
      address("2023/kernel-livepatch", "al2023/kernel-livepatch/mirrors/latest"),
    ] + extras.map { address("2/extras/\($0)", "2/extras/\($0)/latest") }

  private static func address(_ path: String, _ place: String) -> FeedAddress {
    FeedAddress(
      "amazon/\(path)/updateinfo.xml.gz",
      "https://cdn.amazonlinux.com/\(place)/x86_64/mirror.list",
      .repositories
    )
  }

  /// The repositories besides the core of Amazon Linux 2 that have told of updates.
  private static let extras = [
    "ansible2", "corretto8", "dnsmasq", "docker", "ecs", "firefox", "golang1.19",
    "graphicsmagick1.3", "haproxy2", "httpd_modules", "java-openjdk11", "kernel-5.10",
    "kernel-5.15", "kernel-5.4", "libreoffice", "livepatch", "lynis", "mariadb10.5",
    "mate-desktop1.x", "mono", "nginx1", "nitro-enclaves", "php8.0", "php8.1", "php8.2",
    "postgresql11", "postgresql12", "postgresql13", "postgresql14", "python3.8", "r3.4", "r4",
    "redis6", "ruby2.6", "ruby3.0", "selinux-ng", "squid4", "tomcat8.5", "tomcat9", "unbound",
    "unbound-1.17",
  ]

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard path.hasSuffix(".xml") || path.hasSuffix(".xml.gz") else { return }
    let document = try FeedXML.parse(bytes, limits: limits)
    guard document.name == "updates" else { throw .malformed("no list of updates") }
    for update in document.children(named: "update") {
      guard let id = update.childText("id"), !id.isEmpty else {
        sink.skip(path, feed: Self.name, "an update without an identifier in line \(update.line)")
        continue
      }
      sink.advisories.append(advisory(id, update, path: path))
    }
  }

  private func advisory(_ id: String, _ update: XMLElement, path: String) -> Advisory {
    var advisory = Advisory(id: id, feed: Self.name)
    let references = update.child("references")?.children(named: "reference") ?? []
    advisory.covers =
      references.filter { $0.attribute("type") == "cve" }
      .compactMap { $0.attribute("id") }.filter { !$0.isEmpty }.distinct
    advisory.summary = OneLine.text(update.childText("title") ?? "")
    advisory.published = Day.text(update.child("issued")?.attribute("date") ?? "")
    advisory.modified = Day.text(update.child("updated")?.attribute("date") ?? "")
    advisory.references = [address(of: id)]
    if let word = update.childText("severity"), !word.isEmpty {
      advisory.severities = [SeverityStatement(word: word, source: "amazon")]
    }
    var builds = FixedBuilds()
    for collection in update.child("pkglist")?.children(named: "collection") ?? [] {
      let place = Repository(collection.attribute("short") ?? "", path: path)
      for package in collection.children(named: "package") {
        guard let build = build(package), !build.isDebugging else { continue }
        builds.add(build, space: place.space, channel: place.channel)
      }
    }
    advisory.affected = builds.packages
    return advisory
  }

  private func build(_ package: XMLElement) -> RPMBuild? {
    guard let name = package.attribute("name"), let version = package.attribute("version") else {
      return nil
    }
    return RPMBuild(
      name: name,
      epoch: package.attribute("epoch") ?? "",
      version: version,
      release: package.attribute("release") ?? "",
      architecture: package.attribute("arch") ?? ""
    )
  }

  private func address(of id: String) -> String {
    // ALAS2DOCKER-2024-040 is AL2/ALASDOCKER-2024-040.
    for (prefix, folder) in [("ALAS2023", "AL2023"), ("ALAS2022", "AL2022"), ("ALAS2", "AL2")] {
      guard let rest = id.dropping(prefix: prefix) else { continue }
      return "https://alas.aws.amazon.com/\(folder)/ALAS\(rest).html"
    }
    return "https://alas.aws.amazon.com/\(id).html"
  }
}

/// Which release and repository a collection is of.
private struct Repository {
  var space: AdvisorySpace
  var channel = ""

  /// `amazon-linux-2---docker`, `amazon-linux-2023---kernel-livepatch`, `amazon-linux-ami`.
  init(_ short: String, path: String) {
    let parts = short.dropping(prefix: "amazon-linux") ?? ""
    let end = parts.firstRange(of: "---")
    let release = parts[..<(end?.lowerBound ?? parts.endIndex)].drop { $0 == "-" }
    let isNumber = !release.isEmpty && release.utf8.allSatisfy(\.isASCIIDigit)
    space = AdvisorySpace("amazon", isNumber ? String(release) : "1")
    let repository = end.map { String(parts[$0.upperBound...]) } ?? Self.extra(in: path)
    guard !repository.isEmpty else { return }
    channel = release == "2" ? "extras/\(repository)" : repository
  }

  /// Collections of some extras do not tell themselves apart from the core: their folder does.
  private static func extra(in path: String) -> String {
    guard let start = path.firstRange(of: "/extras/")?.upperBound else { return "" }
    return String(path[start...].prefix { $0 != "/" })
  }
}
