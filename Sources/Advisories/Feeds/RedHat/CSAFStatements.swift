import Formats
import Model

/// What one flaw's part of a CSAF document says of packages.
struct CSAFStatements {
  private let flaw: DataNode
  private let products: CSAFProducts
  private var builds = FixedBuilds()
  private var unfixed: [AffectedPackage] = []
  /// Names of the advisories that brought fixes, such as `RHSA-2022:1988`.
  private(set) var notices: [String] = []

  init(_ flaw: DataNode, _ products: CSAFProducts) {
    self.flaw = flaw
    self.products = products
  }

  var packages: [AffectedPackage] { builds.packages + unfixed.distinct }

  mutating func read() {
    let status = flaw["product_status"]
    let notices = noticesByProduct()
    let words = wordsByProduct()
    for node in status?["fixed"]?.list ?? [] {
      guard let id = node.string else { continue }
      addFixed(id, notice: notices[id] ?? "")
    }
    for node in status?["known_affected"]?.list ?? [] {
      guard let id = node.string else { continue }
      addUnfixed(id, words[id] ?? "Affected")
    }
    for node in status?["under_investigation"]?.list ?? [] {
      addUnfixed(node.string ?? "", "Under investigation")
    }
    for node in status?["known_not_affected"]?.list ?? [] {
      addUnfixed(node.string ?? "", "Not affected")
    }
    self.notices = Set(notices.values).sorted()
  }

  private func noticesByProduct() -> [String: String] {
    var notices: [String: String] = [:]
    for remedy in flaw["remediations"]?.list ?? []
    where remedy["category"]?.string == "vendor_fix" {
      guard let name = remedy["url"]?.string?.pieces(on: "/").last, name.hasPrefix("RH") else {
        continue
      }
      for id in remedy["product_ids"]?.list ?? [] { notices[id.string ?? ""] = String(name) }
    }
    return notices
  }

  /// Why products are without a fix: `Will not fix`, `Fix deferred`, `Out of support scope`.
  private func wordsByProduct() -> [String: String] {
    var words: [String: String] = [:]
    for remedy in flaw["remediations"]?.list ?? [] {
      let category = remedy["category"]?.string ?? ""
      guard category == "no_fix_planned" || category == "none_available" else { continue }
      var text = OneLine.text(remedy["details"]?.string ?? "", limit: 60)
      if category == "no_fix_planned", FixState(redHat: text) == .notFixed { text = "Will not fix" }
      for id in remedy["product_ids"]?.list ?? [] { words[id.string ?? ""] = text }
    }
    return words
  }

  private mutating func addFixed(_ id: String, notice: String) {
    guard let part = products.part(id), isRPM(part) else { return }
    var name = Substring(part.package)
    if let range = name.firstRange(of: "::") { name = name[..<range.lowerBound] }
    guard let build = RPMBuild(name), build.architecture != "src", !build.isDebugging,
      let space = part.product.space(of: build)
    else { return }
    builds.add(
      build,
      space: space,
      channel: part.product.channel,
      module: part.module,
      note: notice
    )
  }

  /// What is not fixed is named without a version; a build with one is a part of some image.
  private mutating func addUnfixed(_ id: String, _ words: String) {
    guard let part = products.part(id), isRPM(part), !part.product.space.release.isEmpty else {
      return
    }
    var name = Substring(part.package)
    if let range = name.firstRange(of: "::") { name = name[..<range.lowerBound] }
    let isSource = name.dropping(suffix: ".src")
    guard let component = RedHatComponent(isSource ?? name), !RPMBuild.isFull(name) else { return }
    var package = AffectedPackage(
      part.product.space,
      component.name,
      nameKind: .source,
      fixState: FixState(redHat: words)
    )
    package.module = component.module.isEmpty ? part.module : component.module
    package.channel = part.product.channel
    package.note = words
    if package.fixState != .notAffected { package.ranges = [VersionInterval(.open)] }
    // Older documents name components, which are source packages and have no address; newer ones
    // tell sources and what is built of them apart.
    if isSource == nil, !part.address.isEmpty { package.nameKind = .binary }
    unfixed.append(package)
  }

  /// Images, and packages of other languages, have addresses that say so.
  private func isRPM(_ part: CSAFProducts.Part) -> Bool {
    part.address.isEmpty || part.address.hasPrefix("pkg:rpm/")
  }
}
