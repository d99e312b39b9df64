import Formats

/// What a Java archive is called when it holds no Maven coordinates of its own.
///
/// The name and version come from the file name where that has both, since repositories name their
/// files so; else from the manifest. The group is, in this order:
/// 1. the well-known group of the artifact;
/// 2. what the manifest says outright: `Group-Id` of Jenkins plug-ins, `Implementation-Vendor-Id`;
/// 3. a dotted name in the manifest (`Bundle-SymbolicName`, `Automatic-Module-Name`,
///    `Extension-Name`, `Implementation-Title`, `Specification-Title`), less its last part where
///    that repeats the artifact;
/// 4. the package of `Main-Class`, then the directory that all classes share, three deep at most;
/// 5. the artifact's own name, as the oldest projects of the repositories have it.
///
/// Source: JAR File Specification, "Main Attributes"; OSGi Core, "Bundle Manifest Headers".
struct JavaIdentity {
  let group: String
  let artifact: String
  let version: String
  /// Whether only the name of the file says so.
  let isFromFileName: Bool

  init(fileName: JavaFileName, manifest: JarManifest, commonPackage: String) {
    let version =
      ["Plugin-Version", "Implementation-Version", "Bundle-Version", "Specification-Version"]
      .lazy.compactMap { manifest[$0].flatMap(JavaIdentity.version) }.first
    if !fileName.version.isEmpty {
      artifact = fileName.name
      self.version = fileName.version
      isFromFileName = true
    } else {
      artifact = JavaIdentity.artifact(in: manifest, fileName: fileName.name)
      self.version = version ?? ""
      isFromFileName = version == nil
    }
    group =
      JavaIdentity.knownGroup(of: artifact)
      ?? JavaIdentity.statedGroup(in: manifest)
      ?? JavaIdentity.dottedGroup(in: manifest, artifact: artifact)
      ?? JavaIdentity.codeGroup(in: manifest, commonPackage: commonPackage)
      ?? artifact
  }

  /// Versions in manifests come with remarks, `1.2.3 (build 17)`; a placeholder is none.
  private static func version(_ text: String) -> String? {
    let word = text.prefix { $0 != " " && $0 != "," && $0 != ";" }
    guard !word.contains("${"), word.utf8.contains(where: \.isASCIIDigit) else { return nil }
    return String(word)
  }

  private static func artifact(in manifest: JarManifest, fileName: String) -> String {
    // A file that was renamed to nothing in particular may still say what it is.
    let isVague = ["app", "application", "bootstrap", "main", "service"].contains(fileName)
    guard isVague || fileName.isEmpty else { return fileName }
    for key in ["Short-Name", "Implementation-Title", "Automatic-Module-Name"] {
      if let title = manifest[key], !title.contains(" "), !title.contains("${") { return title }
    }
    return fileName
  }

  static func knownGroup(of artifact: String) -> String? {
    if let group = javaGroups[artifact] { return group }
    return javaGroupPrefixes.filter { artifact.hasPrefix($0.prefix) }
      .max { $0.prefix.utf8.count < $1.prefix.utf8.count }?.group
  }

  private static func statedGroup(in manifest: JarManifest) -> String? {
    for key in ["Group-Id", "Implementation-Vendor-Id"] {
      if let group = manifest[key], isDotted(group) { return group }
    }
    return nil
  }

  private static func dottedGroup(in manifest: JarManifest, artifact: String) -> String? {
    for key in [
      "Bundle-SymbolicName", "Automatic-Module-Name", "Extension-Name", "Implementation-Title",
      "Specification-Title",
    ] {
      guard let value = manifest[key] else { continue }
      // Directives follow a bundle's name: `org.a.b;singleton:=true`.
      let name = value.prefix { $0 != ";" }
      guard isDotted(name), let dot = name.lastIndex(of: ".") else { continue }
      let last = name[name.index(after: dot)...]
      if name == artifact || artifact.contains(last) || artifact.hasSuffix(last) {
        return String(name[..<dot])
      }
      return String(name)
    }
    return nil
  }

  private static func codeGroup(in manifest: JarManifest, commonPackage: String) -> String? {
    if let main = manifest["Main-Class"], isDotted(main),
      !main.hasPrefix("org.springframework.boot")
    {
      let parts = main.split(separator: ".").dropLast()
      if parts.count >= 2 { return parts.prefix(3).joined(separator: ".") }
    }
    return commonPackage.contains(".") ? commonPackage : nil
  }

  /// A reversed domain name: parts of letters, digits, `_` and `-` with dots between.
  private static func isDotted(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, first.isASCIILetter, text.contains("."),
      !text.hasSuffix(".")
    else { return false }
    return text.utf8.allSatisfy {
      $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
        || $0 == UInt8(ascii: "-")
    }
  }
}
