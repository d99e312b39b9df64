import Formats
import Model

/// Secrets in plain text, and services that ask for none.
enum ComposeSecretTables {
  private static let page = ["https://docs.docker.com/compose/how-tos/use-secrets/"]

  private static func isSecret(_ pair: ComposePair) -> Bool {
    guard let value = pair.value else { return false }
    return SecretWords.isName(pair.name) && SecretWords.isPlain(value) || SecretWords.isKey(value)
  }

  /// Variables by which a service lets everybody in, and the values that do.
  private static let open: [String: Set<String>] = [
    "POSTGRES_HOST_AUTH_METHOD": ["trust"], "MYSQL_ALLOW_EMPTY_PASSWORD": ["yes", "true", "1"],
    "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD": ["yes", "true", "1"],
    "ALLOW_EMPTY_PASSWORD": ["yes", "true", "1"], "xpack.security.enabled": ["false"],
    "ALLOW_ANONYMOUS_LOGIN": ["yes", "true"], "DISABLE_SECURITY_PLUGIN": ["true"],
    "GF_AUTH_ANONYMOUS_ENABLED": ["true"], "ALLOW_PLAINTEXT_LISTENER": ["yes", "true"],
    "DOCKER_TLS_CERTDIR": [""], "NODE_TLS_REJECT_UNAUTHORIZED": ["0"],
    "PYTHONHTTPSVERIFY": ["0"], "GIT_SSL_NO_VERIFY": ["1", "true"],
    "NEO4J_AUTH": ["none"], "SURREAL_UNAUTHENTICATED": ["true"],
  ]

