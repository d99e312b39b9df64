/// The name of a package across ecosystems, such as `pkg:deb/debian/curl@7.88.1-10?arch=amd64`.
///
/// Source: ECMA-427, "Package-URL (PURL)", and the type definitions registered beside it. Holding
/// one means that the components were checked and brought to their canonical form.
package struct PackageURL: Hashable, Sendable {
  /// Lower case: `deb`, `npm`, `vscode-extension`.
  package let type: String
  /// Segments joined by `/`; empty where there is none.
  package let namespace: String
  package let name: String
  /// Empty where there is none.
  package let version: String
  /// No value is empty.
  package let qualifiers: [String: String]
  /// Segments joined by `/`; empty where there is none.
  package let subpath: String

  /// How much of the standard a package URL is held to.
  package enum Conformance: Sendable {
    /// The grammar and, for registered types, all rules of the type's definition.
    case strict
    /// The grammar alone, for what other tools wrote: `pkg:golang/stdlib@1.22` breaks the rule
    /// that the type requires a namespace, and everybody writes it.
    case grammar
  }

  /// Builds one from decoded components; the empty string stands for an absent one.
  package init(
    type: String,
    namespace: String = "",
    name: String,
    version: String = "",
    qualifiers: [String: String] = [:],
    subpath: String = "",
    conformance: Conformance = .strict
  ) throws(PackageURLError) {
    let type = try Self.checkedType(type)
    let definition = packageURLTypes[type]
    var parts = PackageURLParts(
      namespace: namespace.split(separator: "/").map(String.init),
      name: Self.strippingSlashes(name),
      version: version,
      qualifiers: try Self.checkedQualifiers(qualifiers),
      subpath: subpath.split(separator: "/").map(String.init).filter { $0 != "." && $0 != ".." }
    )
    guard !parts.name.isEmpty else { throw .missingName }
    if let definition {
      definition.normalize(&parts)
      if conformance == .strict { try definition.check(parts, type: type) }
    }
    self.type = type
    self.namespace = parts.namespace.joined(separator: "/")
    self.name = parts.name
    self.version = parts.version
    self.qualifiers = parts.qualifiers
    self.subpath = parts.subpath.joined(separator: "/")
  }

  /// Whether the type is one of those registered with the standard.
  package var isRegisteredType: Bool { packageURLTypes[type] != nil }

  private static func checkedType(_ text: String) throws(PackageURLError) -> String {
    guard let first = text.utf8.first else { throw .missingType }
    guard first.isASCIILetter,
      text.utf8.allSatisfy({ $0.isASCIILetterOrDigit || $0 == 0x2E || $0 == 0x2D })
    else { throw .invalidType(text) }
    return text.lowercased()
  }

  private static func checkedQualifiers(
    _ qualifiers: [String: String]
  ) throws(PackageURLError) -> [String: String] {
    var checked: [String: String] = [:]
    // Sorted, so that of two errors always the same one is reported.
    for (key, value) in qualifiers.sorted(by: { $0.key < $1.key }) {
      guard let first = key.utf8.first, first.isASCIILetter,
        key.utf8.allSatisfy({ $0.isASCIILetterOrDigit || ".-_".utf8.contains($0) })
      else { throw .invalidQualifierKey(key) }
      guard !value.isEmpty else { continue }
      guard checked.updateValue(value, forKey: key.lowercased()) == nil else {
        throw .repeatedQualifier(key.lowercased())
      }
    }
    return checked
  }

  private static func strippingSlashes(_ name: String) -> String {
    guard name.utf8.first == 0x2F || name.utf8.last == 0x2F else { return name }
    let kept = name.drop { $0 == "/" }
    guard let last = kept.lastIndex(where: { $0 != "/" }) else { return "" }
    return String(kept[...last])
  }
}

extension PackageURL: Comparable {
  package static func < (left: PackageURL, right: PackageURL) -> Bool {
    left.description < right.description
  }
}

extension PackageURL: CustomStringConvertible {
  /// The canonical text.
  package var description: String {
    var text = "pkg:\(type)/"
    for segment in namespace.split(separator: "/") {
      PercentEncoding.append(segment, to: &text)
      text += "/"
    }
    if packageURLTypes[type]?.nameSpansSegments == true {
      text += name.split(separator: "/").map { PercentEncoding.encode($0) }.joined(separator: "/")
    } else {
      PercentEncoding.append(name, to: &text)
    }
    if !version.isEmpty {
      text += "@"
      PercentEncoding.append(version, to: &text)
    }
    appendQualifiers(to: &text)
    if !subpath.isEmpty {
      text += "#"
      text += subpath.split(separator: "/").map { PercentEncoding.encode($0) }
        .joined(separator: "/")
    }
    return text
  }

  private func appendQualifiers(to text: inout String) {
    var separator = "?"
    for (key, value) in qualifiers.sorted(by: { $0.key < $1.key }) {
      text += "\(separator)\(key)="
      PercentEncoding.append(value, to: &text)
      separator = "&"
    }
  }
}

/// Why a text or a set of components is no package URL.
package enum PackageURLError: Error, Hashable {
  /// The text does not begin with `pkg:`.
  case missingScheme
  case missingType
  case invalidType(String)
  case missingName
  /// A percent sign without two hexadecimal digits behind it, or bytes that are not UTF-8.
  case invalidEncoding(String)
  /// A segment of the namespace or subpath with an encoded slash in it.
  case slashInSegment(String)
  case invalidQualifierKey(String)
  case repeatedQualifier(String)
  /// The type's definition requires a namespace.
  case missingNamespace(type: String)
  /// The type's definition has no namespaces.
  case forbiddenNamespace(type: String)
  /// The type's definition requires this qualifier.
  case missingQualifier(type: String, key: String)
  /// The type's definition does not allow this name, version or namespace.
  case invalidComponent(type: String, component: String, value: String)
}

extension PackageURLError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missingScheme: "a package URL begins with pkg:"
    case .missingType: "the type is missing"
    case .invalidType(let type):
      "the type '\(type)' is not letters, digits, '.' and '-' after a letter"
    case .missingName: "the name is missing"
    case .invalidEncoding(let text): "'\(text)' is not percent-encoded UTF-8"
    case .slashInSegment(let segment): "the segment '\(segment)' holds a slash"
    case .invalidQualifierKey(let key):
      "the qualifier key '\(key)' is not letters, digits, '.', '-' and '_' after a letter"
    case .repeatedQualifier(let key): "the qualifier '\(key)' is given twice"
    case .missingNamespace(let type): "the type '\(type)' requires a namespace"
    case .forbiddenNamespace(let type): "the type '\(type)' has no namespaces"
    case .missingQualifier(let type, let key): "the type '\(type)' requires the qualifier '\(key)'"
    case .invalidComponent(let type, let component, let value):
      "the type '\(type)' does not allow the \(component) '\(value)'"
    }
  }
}
