import Formats
import Model

/// A package manager, and how one writes a version for it.
struct PinningRow: Sendable {
  var id: String
  var name: String
  var alias: String?
  var form: InstallForm
  /// Whether a word names a version, or is no package that could have one.
  var isPinned: @Sendable (String) -> Bool
  /// Whether the command as a whole says which versions.
  var isSettled: @Sendable (Invocation) -> Bool = { _ in false }
  /// How to write it.
  var howTo: String
  var passing: String
  var failing: String

  static let all: [PinningRow] = [
    PinningRow(
      id: "PLM-D100",
      name: "apt-get",
      alias: "DL3008",
      form: .apt,
      isPinned: {
        $0.contains("=") || $0.contains("/") || $0.hasSuffix(".deb") || $0.hasSuffix("-")
      },
      howTo: "apt-get install package=version",
      passing: "apt-get update && apt-get install -y a=1.2 ./b.deb c/bookworm",
      failing: "apt-get install -y a b=1"
    ),
    PinningRow(
      id: "PLM-D101",
      name: "apk",
      alias: "DL3018",
      form: .apk,
      isPinned: {
        $0.contains(where: { "=<>~".contains($0) }) || $0.hasSuffix(".apk") || $0.hasPrefix(".")
      },
      howTo: "apk add package=version",
      passing: "apk add --no-cache -t .d a=1.2-r0 'b>3' c~1",
      failing: "apk --no-cache add a"
    ),
    PinningRow(
      id: "PLM-D102",
      name: "dnf",
      alias: "DL3041",
      form: .dnf,
      isPinned: Pins.rpm,
      howTo: "dnf install package-version",
      passing: "dnf install -y a-1.2 https://a.test/b.rpm",
      failing: "microdnf install -y a-libs"
    ),
    PinningRow(
      id: "PLM-D103",
      name: "yum",
      alias: "DL3033",
      form: .yum,
      isPinned: Pins.rpm,
      howTo: "yum install package-version",
      passing: "yum install -y a-1.2-3.el9",
      failing: "yum -y install a"
    ),
    PinningRow(
      id: "PLM-D104",
      name: "zypper",
      alias: "DL3037",
      form: .zypper,
      isPinned: { $0.contains(where: { "=<>".contains($0) }) || $0.hasSuffix(".rpm") },
      howTo: "zypper install package=version",
      passing: "zypper --non-interactive in a=1.2",
      failing: "zypper -n install a"
    ),
    PinningRow(
      id: "PLM-D105",
      name: "pip",
      alias: "DL3013",
      form: .pip,
      isPinned: Pins.pip,
      isSettled: { $0.has("-c", "--constraint", "-r", "--requirement") },
      howTo: "pip install package==version, or a file of requirements",
      passing:
        "pip install a==1 -r b.txt && python3 -m pip install . ./c && pip3 install git+https://a.test/b@v1",
      failing: "pip install --no-cache-dir a"
    ),
    PinningRow(
      id: "PLM-D106",
      name: "npm",
      alias: "DL3016",
      form: .npm,
      isPinned: Pins.npm,
      howTo: "npm install package@version",
      passing: "npm install && npm i -g a@1 @b/c@2 ./d",
      failing: "npm install -g @a/b"
    ),
    PinningRow(
      id: "PLM-D107",
      name: "gem",
      alias: "DL3028",
      form: .gem,
      isPinned: { $0.contains(":") || $0.hasSuffix(".gem") },
      isSettled: { $0.has("-v", "--version") },
      howTo: "gem install package:version",
      passing: "gem install a:1 && gem install b -v 2 && gem install --version=3 c",
      failing: "gem install a"
    ),
    PinningRow(
      id: "PLM-D108",
      name: "go",
      alias: "DL3062",
      form: .go,
      isPinned: Pins.go,
      howTo: "go install package@version",
      passing: "go install a.test/b@v1.2.3 && go install ./... && go install",
      failing: "go install a.test/b@latest"
    ),
    PinningRow(
      id: "PLM-D109",
      name: "cargo",
      form: .cargo,
      isPinned: { $0.contains("@") },
      isSettled: { $0.has("--version", "--vers", "--path", "--rev", "--tag") },
      howTo: "cargo install --locked package@version",
      passing: "cargo install a@1 && cargo install --path . && cargo install b --version 2",
      failing: "cargo install --locked a"
    ),
    PinningRow(
      id: "PLM-D110",
      name: "yarn",
      form: .yarn,
      isPinned: Pins.npm,
      howTo: "yarn add package@version",
      passing: "yarn install && yarn global add a@1",
      failing: "yarn global add a"
    ),
    PinningRow(
      id: "PLM-D111",
      name: "pnpm",
      form: .pnpm,
      isPinned: Pins.npm,
      howTo: "pnpm add package@version",
      passing: "pnpm install && pnpm add -g a@1",
      failing: "pnpm add -g a"
    ),
    PinningRow(
      id: "PLM-D112",
      name: "composer",
      form: .composer,
      isPinned: { $0.contains(":") || $0.contains("=") },
      howTo: "composer require package:version",
      passing: "composer install && composer require a/b:1",
      failing: "composer global require a/b"
    ),
    PinningRow(
      id: "PLM-D113",
      name: "conda",
      form: .conda,
      isPinned: { $0.contains(where: { "=<>".contains($0) }) },
      isSettled: { $0.has("-f", "--file") },
      howTo: "conda install package=version",
      passing: "conda install -y -c x a=1",
      failing: "mamba install -y a"
    ),
  ]

