import Formats
import Model

/// What a service is made from, and how it starts.
enum ComposeImageTables {
  private static func page(_ key: String) -> [String] {
    ["https://docs.docker.com/reference/compose-file/services/#\(key)"]
  }

  static let all: [TableCheck<ComposeFile>] = images + order

  private static let images: [TableCheck<ComposeFile>] = [
    ComposeRow.service(
      Rule(
        "PLM-C040",
        .medium,
        "The image of a service is another one tomorrow",
        why: "Nobody can tell what runs, and a new one comes without anybody's doing.",
        remedy: "Name a version, better with its digest",
        references: page("image"),
        mappings: [.cisDocker("5.28"), .nist("4.1.5")]
      ),
      passing: [
        "image: nginx:1.27", "image: ${IMAGE}", "image: a\nbuild: .",
        "image: nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "image: nginx:${V:-1.27}",
      ],
      failing: ["image: nginx", "image: nginx:latest", "image: localhost:5000/a"]
    ) { service in
      // What is built here is called what it will.
      guard service["build"] == nil, let image = service.image, let why = image.name.looseness
      else { return [] }
      let text = "uses \(image.name.name), which \(why)"
      return [service.fault(text, "image", at: image.node.position)]
    },
    ComposeRow.service(
      Rule(
        "PLM-C041",
        .low,
        "The image of a service is not named by its digest",
        why: "Whoever may push to the registry can put another image under the same tag.",
        remedy: "Add the digest behind the tag",
        references: page("image"),
        mappings: [.nist("4.1.5")],
        isOptional: true
      ),
      passing: [
        "image: a:1@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      ],
      failing: ["image: a:1"]
    ) { service in
      guard service["build"] == nil, let image = service.image, image.name.digest == nil else {
        return []
      }
      let text = "uses \(image.name.name) without a digest"
      return [service.fault(text, "image/digest", at: image.node.position)]
    },
    ComposeRow.service(
      Rule(
        "PLM-C042",
        .medium,
        "A service is built from a branch of somebody's repository",
        why: "Whoever may push there decides what is built and run here.",
        remedy: "Name the commit behind #",
        references: ["https://docs.docker.com/reference/compose-file/build/#context"],
        mappings: [.nist("4.1.5"), .attack("T1195.002")]
      ),
      passing: [
        "build: .", "build: https://a.test/b.git#0123456789012345678901234567890123456789",
      ],
      failing: [
        "build: https://a.test/b.git", "build: {context: \"https://a.test/b.git#main\"}",
        "build: http://a.test/b.tar.gz",
      ]
    ) { service in
      guard let build = service["build"],
        let node = build["context"] ?? build.scalarText.map({ _ in build }),
        let text = node.scalarText
      else { return [] }
      guard ["https://", "http://", "git@", "git://", "ssh://"].contains(where: text.hasPrefix)
      else { return [] }
      let mark = text.cut(at: "#")?.after.pieces(on: ":").first ?? ""
      let isCommit = mark.utf8.count == 40 && mark.utf8.allSatisfy { $0.hexValue != nil }
      let title = "is built from \(text), which may change"
      return isCommit ? [] : [service.fault(title, "build/context", at: node.position)]
    },
    TableCheck(
      Rule(
        "PLM-C043",
        .negligible,
        "version says nothing",
        why: "Compose reads the file by what stands in it, and warns of the key each time.",
        remedy: "Take the key away",
        references: ["https://docs.docker.com/reference/compose-file/version-and-name/"]
      ),
      Examples(
        passing: ["services:\n  a:\n    image: x:1\n"],
        failing: ["version: \"3\"\nservices:\n  a:\n    image: x:1\n"]
      )
    ) { file in
      guard let entry = file.root.map?.entries.first(where: { $0.key == "version" }) else {
        return []
      }
      return [Fault(title: "version says nothing", anchor: "version", position: entry.keyPosition)]
    },
    ComposeRow.service(
      Rule(
        "PLM-C044",
        .low,
        "A service is joined to another by links",
        why: "They are kept for old files: services of one network know each other by name.",
        remedy: "Use a network",
        references: page("links"),
        mappings: [.cisDocker("5.30")],
        isOptional: true
      ),
      passing: ["networks: [a]"],
      failing: ["links: [b]", "external_links: [c]"]
    ) { service in
      ["links", "external_links"].compactMap { key in
        service[key].map { service.fault("is joined by \(key)", key, at: $0.position) }
      }
    },
  ]

  private static let order: [TableCheck<ComposeFile>] = [
    TableCheck(
      Rule(
        "PLM-C045",
        .low,
        "A service does not wait until what it depends on works",
        why: "That one tells when it is healthy; to start after it only means that it has begun.",
        remedy: "Set condition: service_healthy",
        references: page("depends_on")
      ),
      Examples(
        passing: [
          "services:\n  a: {image: \"x:1\", depends_on: [b]}\n  b: {image: \"y:1\"}\n",
          "services:\n  a: {image: \"x:1\", depends_on: {b: {condition: service_healthy}}}\n"
            + "  b: {image: \"y:1\", healthcheck: {test: [CMD, a]}}\n",
        ],
        failing: [
          "services:\n  a: {image: \"x:1\", depends_on: [b]}\n"
            + "  b: {image: \"y:1\", healthcheck: {test: [CMD, a]}}\n",
          "services:\n  a: {image: \"x:1\", depends_on: {b: {condition: service_started}}}\n"
            + "  b: {image: \"y:1\", healthcheck: {test: [CMD, a]}}\n",
        ]
      )
    ) { file in
      let healthy = Set(
        file.services.filter { $0["healthcheck"]?["test"] != nil }.map(\.name)
      )
      return file.services.flatMap { service -> [Fault] in
        func fault(_ name: String, _ position: DataNode.Position) -> Fault? {
          guard healthy.contains(name) else { return nil }
          let text = "does not wait until \(name) is healthy"
          return service.fault(text, "depends_on/\(name)", at: position)
        }
        let listed = service["depends_on"]?.list ?? []
        let mapped = service["depends_on"]?.map?.entries ?? []
        return listed.compactMap { fault($0.scalarText ?? "", $0.position) }
          + mapped.compactMap { entry in
            let condition = entry.value["condition"]?.scalarText ?? "service_started"
            return condition == "service_started" ? fault(entry.key, entry.keyPosition) : nil
          }
      }
    },
    ComposeRow.service(
      Rule(
        "PLM-C046",
        .low,
        "Nobody looks whether a service works",
        why: "A program that hangs runs on, and what depends on it with it.",
        remedy: "Add a healthcheck",
        references: page("healthcheck"),
        mappings: [.cisDocker("5.27")],
        isOptional: true
      ),
      passing: ["healthcheck: {test: [CMD, a]}", "healthcheck: {disable: true}"],
      failing: ["restart: always"]
    ) { $0["healthcheck"] == nil ? $0.lack("has no healthcheck", "healthcheck") : [] },
    ComposeRow.value(
      Rule(
        "PLM-C047",
        .low,
        "The healthcheck of an image is switched off",
        why: "Whoever made the image knew how to tell that it works.",
        remedy: "Leave disable and NONE out",
        references: page("healthcheck"),
        mappings: [.cisDocker("5.27")]
      ),
      of: "healthcheck",
      passing: ["healthcheck: {test: [CMD, a]}"],
      failing: ["healthcheck: {disable: true}", "healthcheck: {test: [NONE]}"]
    ) {
      let isOff = $0["disable"]?.isTrue ?? false || $0["test"]?[0]?.scalarText == "NONE"
      return isOff ? "has its healthcheck switched off" : nil
    },
    ComposeRow.value(
      Rule(
        "PLM-C048",
        .low,
        "A service is started again for ever",
        why: "One that fails at once takes the host's time, and nobody notices.",
        remedy: "Set restart: on-failure:5",
        references: page("restart"),
        mappings: [.cisDocker("5.15")],
        isOptional: true
      ),
      of: "restart",
      passing: ["restart: on-failure:5", "restart: \"no\""],
      failing: ["restart: always", "restart: unless-stopped"]
    ) {
      let policy = $0.scalarText ?? ""
      let isEndless = ["always", "unless-stopped", "on-failure"].contains(policy)
      return isEndless ? "is started again for ever" : nil
    },
  ]
}
