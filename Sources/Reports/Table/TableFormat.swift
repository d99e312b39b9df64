package import Model

/// For people: what it is and how much of what, then every package, then what no package owns,
/// then what could not be looked at.
package enum TableFormat: ReportFormat {
  package static let name = "table"
  package static let summary = "for people: counts first, then packages, unowned programs and gaps"
  package static let fileExtension = "txt"
  package static let mediaType = "text/plain"

  package static func render(_ inventory: Inventory, in context: ReportContext) -> [UInt8] {
    let style = TerminalStyle(isColored: context.isColored)
    var lines = heading(of: inventory, style)
    lines += counts(of: inventory, in: context, style)
    lines += packages(of: inventory, in: context, style)
    lines += unowned(of: inventory, in: context, style)
    lines += gaps(of: inventory, in: context, style)
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  static func heading(of inventory: Inventory, _ style: TerminalStyle) -> [String] {
    let subject = inventory.subject
    var title = style.bold(SafeText.clean(subject.name.isEmpty ? "(no name)" : subject.name))
    title += "  " + words(for: subject.kind)
    if !subject.platform.isEmpty { title += "  " + SafeText.clean(subject.platform) }
    var lines = [title]
    if let digest = subject.manifestDigest ?? subject.configDigest {
      lines.append(style.dim(digest.description))
    }
    return lines
  }

  static func words(for kind: Subject.Kind) -> String {
    switch kind {
    case .image: "image"
    case .sourceTree: "source tree"
    case .rootFilesystem: "root file system"
    case .host: "host"
    case .sbom: "bill of materials"
    case .configuration: "configuration"
    }
  }

  // MARK: - Counts

  private static func counts(
    of inventory: Inventory,
    in context: ReportContext,
    _ style: TerminalStyle
  ) -> [String] {
    var table: [(label: String, text: String)] = [("System", system(of: inventory, context, style))]
    if !inventory.layers.isEmpty { table.append(("Layers", String(inventory.layers.count))) }
    table.append(("Packages", packageCounts(of: inventory)))
    if inventory.fileCount > 0 {
      let total = inventory.fileCount
      table.append(("Files", "\(total), of which packages own \(inventory.ownedFileCount)"))
    }
    if inventory.subject.kind != .sourceTree {
      let count = inventory.unowned.count
      let text = "\(count) \(count == 1 ? "program or library" : "programs and libraries")"
      table.append(("Unowned", count == 0 ? "none" : style.yellow(text) + " that no package owns"))
    }
    let gaps = inventory.gaps.count
    let text = "\(gaps) \(gaps == 1 ? "part" : "parts") could not be looked at"
    table.append(("Gaps", gaps == 0 ? "none" : style.yellow(text)))
    return [""]
      + table.map { label, text in
        style.dim(label) + String(repeating: " ", count: 10 - label.count) + text
      }
  }

  static func system(
    of inventory: Inventory,
    _ context: ReportContext,
    _ style: TerminalStyle
  ) -> String {
    guard let system = inventory.system else { return "not recognised" }
    let made = system.version.isEmpty ? system.id : "\(system.id) \(system.version)"
    let name = SafeText.clean(system.prettyName.isEmpty ? made : system.prettyName)
    guard let end = system.endOfLife.map({ SafeText.clean($0) }) else { return name }
    if let created = context.created, end < created.date {
      return "\(name), \(style.red("support ended \(end)"))"
    }
    return "\(name), supported until \(end)"
  }

  /// `312: 250 deb, 60 npm, 2 golang`, most first.
  static func packageCounts(of inventory: Inventory) -> String {
    guard !inventory.packages.isEmpty else { return "none" }
    var counts: [Ecosystem: Int] = [:]
    for package in inventory.packages { counts[package.ecosystem, default: 0] += 1 }
    let parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \(SafeText.clean($0.key.rawValue))" }
    let total = "\(inventory.packages.count)"
    return parts.count == 1 ? parts.joined() : "\(total): \(parts.joined(separator: ", "))"
  }

  // MARK: - Sections

  private static func packages(
    of inventory: Inventory,
    in context: ReportContext,
    _ style: TerminalStyle
  ) -> [String] {
    guard !inventory.packages.isEmpty else { return [] }
    var table = TextTable([
      .init(title: "NAME", maximum: 40),
      .init(title: "VERSION", maximum: 28),
      .init(title: "ARCH", maximum: 8),
      .init(title: "TYPE", maximum: 16),
      .init(title: "LAYER", maximum: 5, isNumber: true),
      .init(title: "FROM", cut: .head),
    ])
    // Which architecture is worth a column only where there are several.
    let all: Set = ["", "all", "any", "noarch"]
    let isMixed = Set(inventory.packages.map(\.architecture)).subtracting(all).count > 1
    for package in inventory.packages {
      table.add([
        package.fullName, package.version, isMixed ? package.architecture : "",
        package.ecosystem.rawValue,
        package.evidence.first?.layer.map { String($0) } ?? "", origin(of: package),
      ])
    }
    return section("Packages", table, in: context, style)
  }

  /// Where a package comes from, unless it is the database of the distribution anyway.
  private static func origin(of package: Package) -> String {
    if let owner = package.owner { return "\(owner.ecosystem.rawValue) \(owner.name)" }
    guard let evidence = package.evidence.first else { return "" }
    if evidence.method == .installedDatabase, package.ecosystem.isDistribution { return "" }
    return evidence.innerPath.isEmpty ? evidence.path : "\(evidence.path) » \(evidence.innerPath)"
  }

  private static func unowned(
    of inventory: Inventory,
    in context: ReportContext,
    _ style: TerminalStyle
  ) -> [String] {
    guard !inventory.unowned.isEmpty else { return [] }
    var table = TextTable([
      .init(title: "KIND", maximum: 10),
      .init(title: "SIZE", maximum: 10, isNumber: true),
      .init(title: "LAYER", maximum: 5, isNumber: true),
      .init(title: "SHA-256", maximum: 16),
      .init(title: "PATH", cut: .head),
    ])
    for file in inventory.unowned {
      table.add([
        file.kind.rawValue, size(file.size), file.layer.map { String($0) } ?? "",
        String(file.sha256.hex.prefix(12)), file.path,
      ])
    }
    return section("Owned by no package", table, in: context, style)
  }

  private static func gaps(
    of inventory: Inventory,
    in context: ReportContext,
    _ style: TerminalStyle
  ) -> [String] {
    guard !inventory.gaps.isEmpty else { return [] }
    var table = TextTable([
      .init(title: "WHY", maximum: 11),
      .init(title: "LAYER", maximum: 5, isNumber: true),
      .init(title: "PATH", cut: .head),
      .init(title: "BY", maximum: 20),
      .init(title: "DETAIL"),
    ])
    for gap in inventory.gaps {
      table.add([
        gap.reason.rawValue, gap.layer.map { String($0) } ?? "", gap.path, gap.source, gap.detail,
      ])
    }
    return section("Could not be looked at", table, in: context, style)
  }

  private static func section(
    _ title: String,
    _ table: TextTable,
    in context: ReportContext,
    _ style: TerminalStyle
  ) -> [String] {
    var lines = table.lines(width: context.width)
    if let first = lines.first { lines[0] = style.dim(first) }
    return ["", style.bold(title)] + lines
  }

  /// A number of bytes for people, in powers of 1024.
  static func size(_ bytes: Int64) -> String {
    guard bytes >= 1024 else { return "\(bytes) B" }
    var value = Double(bytes)
    var unit = 0
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    while value >= 1024, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}