  init(
    id: String,
    name: String,
    alias: String? = nil,
    form: InstallForm,
    isPinned: @escaping @Sendable (String) -> Bool,
    isSettled: @escaping @Sendable (Invocation) -> Bool = { _ in false },
    howTo: String,
    passing: String,
    failing: String
  ) {
    self.id = id
    self.name = name
    self.alias = alias
    self.form = form
    self.isPinned = isPinned
    self.isSettled = isSettled
    self.howTo = howTo
    self.passing = passing
    self.failing = failing
  }
}

/// How versions are written for some package managers.
private enum Pins {
  /// A part that begins with a digit, behind a dash.
  static func rpm(_ word: String) -> Bool {
    if word.hasSuffix(".rpm") || word.hasPrefix("@") || word.contains("/") { return true }
    if word.contains(where: { "=<>".contains($0) }) { return true }
    return word.pieces(on: "-").dropFirst().contains { $0.utf8.first?.isASCIIDigit == true }
  }

  static func pip(_ word: String) -> Bool {
    if word.contains(where: { "=<>~!".contains($0) }) { return true }
    if word.after("+") != nil, word.after("://") != nil { return word.after("@") != nil }
    if word == "." || word.contains("/") || word.hasPrefix(".[") { return true }
    return [".whl", ".tar.gz", ".zip"].contains { word.hasSuffix($0) }
  }

  static func npm(_ word: String) -> Bool {
    if word.after("://") != nil { return !word.hasPrefix("git") || word.contains("#") }
    if ["/", ".", "~", "file:"].contains(where: { word.hasPrefix($0) }) { return true }
    if [".tgz", ".tar.gz", ".tar"].contains(where: { word.hasSuffix($0) }) { return true }
    // A scope has the sign in front.
    guard let version = word.dropFirst().cut(at: "@")?.after else { return false }
    return !["latest", "next", "*", ""].contains(version)
  }

  static func go(_ word: String) -> Bool {
    guard let (path, version) = word.cut(at: "@") else {
      // Without a version it is of the module that is there, or of the standard library.
      return !(word.cut(at: "/")?.before ?? "").contains(".") || word.hasPrefix(".")
    }
    return path.isEmpty || !["latest", "master", "main", "upgrade"].contains(version)
  }
}

/// Packages without a version.
struct UnpinnedPackages: Check {
  let rule: Rule
  let examples: Examples
  private let row: PinningRow

  init(_ row: PinningRow) {
    self.row = row
    rule = Rule(
      row.id,
      .low,
      "Packages are installed by \(row.name) without a version",
      why: "Two builds of one file give two images, and a version that breaks or that somebody has "
        + "taken over comes in unseen.",
      remedy: "Name a version: \(row.howTo)",
      aliases: row.alias.map { [$0] } ?? [],
      references: ["https://docs.docker.com/build/building/best-practices/#apt-get"],
      mappings: [.nist("4.1.1")]
    )
    examples = Examples(
      passing: ["FROM a:1\nRUN \(row.passing)\n"],
      failing: ["FROM a:1\nRUN \(row.failing)\n"]
    )
  }

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule) { command, step in
      guard let packages = row.form.packages(of: command), !row.isSettled(command) else {
        return nil
      }
      let loose = packages.filter { package in
        // A variable may hold a version, and several packages: it is asked what it holds.
        let text = Self.expanded(package, step)
        if text.contains("$") { return false }
        return !text.words.allSatisfy { row.isPinned(String($0)) }
      }
      guard !loose.isEmpty else { return nil }
      let named = loose.prefix(4).joined(separator: ", ")
      let more = loose.count > 4 ? " and \(loose.count - 4) more" : ""
      return "\(row.name) installs \(named)\(more) without a version"
    }
  }

  private static func expanded(_ word: String, _ step: DockerfileStep) -> String {
    guard word.contains("$"), let environment = step.run?.environment else { return word }
    return DockerfileExpansion(word, escape: UInt8(ascii: "\\")) { environment[$0] ?? "$\($0)" }
      .text
  }
}
