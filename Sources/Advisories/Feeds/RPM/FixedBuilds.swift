import Model

/// Gathers the builds that have a fix, and says from which version on a package has it.
struct FixedBuilds {
  /// What builds must share to be compared.
  struct Line: Hashable {
    var space: AdvisorySpace
    var channel = ""
    var module = ""
    var name: String
    var nameKind = AffectedPackage.NameKind.binary
    /// The first number of the version, for builds of a module whose stream is not told: streams
    /// mostly differ by it.
    var branch = ""
  }

  private var lines: [Line: [String: String]] = [:]
  private var order: [Line] = []
  private var notes: [Line: String] = [:]

  init() {}

  var isEmpty: Bool { order.isEmpty }

  /// Takes in a build; of two of one line and architecture the older counts, since what came after
  /// a fix has it.
  mutating func add(
    _ build: RPMBuild,
    space: AdvisorySpace,
    channel: String = "",
    module: String = "",
    nameKind: AffectedPackage.NameKind = .binary,
    note: String = ""
  ) {
    let line = Line(
      space: space,
      channel: channel,
      module: module,
      name: build.name,
      nameKind: nameKind,
      branch: module.isEmpty && build.isOfModule ? build.branch : ""
    )
    guard let known = lines[line] else {
      order.append(line)
      lines[line] = [build.architecture: build.version]
      if !note.isEmpty { notes[line] = note }
      return
    }
    if let other = known[build.architecture] {
      guard other != build.version else { return }
      // What cannot be compared is left as it was found.
      let order = (try? VersionScheme.rpm.compare(build.version, other)) ?? .same
      guard order == .before else { return }
    }
    lines[line]?[build.architecture] = build.version
    if !note.isEmpty { notes[line] = note }
  }

  /// One row for each line, or several where architectures got the fix in different versions.
  var packages: [AffectedPackage] {
    order.flatMap { line in
      let byVersion = Dictionary(grouping: lines[line] ?? [:]) { $0.value }
      return byVersion.keys.sorted().map { version in
        var package = AffectedPackage(line.space, line.name, nameKind: line.nameKind)
        package.channel = line.channel
        package.module = line.module
        package.ranges = [VersionInterval(.fixed(version))]
        package.note = notes[line] ?? ""
        if byVersion.count > 1 {
          package.architectures = (byVersion[version] ?? []).map(\.key).sorted()
        }
        return package
      }
    }
  }
}
