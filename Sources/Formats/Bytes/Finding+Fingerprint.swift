package import Model

extension Finding {
  /// The stable identity of this finding: 32 hexadecimal digits of a SHA-256.
  ///
  /// Made of the kind, the rule, and where it is: for a package of a distribution its ecosystem and
  /// name; for any other package also the files it was found in, with its version struck out of
  /// their names; for
  /// everything else the path, and what a check says of where in the file it is. Neither version, layer, line, wording nor the name
  /// of the artifact has a part in it: an image built anew has the same findings.
  package func makeFingerprint() -> String {
    var fields = [kind.rawValue, rule]
    if let package = vulnerability?.package {
      fields += [package.ecosystem.rawValue, package.namespace, package.name]
      if !package.ecosystem.isDistribution { fields += stablePaths(of: package) }
    } else {
      fields += [location.path, location.innerPath]
      if let anchor = check?.anchor, !anchor.isEmpty { fields.append(anchor) }
    }
    // A NUL is in no name, so that no two lists of fields give one text.
    let text = Array(fields.joined(separator: "\0").utf8)
    return String(SHA256.digest(of: text.span).hex.prefix(32))
  }

  private func stablePaths(of package: Package) -> [String] {
    var paths = package.evidence.map { $0.path + "\0" + $0.innerPath }
    if paths.isEmpty { paths = [location.path + "\0" + location.innerPath] }
    return Array(Set(paths.map { $0.striking(package.version) })).sorted()
  }
}

extension String {
  /// The text with each occurrence of `word` replaced by an asterisk.
  fileprivate func striking(_ word: String) -> String {
    let pattern = Array(word.utf8)
    // Shorter ones are parts of other names more often than versions.
    guard pattern.count > 1 else { return self }
    var kept: [UInt8] = []
    var rest = Array(utf8)[...]
    while !rest.isEmpty {
      if rest.starts(with: pattern) {
        kept.append(UInt8(ascii: "*"))
        rest = rest.dropFirst(pattern.count)
      } else {
        kept.append(rest.removeFirst())
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
