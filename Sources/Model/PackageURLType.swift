/// What the definition of a registered package-URL type says of its components.
///
/// Source: ECMA-427, clause 6, and the registered definitions (package-url/purl-spec, `types/`).
package struct PackageURLType: Sendable {
  /// Whether a component has to be there.
  package enum Requirement: Sendable {
    case required
    case optional
    case prohibited
  }

  /// How a component is brought to its canonical form.
  package enum Normalization: Sendable {
    case lowercase
    /// Underscores become dashes.
    case dashes
    /// Everything but lower-case letters and digits becomes an underscore.
    case underscores
    /// Lower case when the repository is one of Databricks, whose model names have no case.
    case lowercaseAtDatabricks
    /// A GUID in `tag_id` is lower case.
    case lowercaseTagGUID
  }

  /// What a component must not be, where a definition says so.
  package enum Restriction: Sendable {
    /// The namespace, an author's identifier, is in upper case.
    case namespaceInUpperCase
    /// The name holds no `::`, which would be a Perl module and no distribution.
    case nameWithoutDoubleColon
    /// The name has no whitespace, no `+`, and no `.` at its start.
    case nameOfPod
    /// The name is 32 letters from `a` to `p`.
    case nameOfChromeExtension
    /// The version is one to four numbers.
    case versionOfNumbers
    /// The namespace is one segment, the host.
    case namespaceOfOneSegment
    /// The namespace has at most two segments.
    case namespaceOfTwoSegments
  }

  package var namespace: Requirement
  package var namespaceRules: [Normalization]
  package var nameRules: [Normalization]
  package var versionRules: [Normalization]
  package var subpathRules: [Normalization]
  package var qualifierRules: [Normalization]
  package var requiredQualifiers: [String]
  package var restrictions: [Restriction]
  /// The namespace is one segment, and the name has the others: `git` keeps owner and repository
  /// together.
  package var nameSpansSegments: Bool

  package init(
    namespace: Requirement,
    namespaceRules: [Normalization] = [],
    nameRules: [Normalization] = [],
    versionRules: [Normalization] = [],
    subpathRules: [Normalization] = [],
    qualifierRules: [Normalization] = [],
    requiredQualifiers: [String] = [],
    restrictions: [Restriction] = [],
    nameSpansSegments: Bool = false
  ) {
    self.namespace = namespace
    self.namespaceRules = namespaceRules
    self.nameRules = nameRules
    self.versionRules = versionRules
    self.subpathRules = subpathRules
    self.qualifierRules = qualifierRules
    self.requiredQualifiers = requiredQualifiers
    self.restrictions = restrictions
    self.nameSpansSegments = nameSpansSegments
  }
}

/// The decoded components while they are brought to their canonical form.
struct PackageURLParts {
  var namespace: [String]
  var name: String
  var version: String
  var qualifiers: [String: String]
  var subpath: [String]
}

extension PackageURLType {
  func normalize(_ parts: inout PackageURLParts) {
    let qualifiers = parts.qualifiers
    parts.namespace = parts.namespace.map { Self.apply(namespaceRules, to: $0, qualifiers) }
    parts.name = Self.apply(nameRules, to: parts.name, qualifiers)
    parts.version = Self.apply(versionRules, to: parts.version, qualifiers)
    parts.subpath = parts.subpath.map { Self.apply(subpathRules, to: $0, qualifiers) }
    for case .lowercaseTagGUID in qualifierRules {
      if let tag = parts.qualifiers["tag_id"], Self.isGUID(tag) {
        parts.qualifiers["tag_id"] = tag.lowercased()
      }
    }
  }

  private static func apply(
    _ rules: [Normalization],
    to text: String,
    _ qualifiers: [String: String]
  ) -> String {
    var text = text
    for rule in rules {
      switch rule {
      case .lowercase: text = text.lowercased()
      case .dashes: text = String(text.map { $0 == "_" ? "-" : $0 })
      case .underscores:
        text = String(text.map { ("a"..."z").contains($0) || $0.isASCIIDigit ? $0 : "_" })
      case .lowercaseAtDatabricks:
        // Azure ML keeps case, Databricks does not; the address tells the two apart.
        if qualifiers["repository_url"]?.lowercased().contains("databricks") == true {
          text = text.lowercased()
        }
      case .lowercaseTagGUID: break
      }
    }
    return text
  }

  func check(_ parts: PackageURLParts, type: String) throws(PackageURLError) {
    switch namespace {
    case .required where parts.namespace.isEmpty: throw .missingNamespace(type: type)
    case .prohibited where !parts.namespace.isEmpty: throw .forbiddenNamespace(type: type)
    case .required, .optional, .prohibited: break
    }
    for key in requiredQualifiers where parts.qualifiers[key] == nil {
      throw .missingQualifier(type: type, key: key)
    }
    for restriction in restrictions {
      if let (component, value) = restriction.violation(by: parts) {
        throw .invalidComponent(type: type, component: component, value: value)
      }
    }
  }

  /// Eight, four, four, four and twelve hexadecimal digits.
  private static func isGUID(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && text.allSatisfy { $0 == "-" || $0.isHexDigit }
  }
}

extension PackageURLType.Restriction {
  fileprivate func violation(by parts: PackageURLParts) -> (component: String, value: String)? {
    switch self {
    case .namespaceInUpperCase:
      let namespace = parts.namespace.joined(separator: "/")
      return namespace == namespace.uppercased() ? nil : ("namespace", namespace)
    case .nameWithoutDoubleColon:
      return parts.name.contains("::") ? ("name", parts.name) : nil
    case .nameOfPod:
      let isBad =
        parts.name.hasPrefix(".") || parts.name.contains { $0.isWhitespace || $0 == "+" }
      return isBad ? ("name", parts.name) : nil
    case .nameOfChromeExtension:
      let isGood = parts.name.count == 32 && parts.name.allSatisfy { ("a"..."p").contains($0) }
      return isGood ? nil : ("name", parts.name)
    case .versionOfNumbers:
      let numbers = parts.version.split(separator: ".", omittingEmptySubsequences: false)
      let isGood =
        numbers.count <= 4 && numbers.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }
      return parts.version.isEmpty || isGood ? nil : ("version", parts.version)
    case .namespaceOfOneSegment:
      return parts.namespace.count > 1
        ? ("namespace", parts.namespace.joined(separator: "/")) : nil
    case .namespaceOfTwoSegments:
      return parts.namespace.count > 2
        ? ("namespace", parts.namespace.joined(separator: "/")) : nil
    }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
