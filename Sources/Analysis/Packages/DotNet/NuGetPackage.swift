import Formats
import Model

/// What all files about NuGet packages have in common.
enum NuGetPackage {
  /// The hash of a package: Base64 of SHA-512, with or without `sha512-` before it.
  static func digests(_ text: String?) -> [Digest] {
    guard let text, let bytes = Base64.decode(text.dropping(prefix: "sha512-") ?? text[...]),
      bytes.count == 64
    else { return [] }
    return [Digest(algorithm: .sha512, bytes: bytes)]
  }

  /// The one version that a requirement of a project file means; `nil` for ranges.
  ///
  /// That is the one of `[1.2.3]`, and that of `1.2.3`, which NuGet takes when it is there.
  ///
  /// Source: NuGet documentation, "Package versioning".
  static func exactVersion(_ text: some StringProtocol) -> String? {
    let trimmed = Substring(text).trimmed
    let inner = trimmed.dropping(prefix: "[")?.dropping(suffix: "]")?.trimmed ?? trimmed
    guard inner.isVersion else { return nil }
    // Build metadata tells no two versions apart.
    return String(inner.cut(at: "+")?.before ?? inner)
  }
}

extension StringProtocol {
  /// Whether the text is a version as NuGet and assemblies write it, `1.2.3-rc.1+commit`.
  fileprivate var isVersion: Bool {
    guard utf8.first?.isASCIIDigit == true else { return false }
    return utf8.allSatisfy { byte in
      byte.isASCIIDigit || byte.isASCIILetter || byte == UInt8(ascii: ".")
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    }
  }
}

/// Chooses the version of an assembly that comes nearest to that of its package.
///
/// Assemblies carry three: their own, which is often kept the same for years; that of the file; and
/// that of the product, a text which build tools set to the package's version and the commit.
enum AssemblyVersion {
  static func best(of assembly: CLIAssembly, _ info: PEVersionInfo?) -> String {
    let product = info?.strings["ProductVersion"].flatMap(text)
    let file =
      info?.strings["FileVersion"].flatMap(text)
      ?? info.flatMap { $0.fileNumbers.isEmpty ? nil : numbers($0.fileNumbers) }
    if let product {
      // `8.0` of a product whose file is `8.0.3`.
      let isCoarse = product.utf8.count { $0 == UInt8(ascii: ".") } < 2
      if isCoarse, let file, file.hasPrefix(product + ".") { return file }
      return product
    }
    return file ?? numbers(assembly.version)
  }

  /// The version at the start of a text such as `4.6.26515.06 @BuiltBy: x`; `nil` for words.
  private static func text(_ text: String) -> String? {
    guard let first = text.words.first, let version = NuGetPackage.exactVersion(first),
      version.contains(".")
    else { return nil }
    let parts = version.pieces(on: ".")
    let isPlain = parts.allSatisfy { $0.utf8.allSatisfy(\.isASCIIDigit) }
    return isPlain && parts.count == 4 && Int(parts[3]) == 0
      ? parts.dropLast().joined(separator: ".") : version
  }

  /// Four numbers, the last left out where it is zero, as NuGet does.
  private static func numbers(_ numbers: [UInt16]) -> String {
    let used = numbers.count == 4 && numbers[3] == 0 ? numbers.dropLast() : numbers[...]
    return used.map { String($0) }.joined(separator: ".")
  }
}
