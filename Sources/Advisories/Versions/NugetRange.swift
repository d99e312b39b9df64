/// A range of NuGet: an interval, a smallest version, or a version that floats.
struct NugetRange {
  private var lower: NugetVersion?
  private var upper: NugetVersion?
  private var includesLower = true
  private var includesUpper = false
  private var float: NugetFloat?

  /// `nil` for what NuGet refuses.
  init?(_ text: String) {
    var bounds = [text[...]]
    if let opening = text.first, opening == "[" || opening == "(" {
      guard text.count > 2, let closing = text.last, closing == "]" || closing == ")" else {
        return nil
      }
      (includesLower, includesUpper) = (opening == "[", closing == "]")
      bounds = text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
      guard bounds.count <= 2, bounds.contains(where: { !$0.isEmpty }) else { return nil }
      if bounds.count == 1 {
        guard includesLower, includesUpper else { return nil }
        bounds.append(bounds[0])
      }
    }
    let names = bounds.map { String($0).trimmingBlanks }
    guard !names[0].isEmpty || names.count == 2 else { return nil }
    if names[0].contains("*") {
      guard let float = NugetFloat(names[0]) else { return nil }
      self.float = float
      lower = float.smallest
    } else if !names[0].isEmpty {
      guard let version = try? NugetVersion(names[0]) else { return nil }
      lower = version
    }
    if names.count == 2, !names[1].isEmpty {
      guard let version = try? NugetVersion(names[1]) else { return nil }
      upper = version
    }
    guard let lower, let upper else { return }
    let order = NugetVersion.compare(lower, upper)
    guard order == .before || order == .same && includesLower == includesUpper else { return nil }
  }

  func contains(_ version: NugetVersion) -> Bool {
    if let lower {
      let order = NugetVersion.compare(version, lower)
      guard order == .after || order == .same && includesLower else { return false }
    }
    if let upper {
      let order = NugetVersion.compare(version, upper)
      guard order == .before || order == .same && includesUpper else { return false }
    }
    return float?.contains(version) ?? true
  }
}

/// A version of which a part floats: `1.*`, `1.2.*`, `1.0.0-beta*`, `1.*-*`.
struct NugetFloat {
  /// The smallest version it can be.
  let smallest: NugetVersion
  /// How many numbers stand fast.
  private let fixed: Int
  /// What labels of pre-releases begin with; `nil` where no pre-release is meant.
  private let prefix: String?

  init?(_ text: String) {
    let release = text.prefix { $0 != "-" }
    let hasLabel = release.endIndex < text.endIndex
    let label = text[release.endIndex...].dropFirst()
    var numbers = release.split(separator: ".", omittingEmptySubsequences: false)
    let hasStar = numbers.last == "*"
    if hasStar { numbers.removeLast() }
    let labelStem = label.last == "*" ? label.dropLast() : label
    guard !numbers.joined().contains("*"), !labelStem.contains("*"), numbers.count < 5 else {
      return nil
    }
    // A star in the numbers ends the version, or the labels end with one too.
    guard !hasLabel || label.last == "*", hasStar || hasLabel else { return nil }
    fixed = hasStar ? numbers.count : 4
    prefix = hasLabel ? labelStem.lowercased() : nil
    var stem = (numbers + (hasStar ? ["0"] : [])).joined(separator: ".")
    if hasLabel {
      let isOpen = labelStem.isEmpty || labelStem.last == "."
      stem += "-" + labelStem + (isOpen ? "0" : labelStem.last == "-" ? "-" : "")
    }
    guard let version = try? NugetVersion(stem) else { return nil }
    smallest = version
  }

  func contains(_ version: NugetVersion) -> Bool {
    guard (0..<fixed).allSatisfy({ version.number($0) == smallest.number($0) }) else {
      return false
    }
    guard version.isPreRelease else { return true }
    guard let prefix else { return false }
    return version.label.lowercased().hasPrefix(prefix)
  }
}