  static let all: [TableCheck<ComposeFile>] = [
    ComposeRow.service(
      Rule(
        "PLM-C060",
        .high,
        "A secret stands in the environment of a service",
        why:
          "Everybody who may read the file, or inspect the container, reads it, and so does every "
          + "program in it.",
        remedy: "Give it as a secret, and change it: it is known now",
        references: page,
        mappings: [.nist("4.1.4"), .attack("T1552.001")]
      ),
      passing: [
        "environment: {DB_PASSWORD: \"${DB_PASSWORD}\"}", "environment: [DB_PASSWORD]",
        "environment: {DB_PASSWORD_FILE: /run/secrets/a}", "environment: {TOKEN: \"\"}",
        "environment: {URL: \"postgres://a@b/c\"}",
      ],
      failing: [
        "environment: {DB_PASSWORD: hunter2}", "environment: [API_TOKEN=abc]",
        "environment: {DB_PASSWORD: \"${DB_PASSWORD:-hunter2}\"}",
        "environment: {URL: \"postgres://a:hunter2@b/c\"}",
      ]
    ) { service in
      service.environment.filter(isSecret).map { pair in
        service.fault("has a secret in \(pair.name)", "environment/\(pair.name)", at: pair.position)
      }
    },
    TableCheck(
      Rule(
        "PLM-C061",
        .medium,
        "A service takes a secret from a file of the tree",
        why: "The file goes where the sources go: to everybody who has them, and into every copy.",
        remedy: "Keep the file out of the tree, or give the secret as a secret",
        references: page,
        mappings: [.nist("4.1.4"), .attack("T1552.001")]
      ),
      // The file itself stands beside it: a test shows what fails.
      Examples(
        passing: ["services:\n  a: {image: \"x:1\", env_file: [a.env]}\n"],
        failing: []
      )
    ) { file in
      file.services.flatMap { service in
        service.elements("env_file").compactMap { node -> Fault? in
          let name = node["path"]?.scalarText ?? node.scalarText ?? ""
          guard let text = file.environments[name] else { return nil }
          let values = Interpolation.values(of: text)
          let pairs = values.keys.sorted().map {
            ComposePair(name: $0, value: values[$0], position: node.position)
          }
          guard let pair = pairs.first(where: isSecret) else { return nil }
          let text2 = "takes the secret \(pair.name) from \(name)"
          return service.fault(text2, "env_file/\(name)", at: node.position)
        }
      }
    },
    ComposeRow.service(
      Rule(
        "PLM-C062",
        .high,
        "A secret is an argument of a build",
        why: "Arguments stay in the history of the image, for everybody who can pull it.",
        remedy: "Give it to the build as a secret",
        references: ["https://docs.docker.com/reference/compose-file/build/#args"],
        mappings: [.cisDocker("4.10"), .nist("4.1.4")]
      ),
      passing: ["build: {context: ., args: {VERSION: 1}}", "build: {context: ., secrets: [a]}"],
      failing: [
        "build: {context: ., args: {NPM_TOKEN: \"${NPM_TOKEN}\"}}",
        "build: {args: [DB_PASSWORD=a]}",
      ]
    ) { service in
      ComposePair.all(in: service["build"]?["args"]).compactMap { pair in
        let isNamed = SecretWords.isName(pair.name) && pair.value.map(SecretWords.isSaid) ?? true
        guard isNamed || isSecret(pair) else { return nil }
        let text = "gives the secret \(pair.name) to its build"
        return service.fault(text, "build/args/\(pair.name)", at: pair.position)
      }
    },
    ComposeRow.service(
      Rule(
        "PLM-C063",
        .medium,
        "A secret stands in the command of a service",
        why: "Everybody who sees the list of processes, of the host too, reads it.",
        remedy: "Give it as a secret, and let the program read it from the file",
        references: page,
        mappings: [.nist("4.1.4"), .attack("T1552")]
      ),
      passing: [
        "command: redis-server --requirepass ${PASSWORD}", "command: [a, --password-file=/b]",
      ],
      failing: [
        "command: redis-server --requirepass hunter2", "command: [a, --password=hunter2]",
        "entrypoint: [a, --api-token, abcdef]",
      ]
    ) { service in
      ["command", "entrypoint"].flatMap { key in
        guard let node = service[key] else { return [] as [Fault] }
        let words =
          node.list?.map { ($0.scalarText ?? "", $0.position) }
          ?? (node.scalarText ?? "").words.map { (String($0), node.position) }
        return SecretArguments.places(in: words).map { option, position in
          service.fault("has a secret behind \(option)", "\(key)/\(option)", at: position)
        }
      }
    },
    ComposeRow.service(
      Rule(
        "PLM-C064",
        .high,
        "A service lets everybody in, or trusts everybody",
        why: "Whoever reaches it can read and change all it holds, or stand between it and others.",
        remedy: "Leave the variable out, and set a password",
        references: ["https://docs.docker.com/reference/compose-file/services/#environment"],
        mappings: [.nist("4.4.2")]
      ),
      passing: ["environment: {POSTGRES_HOST_AUTH_METHOD: scram-sha-256}"],
      failing: [
        "environment: {POSTGRES_HOST_AUTH_METHOD: trust}",
        "environment: [MYSQL_ALLOW_EMPTY_PASSWORD=yes]",
        "environment: [NODE_TLS_REJECT_UNAUTHORIZED=0]",
      ]
    ) { service in
      service.environment.compactMap { pair in
        guard let value = pair.value?.lowercased(), open[pair.name]?.contains(value) ?? false
        else { return nil }
        let text = "sets \(pair.name) to \(value.isEmpty ? "nothing" : value)"
        return service.fault(text, "environment/\(pair.name)", at: pair.position)
      }
    },
  ]
}

/// Secrets among the arguments of a command.
enum SecretArguments {
  private static let options: Set = [
    "password", "passwd", "requirepass", "masterauth", "token", "apikey", "secret", "passphrase",
  ]

  /// The options that a secret stands behind.
  static func places(
    in words: [(String, DataNode.Position)]
  ) -> [(option: String, position: DataNode.Position)] {
    var found: [(option: String, position: DataNode.Position)] = []
    for (at, (word, position)) in words.enumerated() where word.hasPrefix("-") {
      let (option, joined) = word.cut(at: "=").map { ($0, $1) } ?? (word[...], "")
      let parts = option.lowercased().split { $0 == "-" || $0 == "." || $0 == "_" }
      guard let last = parts.last, options.contains(String(last)) else { continue }
      var value = String(joined)
      if joined.isEmpty, !word.hasSuffix("="), at + 1 < words.count { value = words[at + 1].0 }
      guard !value.hasPrefix("-"), !value.hasPrefix("$"), SecretWords.isPlain(value) else {
        continue
      }
      found.append((String(option), position))
    }
    return found
  }
}
