import Formats

/// A build of an RPM by its full name, `bpftool-0:4.18.0-372.9.1.el8.x86_64`, with or without an
/// epoch and `.rpm`.
struct RPMBuild: Hashable {
  var name: String
  /// Epoch, version and release; without an epoch of 0.
  var version: String
  /// Empty where the name says none.
  var architecture: String

  /// `nil` for a text that is no such name.
  init?(_ text: some StringProtocol, hasArchitecture: Bool = true) {
    var rest = Substring(text)
    rest = rest.dropping(suffix: ".rpm") ?? rest
    architecture = ""
    if hasArchitecture {
      guard let cut = rest.cut(atLast: "."), !cut.after.isEmpty else { return nil }
      architecture = String(cut.after)
      rest = cut.before
    }
    guard let release = rest.cut(atLast: "-"), !release.after.isEmpty,
      let version = release.before.cut(atLast: "-"), !version.before.isEmpty,
      !version.after.isEmpty
    else { return nil }
    var name = version.before
    var number = version.after
    // Of old, the epoch came first: `1:openssl-1.1.1-2`.
    if let epoch = name.cut(at: ":"), !epoch.before.isEmpty,
      epoch.before.utf8.allSatisfy(\.isASCIIDigit), !epoch.after.isEmpty
    {
      name = epoch.after
      number = "\(epoch.before):\(number)"[...]
    }
    self.name = String(name)
    self.version = Self.evr(String(number), String(release.after))
  }

  init(name: String, epoch: String, version: String, release: String, architecture: String) {
    self.name = name
    let release = release.isEmpty ? "" : "-" + release
    let epoch = epoch.isEmpty || epoch == "0" ? "" : epoch + ":"
    self.version = epoch + version + release
    self.architecture = architecture
  }

  /// A version with an epoch, less an epoch of 0.
  static func evr(_ text: some StringProtocol) -> String {
    let text = Substring(text)
    return String(text.dropping(prefix: "0:") ?? text)
  }

  private static func evr(_ version: String, _ release: String) -> String {
    evr("\(version)-\(release)")
  }

  /// Whether a text names a build, and not a package whose name has hyphens and dots in it.
  static func isFull(_ text: some StringProtocol) -> Bool {
    guard let build = RPMBuild(text) else { return false }
    return architectures.contains(build.architecture)
  }

  private static let architectures: Set<String> = [
    "aarch64", "i386", "i586", "i686", "noarch", "ppc", "ppc64", "ppc64le", "s390", "s390x", "src",
    "x86_64",
  ]

  /// What only debuggers read: no flaw is in it, and no image runs it.
  var isDebugging: Bool {
    name.contains("-debuginfo") || name.hasSuffix("-debugsource")
  }

  /// The first number of the version, its epoch aside.
  var branch: String {
    let number = version.cut(at: ":")?.after ?? version[...]
    return String(number.prefix { $0 >= "0" && $0 <= "9" })
  }

  /// Whether it was built in a module, as `1.2-3.module+el8.4.0+11732+c668cc9f` was.
  var isOfModule: Bool { version.contains(".module") }
}
