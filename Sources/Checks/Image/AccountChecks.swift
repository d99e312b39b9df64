import Model

/// Who may log in, and become what.
let accountChecks: [ImageCheck] = [
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P020",
      .critical,
      "An account without a password",
      why: "Whoever reaches su, a login or an ssh server of the container is that account.",
      remedy: "Lock the password with passwd -l",
      aliases: ["DKL-LI-0001"],
      mappings: [.nist("4.1.2")]
    ),
    passing: ["password app locked\n", "password app hash\n"],
    failing: ["password root empty\n"],
    faults: { image in
      image.survey.access.passwords.filter { $0.state == .empty }.map { password in
        ImageSubject.Fault(
          title: "The account \(password.name) has no password",
          path: password.path,
          anchor: password.name
        )
      }
    }
  ),
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P021",
      .medium,
      "A password in the image",
      why:
        "Its hash can be tried by whoever has the image, and the password is the same in every "
        + "container.",
      remedy: "Lock the password with passwd -l",
      mappings: [.nist("4.1.4")]
    ),
    passing: ["password app locked\n", "no settings\npassword app hash\n"],
    failing: ["password app hash\n", "no settings\npassword app weak-hash\n"],
    faults: { image in
      image.survey.access.passwords.compactMap { password in
        // A system that people log in to has some.
        guard password.state == .weakHash || password.state == .hash && image.isImage else {
          return nil
        }
        let isWeak = password.state == .weakHash
        return ImageSubject.Fault(
          title:
            "\(password.path) holds a \(isWeak ? "quickly tried " : "")hash of the password of "
            + password.name,
          path: password.path,
          anchor: password.name,
          severity: isWeak ? .high : nil
        )
      }
    }
  ),
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P022",
      .high,
      "A second account with the number 0",
      why: "It is root by another name, which those who look for root do not see.",
      remedy: "Give the account a number of its own",
      aliases: ["DKL-LI-0002"],
      mappings: [.nist("4.1.2")]
    ),
    passing: ["account root 0\n", "account root 0\naccount app 1000\n"],
    failing: ["account root 0\naccount toor 0\n"],
    faults: { image in
      image.survey.access.accounts.filter { $0.userID == 0 }.dropFirst().map { account in
        ImageSubject.Fault(
          title: "The account \(account.name) has the number 0",
          path: "etc/passwd",
          anchor: account.name
        )
      }
    }
  ),
  ImageCheck(
    .misconfiguration,
    Rule(
      "PLM-P023",
      .low,
      "Accounts that share a number, or groups",
      why: "They own each other's files, whatever their names say.",
      remedy: "Give each account and group a number of its own",
      aliases: ["DKL-LI-0002"]
    ),
    passing: ["account a 1\naccount b 2\n", "group a 1\ngroup b 2\n"],
    failing: ["account a 5\naccount b 5\n", "group a 7\ngroup b 7\n"],
    faults: { image in
      let access = image.survey.access
      return shared(access.accounts.map { ($0.name, $0.userID) }, "account", "etc/passwd")
        + shared(access.groups.map { ($0.name, $0.groupID) }, "group", "etc/group")
    }
  ),
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P024",
      .high,
      "A rule by which somebody becomes another without a password",
      why: "Whoever takes over that account has the other, which is root more often than not.",
      remedy: "Remove the rule, and do in the build what needs root",
      mappings: [.nist("4.1.2")]
    ),
    passing: ["sudo root ALL=(ALL) ALL\n", "no settings\nsudo %wheel ALL=(ALL) ALL\n"],
    failing: ["sudo app ALL=(ALL) NOPASSWD: ALL\n"],
    faults: { image in
      image.survey.access.elevations.map { rule in
        ImageSubject.Fault(
          title: "No password is asked for: \(rule.text)",
          path: rule.path,
          line: rule.line,
          anchor: rule.text
        )
      }
    }
  ),
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P025",
      .high,
      "A library that every process loads",
      why: "ld.so.preload puts code into every program, also those of root; rootkits hide by it.",
      remedy: "Remove /etc/ld.so.preload, and name the library where one program needs it",
      references: ["https://man7.org/linux/man-pages/man8/ld.so.8.html"],
      mappings: [Rule.Mapping(standard: "MITRE ATT&CK", clause: "T1574.006")]
    ),
    passing: ["\n"],
    failing: ["preload /usr/lib/libx.so\n"],
    faults: { image in
      image.survey.access.preloaded.map { library in
        ImageSubject.Fault(
          title: "Every process loads \(library)",
          path: "etc/ld.so.preload",
          anchor: library
        )
      }
    }
  ),
]

/// Numbers that more than one name has; 0 has a check of its own.
private func shared(
  _ names: [(name: String, number: UInt32)],
  _ noun: String,
  _ path: String
) -> [ImageSubject.Fault] {
  var byNumber: [UInt32: Set<String>] = [:]
  for (name, number) in names where number != 0 || noun == "group" {
    byNumber[number, default: []].insert(name)
  }
  return byNumber.sorted { $0.key < $1.key }.compactMap { number, names in
    guard names.count > 1 else { return nil }
    let list = String(listing: names.sorted())
    return ImageSubject.Fault(
      title: "The \(noun)s \(list) share the number \(number)",
      path: path,
      anchor: "\(number)"
    )
  }
}
