import Model

private let userReference = "https://docs.docker.com/build/building/best-practices/#user"

/// Who containers run as.
let userChecks: [ImageCheck] = [
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P001",
      .medium,
      "Containers of the image run as root",
      why:
        "Whoever takes over a process that is root in a container needs one more flaw to be root on "
        + "the host.",
      remedy: "Set a user other than 0 with USER, or with --user where it is run",
      aliases: ["CIS-DI-0001"],
      references: [userReference],
      mappings: [.cisDocker("4.1"), .nist("4.1.2")]
    ),
    passing: ["USER 1000\n", "USER app\naccount app 1000\n", "no settings\n"],
    failing: ["\n", "USER root\n", "USER 0:0\n", "USER toor\naccount toor 0\n"],
    faults: { image in
      guard image.isImage, image.isRoot else { return [] }
      let who =
        image.settings.user.isEmpty ? "no user is set" : "the user is \(image.settings.user)"
      return [ImageSubject.Fault(title: "Containers run as root: \(who)", anchor: "user")]
    }
  ),
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P002",
      .low,
      "The user is a name",
      why:
        "Kubernetes cannot tell from a name that it is not root, and refuses to run the image where "
        + "runAsNonRoot is asked for.",
      remedy: "Name the user by its number",
      references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
      mappings: [.cisDocker("4.1")]
    ),
    passing: ["USER 1000\n", "\n", "USER root\n"],
    failing: ["USER app\naccount app 1000\n"],
    faults: { image in
      let name = image.userName
      guard !name.isEmpty, !image.isRoot, UInt32(name) == nil else { return [] }
      let number = image.account.map { ", which is \($0.userID)" } ?? ""
      return [ImageSubject.Fault(title: "The user is the name \(name)\(number)", anchor: "user")]
    }
  ),
  ImageCheck(
    .misconfiguration,
    Rule(
      "PLM-P003",
      .medium,
      "The user is no account of the image",
      why: "A container whose user is a name that passwd does not have does not start.",
      remedy: "Add the account in the build, or name the user by its number",
      mappings: [.cisDocker("4.1")]
    ),
    passing: ["USER app\naccount app 1000\n", "USER 1000\naccount app 5\n", "USER app\n"],
    failing: ["USER app\naccount root 0\n"],
    faults: { image in
      let name = image.userName
      guard !name.isEmpty, UInt32(name) == nil, !image.survey.access.accounts.isEmpty,
        image.account == nil
      else { return [] }
      return [ImageSubject.Fault(title: "passwd has no account \(name)", anchor: "user")]
    }
  ),
]
