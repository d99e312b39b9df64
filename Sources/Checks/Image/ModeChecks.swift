import Model

/// What modes and attributes of files allow.
let modeChecks: [ImageCheck] = [
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P010",
      .high,
      "A setuid or setgid file that no package brought",
      why:
        "Whoever runs it acts as its owner or group. What no package brought, no distribution has "
        + "looked at, and nobody updates.",
      remedy: "Take the bits off with chmod a-s, or remove the file",
      aliases: ["CIS-DI-0008"],
      mappings: [.cisDocker("4.8"), .nist("4.1.2")]
    ),
    passing: [
      "file 4755 usr/bin/su deb util-linux\n", "file 0755 app\n", "dir 2775 srv\n",
    ],
    failing: ["file 4755 app\n", "file 2755 opt/tool\n"],
    faults: { image in
      image.survey.marked.filter { $0.isElevating && $0.owner == nil }.map { file in
        ImageSubject.Fault(
          title: "\(file.path) is \(file.elevation), and no package brought it",
          path: file.path,
          layer: file.layer
        )
      }
    }
  ),
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P011",
      .low,
      "Setuid and setgid programs of packages",
      why:
        "A container that runs as somebody else than root can become root by them, where it has a "
        + "flaw to use and no-new-privileges is not set.",
      remedy: "Take the bits off in the build with chmod a-s, and run with no-new-privileges",
      aliases: ["CIS-DI-0008"],
      mappings: [.cisDocker("4.8"), .cisDocker("5.26")]
    ),
    passing: [
      "file 0755 usr/bin/su deb util-linux\n", "no settings\nfile 4755 bin/su deb login\n",
    ],
    failing: ["file 4755 usr/bin/su deb util-linux\n"],
    faults: { image in
      let files = image.survey.marked.filter { $0.isElevating && $0.owner != nil }
      // An installed system has users who need them.
      guard image.isImage, !files.isEmpty else { return [] }
      let names = files.map(\.path)
      return [
        ImageSubject.Fault(
          title: "\(names.count) setuid or setgid programs: \(String(listing: names))",
          anchor: "setuid",
          places: files.map { "\($0.path) (\($0.elevation), \($0.owner?.name ?? ""))" }
        )
      ]
    }
  ),
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P012",
      .medium,
      "A file that grants capabilities",
      why: "Whoever runs it has the capability, whoever they are, if the container may have it.",
      remedy: "Take the attribute off with setcap -r, and give the capability to the container",
      mappings: [.nist("4.1.2")]
    ),
    passing: ["file 0755 app\n", "file 0755 usr/bin/ping deb iputils-ping cap cap_net_raw\n"],
    failing: [
      "file 0755 app cap cap_net_bind_service\n", "file 0755 bin/x deb x cap cap_sys_admin\n",
    ],
    faults: { image in
      image.survey.marked.compactMap { file in
        let strong = file.capabilities.filter { strongCapabilities.contains($0) }
        // What a package brought and leads to no root is as its distribution means it.
        guard !file.capabilities.isEmpty, file.owner == nil || !strong.isEmpty else { return nil }
        return ImageSubject.Fault(
          title: "\(file.path) grants \(String(listing: file.capabilities))",
          path: file.path,
          layer: file.layer,
          severity: strong.isEmpty ? nil : .high
        )
      }
    }
  ),
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P013",
      .high,
      "A program or setting that everybody may write",
      why: "Any process of the container can put its own code or words in its place.",
      remedy: "Take the bit off with chmod o-w",
      mappings: [.nist("4.1.2")]
    ),
    passing: ["file 0755 usr/bin/a\n", "file 0666 tmp/a\n", "file 0666 app/data.db\n"],
    failing: [
      "file 0777 usr/bin/a\n", "file 0666 etc/app.conf\n", "file 0666 usr/lib/liba.so\n",
      "file 0777 app/run\n",
    ],
    faults: { image in
      image.survey.marked.compactMap { file in
        guard file.kind != .directory, file.kind != .device, file.isWorldWritable,
          file.mode & 0o111 != 0 || file.isBelowSystem, !file.isTemporary
        else { return nil }
        return ImageSubject.Fault(
          title: "Everybody may write \(file.path)",
          path: file.path,
          layer: file.layer
        )
      }
    }
  ),
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P014",
      .medium,
      "A directory that everybody may write, without the sticky bit",
      why: "Any process of the container can replace or remove what others put there.",
      remedy: "Take the bit off with chmod o-w, or add the sticky bit with chmod +t",
      mappings: [.nist("4.1.2")]
    ),
    passing: ["dir 1777 tmp\n", "dir 0755 app\n", "dir 1777 usr/local/bin\n"],
    failing: ["dir 0777 app\n", "dir 0777 usr/local/bin\n"],
    faults: { image in
      image.survey.marked.compactMap { file in
        guard file.kind == .directory, file.isWorldWritable, !file.isSticky else { return nil }
        let isProgramPath = image.isOnSearchPath(file.path)
        return ImageSubject.Fault(
          title: "Everybody may write in \(file.path)"
            + (isProgramPath ? ", where programs are looked for" : ""),
          path: file.path,
          layer: file.layer,
          severity: isProgramPath ? .high : nil
        )
      }
    }
  ),
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P015",
      .high,
      "A private file that everybody may read",
      why: "Whoever runs anything in a container has what it keeps.",
      remedy: "Remove it from the image, or take the bits off with chmod go-rwx",
      mappings: [.nist("4.1.4")]
    ),
    passing: [
      "file 0640 etc/shadow\n", "file 0600 root/.netrc\n",
      "file 0644 etc/ssh/ssh_host_rsa_key.pub\n",
    ],
    failing: ["file 0644 etc/shadow\n", "file 0644 home/a/.ssh/id_rsa\n"],
    faults: { image in
      image.survey.marked.compactMap { file in
        guard file.kind != .directory, file.mode & 0o004 != 0, file.isPrivate else { return nil }
        return ImageSubject.Fault(
          title: "Everybody may read \(file.path)",
          path: file.path,
          layer: file.layer
        )
      }
    }
  ),
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P016",
      .medium,
      "A device node in the image",
      why: "A container that may use devices reaches the host's by it.",
      remedy: "Leave it out: engines make the devices that containers have",
      mappings: [.nist("4.1.2")]
    ),
    passing: ["file 0644 dev/a\n", "no settings\ndevice 0660 dev/sda\n"],
    failing: ["device 0660 opt/sda\n"],
    faults: { image in
      guard image.isImage else { return [] }
      return image.survey.marked.filter { $0.kind == .device && !$0.isUsualDevice }.map { file in
        ImageSubject.Fault(
          title: "\(file.path) is a device node",
          path: file.path,
          layer: file.layer
        )
      }
    }
  ),
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P017",
      .high,
      "Keys that let somebody log in, or that all containers share",
      why:
        "A host key in the image is that of every container made from it, and known to whoever has "
        + "the image; a list of authorized keys lets its owners in everywhere.",
      remedy: "Remove it, and make or mount keys where a container starts",
      mappings: [.nist("4.1.4")]
    ),
    passing: [
      "file 0644 etc/ssh/ssh_host_rsa_key.pub\n",
      "no settings\nfile 0600 etc/ssh/ssh_host_rsa_key\n",
    ],
    failing: ["file 0600 etc/ssh/ssh_host_ed25519_key\n", "file 0600 root/.ssh/authorized_keys\n"],
    faults: { image in
      guard image.isImage else { return [] }
      return image.survey.marked.filter { file in
        file.path.hasPrefix("etc/ssh/ssh_host_") && file.path.hasSuffix("_key")
          || file.path.hasSuffix("/.ssh/authorized_keys")
      }.map { file in
        ImageSubject.Fault(
          title: "\(file.path) is in the image",
          path: file.path,
          layer: file.layer
        )
      }
    }
  ),
]

