import Model

/// What containers of the image open to others.
let exposureChecks: [ImageCheck] = [
  ImageCheck(
    .misconfiguration,
    Rule(
      "PLM-P040",
      .medium,
      "A port of a service that nobody should reach from outside",
      why: "Remote shells, debuggers and engines give whoever reaches them all of the container.",
      remedy: "Leave the port out of EXPOSE, and the service out of the image",
      mappings: [.cisDocker("5.9"), .nist("4.1.2")]
    ),
    passing: ["EXPOSE 8080/tcp\n", "EXPOSE 443/tcp\n"],
    failing: ["EXPOSE 22/tcp\n", "EXPOSE 2375/tcp\n", "EXPOSE 5005/tcp\n"],
    faults: { image in
      image.ports.compactMap { port in
        riskyPorts[port.number].map { service in
          ImageSubject.Fault(title: "Port \(port.text) is that of \(service)", anchor: port.text)
        }
      }
    }
  ),
  ImageCheck(
    .misconfiguration,
    Rule(
      "PLM-P041",
      .negligible,
      "A port below 1024",
      why: "On older kernels only root may listen there, which is a reason to run as root.",
      remedy: "Listen on a port from 1024 on, and let the engine publish it as another",
      mappings: [.cisDocker("5.8")],
      isOptional: true
    ),
    passing: ["EXPOSE 8080/tcp\n"],
    failing: ["EXPOSE 80/tcp\n"],
    faults: { image in
      image.ports.filter { $0.number < 1024 && riskyPorts[$0.number] == nil }.map { port in
        ImageSubject.Fault(title: "Port \(port.text) is below 1024", anchor: port.text)
      }
    }
  ),
  ImageCheck(
    .misconfiguration,
    Rule(
      "PLM-P042",
      .negligible,
      "No HEALTHCHECK",
      why: "Docker and Podman cannot tell a container that hangs from one that works.",
      remedy: "Add a HEALTHCHECK; Kubernetes takes no heed of it and wants probes",
      aliases: ["CIS-DI-0006"],
      mappings: [.cisDocker("4.6")]
    ),
    passing: ["HEALTHCHECK CMD curl\n", "no settings\n"],
    failing: ["\n", "HEALTHCHECK NONE\n"],
    faults: { image in
      guard image.isImage, image.settings.healthcheck.map({ $0 == ["NONE"] }) ?? true else {
        return []
      }
      let title =
        image.settings.healthcheck == nil ? "No HEALTHCHECK" : "HEALTHCHECK is switched off"
      return [ImageSubject.Fault(title: title, anchor: "healthcheck")]
    }
  ),
  ImageCheck(
    .misconfiguration,
    Rule(
      "PLM-P043",
      .high,
      "A volume where none should be",
      why:
        "A volume over system directories hides what updates bring, and one at the socket of an "
        + "engine asks for the host.",
      remedy: "Keep volumes to directories of the application's data",
      mappings: [.cisDocker("5.6"), .cisDocker("5.32")]
    ),
    passing: ["VOLUME /var/lib/app\n"],
    failing: ["VOLUME /etc\n", "VOLUME /var/run/docker.sock\n", "VOLUME /\n"],
    faults: { image in
      image.settings.volumes.filter { systemVolumes.contains($0) || $0.hasSuffix(".sock") }
        .map { ImageSubject.Fault(title: "\($0) is a volume", anchor: $0) }
    }
  ),
]

private let riskyPorts: [Int: String] = [
  22: "an ssh server", 23: "telnet", 21: "ftp", 512: "rexec", 513: "rlogin", 514: "rsh",
  2375: "the Docker engine without TLS", 2376: "the Docker engine", 3389: "remote desktop",
  5005: "a debugger of Java", 5900: "vnc", 6000: "an X server", 9229: "a debugger of Node.js",
  10250: "a kubelet", 2379: "etcd", 5678: "a debugger of Python",
]

private let systemVolumes: Set<String> = [
  "/", "/etc", "/usr", "/bin", "/sbin", "/lib", "/lib64", "/boot", "/dev", "/proc", "/sys", "/root",
  "/run", "/var/run",
]

extension ImageSubject {
  /// Ports that the image says it listens on.
  fileprivate var ports: [(text: String, number: Int)] {
    settings.exposedPorts.compactMap { text in
      Int(text.prefix { $0 != "/" && $0 != "-" }).map { (text, $0) }
    }
  }
}
