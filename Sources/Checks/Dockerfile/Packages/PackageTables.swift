import Formats

/// How a program that installs packages is used.
struct InstallForm: Sendable {
  /// Its names.
  var programs: Set<String>
  /// The words before the packages; any of them.
  var verbs: [[String]]
  /// Options with a value of their own.
  var valued: Set<String> = []
}

extension InstallForm {
  static let apt = InstallForm(
    programs: ["apt-get", "apt", "aptitude"],
    verbs: [["install"]],
    valued: ["-t", "--target-release", "-o", "--option", "-c", "--config-file", "-a"]
  )
  static let apk = InstallForm(
    programs: ["apk"],
    verbs: [["add"]],
    valued: [
      "-t", "--virtual", "-X", "--repository", "-p", "--root", "--arch", "--keys-dir",
      "--repositories-file", "--wait", "--cache-dir", "--cache-max-age",
    ]
  )
  private static let rpmOptions: Set = [
    "--enablerepo", "--disablerepo", "--repo", "--repoid", "--setopt", "-x", "--exclude",
    "--installroot",
    "--releasever", "-c", "--config", "--forcearch",
  ]
  static let yum = InstallForm(
    programs: ["yum"],
    verbs: [["install"], ["localinstall"], ["reinstall"]],
    valued: rpmOptions
  )
  static let dnf = InstallForm(
    programs: ["dnf", "microdnf", "dnf5", "tdnf"],
    verbs: [["install"], ["reinstall"]],
    valued: rpmOptions
  )
  static let zypper = InstallForm(
    programs: ["zypper"],
    verbs: [["install"], ["in"]],
    valued: ["--repo", "-r", "--from", "-R", "--root", "--from", "-t", "--type"]
  )
  static let pip = InstallForm(
    programs: ["pip", "pip3", "pip2"],
    verbs: [["install"]],
    valued: [
      "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-i", "--index-url",
      "--extra-index-url", "-f", "--find-links", "-t", "--target", "--prefix", "--root", "--src",
      "--trusted-host", "--no-binary", "--only-binary", "--platform", "--python-version", "--abi",
      "--implementation", "--progress-bar", "--proxy", "--timeout", "--retries",
      "--upgrade-strategy",
      "--global-option", "--install-option", "--config-settings", "-C", "--cache-dir", "--cert",
      "--log",
      "--report", "--group", "--root-user-action", "-b", "--build",
    ]
  )
  static let npm = InstallForm(
    programs: ["npm"],
    verbs: [["install"], ["i"], ["add"]],
    valued: [
      "--prefix", "--registry", "-C", "--cache", "-w", "--workspace", "--loglevel", "--omit",
      "--include", "--tag", "--userconfig",
    ]
  )
  static let yarn = InstallForm(
    programs: ["yarn"],
    verbs: [["add"], ["global", "add"]],
    valued: ["--cwd", "--registry", "--cache-folder", "--modules-folder", "--network-timeout"]
  )
  static let pnpm = InstallForm(
    programs: ["pnpm"],
    verbs: [["add"], ["install"], ["i"]],
    valued: ["-C", "--dir", "--filter", "--store-dir", "--registry"]
  )
  static let gem = InstallForm(
    programs: ["gem"],
    verbs: [["install"], ["i"]],
    valued: [
      "-v", "--version", "-i", "--install-dir", "-n", "--bindir", "--platform", "-P", "-s",
      "--source",
      "-p", "--http-proxy",
    ]
  )
  static let go = InstallForm(
    programs: ["go"],
    verbs: [["install"], ["get"]],
    valued: [
      "-ldflags", "-tags", "-gcflags", "-asmflags", "-mod", "-p", "-C", "-o", "-buildmode",
      "-toolexec", "-overlay", "-modfile", "-installsuffix",
    ]
  )
  static let cargo = InstallForm(
    programs: ["cargo"],
    verbs: [["install"]],
    valued: [
      "--version", "--vers", "--git", "--branch", "--tag", "--rev", "--path", "--root",
      "--features",
      "-F", "--target", "--target-dir", "--profile", "-j", "--jobs", "--registry", "--index",
      "--bin",
      "--example", "--config", "-Z",
    ]
  )
  static let composer = InstallForm(
    programs: ["composer"],
    verbs: [["require"], ["global", "require"]],
    valued: ["-d", "--working-dir"]
  )
  static let conda = InstallForm(
    programs: ["conda", "mamba", "micromamba"],
    verbs: [["install"], ["create"]],
    valued: ["-n", "--name", "-p", "--prefix", "-c", "--channel", "-f", "--file", "--solver"]
  )
}

extension InstallForm {
  /// The packages that a command installs; `nil` when it installs none.
  func packages(of command: Invocation) -> [String]? {
    guard let operands = operands(of: command) else { return nil }
    for verb in verbs where operands.starts(with: verb) {
      return Array(operands.dropFirst(verb.count))
    }
    return nil
  }

  /// The words of a command that are no options; of `python -m pip` those of `pip`.
  private func operands(of command: Invocation) -> [String]? {
    if programs.contains(command.name) { return command.operands(valued: valued).map(\.text) }
    guard command.name.hasPrefix("python"),
      let place = command.texts.firstIndex(of: "-m"), place + 1 < command.texts.count,
      programs.contains(command.texts[place + 1])
    else { return nil }
    var module = command
    module.arguments = Array(command.arguments[(place + 2)...])
    return module.operands(valued: valued).map(\.text)
  }
}