/// Capabilities that lead to all others.
private let strongCapabilities: Set<String> = [
  "cap_sys_admin", "cap_setuid", "cap_setgid", "cap_dac_override", "cap_dac_read_search",
  "cap_sys_ptrace", "cap_sys_module", "cap_sys_rawio", "cap_chown", "cap_fowner", "cap_setfcap",
  "cap_bpf", "cap_mknod",
]

extension MarkedFile {
  /// Whether running it makes somebody else of you.
  fileprivate var isElevating: Bool {
    kind != .directory && kind != .device
      && (isSetuid || isSetgid && mode & 0o010 != 0)
  }

  fileprivate var elevation: String {
    if isSetuid { return userID == 0 ? "setuid root" : "setuid" }
    return "setgid"
  }

  /// Whether it is among what a system is made of.
  fileprivate var isBelowSystem: Bool {
    ["etc/", "usr/", "bin/", "sbin/", "lib/", "lib64/", "boot/", "opt/"].contains {
      path.hasPrefix($0)
    }
  }

  fileprivate var isTemporary: Bool { path.hasPrefix("tmp/") || path.hasPrefix("var/tmp/") }

  fileprivate var isPrivate: Bool {
    if path.hasSuffix(".pub") || path.hasSuffix("authorized_keys") { return false }
    return capabilities.isEmpty && !path.hasPrefix("usr/")
      && [
        "etc/shadow", "etc/gshadow", "etc/sudoers", "etc/ssh/ssh_host_", "/.ssh/id_",
        "/.kube/config", "/.docker/config.json", "/.aws/credentials", "/.netrc", "/.pgpass",
        "/.git-credentials",
      ].contains { path.hasPrefix($0) || path.contains($0) }
  }

  /// Those that debootstrap and its like make, which every runtime covers with its own `/dev`.
  fileprivate var isUsualDevice: Bool { path.hasPrefix("dev/") }
}
