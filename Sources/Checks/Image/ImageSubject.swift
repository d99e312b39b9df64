import Formats
package import Model

/// An image, or an installed system, as checks of it see it.
package struct ImageSubject: Sendable {
  package let inventory: Inventory
  /// Empty where the artifact has none: a system is run by other means.
  let settings: ImageSettings
  let survey: FileSurvey
  /// Whether it has settings at all.
  let isImage: Bool

  package init(_ inventory: Inventory) {
    self.inventory = inventory
    settings = inventory.settings ?? ImageSettings()
    survey = inventory.survey ?? FileSurvey()
    isImage = inventory.settings != nil
  }

  /// One place at fault.
  struct Fault: Hashable, Sendable {
    /// A sentence without a full stop.
    var title: String
    /// From the root, without a leading slash; empty for the image as a whole.
    var path = ""
    var line: Int?
    var layer: Int?
    /// What tells faults of one path apart, and stays when the image is built anew.
    var anchor = ""
    /// Where it is worse or less bad than the rule says.
    var severity: Severity?
    var places: [String] = []
  }

  func finding(_ rule: Rule, _ kind: Finding.Kind, _ fault: Fault) -> Finding {
    var finding = Finding(
      kind,
      rule: rule.id,
      severity: fault.severity ?? rule.severity,
      title: fault.title,
      location: Finding.Location(path: fault.path, layer: fault.layer, line: fault.line)
    )
    finding.remedy = rule.remedy
    finding.references = rule.references
    finding.detail = .check(
      CheckDetail(
        aliases: rule.aliases,
        anchor: fault.anchor,
        why: rule.why,
        places: fault.places
      )
    )
    finding.fingerprint = finding.makeFingerprint()
    return finding
  }
}

extension ImageSubject {
  /// The account that containers run as, where the image names it and has it.
  var account: AccessFacts.Account? {
    let name = userName
    return survey.access.accounts.first { $0.name == name || String($0.userID) == name }
  }

  /// The user without the group.
  var userName: String {
    String(settings.user.prefix { $0 != ":" })
  }

  /// Whether containers run as root.
  var isRoot: Bool {
    let name = userName
    if name.isEmpty || name == "root" { return true }
    if let number = UInt32(name) { return number == 0 }
    return account?.userID == 0
  }

  /// Whether a directory is one that programs are looked for in.
  func isOnSearchPath(_ directory: some StringProtocol) -> Bool {
    settings.searchPath.contains { $0 == "/" + directory || $0 == "/\(directory)/" }
  }
}

extension String {
  /// At most `count` of a list, and how many more there are.
  init(listing items: [String], atMost count: Int = 5) {
    let shown = items.prefix(count).joined(separator: ", ")
    self = items.count > count ? "\(shown) and \(items.count - count) more" : shown
  }

  /// A number of bytes for people: powers of 1024.
  init(bytes: Int64) {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    var (value, unit) = (bytes * 10, 0)
    while value >= 10240, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    self =
      unit == 0 || value >= 1000
      ? "\(value / 10) \(units[unit])" : "\(value / 10).\(value % 10) \(units[unit])"
  }
}
