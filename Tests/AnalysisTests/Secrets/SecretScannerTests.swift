import Analysis
import Formats
import Model
import TestSupport
import Testing

private func traces(_ text: String, path: String = "app/settings.py") -> [SecretTrace] {
  SecretScanner.standard.scan(Array(text.utf8).span, path: path).traces
}

private func rules(_ text: String, path: String = "app/settings.py") -> [String] {
  traces(text, path: path).map(\.rule)
}

@Suite struct `secret scanner` {
  @Test func `knows 150 kinds, each with an id of its own`() {
    #expect(allSecretRules.count >= 150)
    #expect(Set(allSecretRules.map(\.id)).count == allSecretRules.count)
    #expect(allSecretRules.allSatisfy { !$0.secret.isEmpty && !$0.forms.isEmpty })
  }

  @Test(arguments: allSecretRules.map(\.id))
  func `finds what is made by the form of a rule`(id: String) throws {
    let rule = try #require(allSecretRules.first { $0.id == id })
    for (number, form) in rule.forms.enumerated() {
      for seed in 0..<20 {
        var generator = SecretGenerator(seed: UInt64(seed * 1000 + number))
        guard let line = generator.line(of: form) else { continue }
        let padding = String(repeating: "# ", count: seed)
        let found = traces("a = 1\n" + padding + "\n" + line)
        // Forms that several services have are told by one of their names.
        #expect(found.count == 1, "\(id) \(form.keywords.first ?? ""): \(line) \(found)")
        #expect(found.first?.line == 3)
      }
    }
  }

  @Test func `finds a secret wherever it stands in a file`() {
    let secret = "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"
    for place in 0..<40 {
      let text = String(repeating: ".", count: place) + secret
      #expect(rules(text) == ["PLM-S061"], "\(place)")
      #expect(rules(text + "\n") == ["PLM-S061"], "\(place)")
      #expect(traces(text).first?.column == place + 1)
    }
  }

  @Test(arguments: [
    // The last digit of the checksum is another.
    "ghp_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18",
    "aws_key = AKIAIOSFODNN7EXAMPLE",
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "token: ${GITHUB_TOKEN}", "password = changeme", "password: \"<password>\"",
    "api_key = your_api_key_goes_here_1234", "https://user:pass@example.com/",
    "https://user:${PASSWORD}@db.internal/", "-----BEGIN RSA PRIVATE KEY-----\n...\n",
    "secret = os.environ[\"APP_SECRET_KEY_12\"]", "slack = xoxb-xxxxxxxxxxxx-xxxxxxxxxxxx",
    "$ANSIBLE_VAULT;1.1;AES256\n6238663031323334353637383930313233343536\n",
  ])
  func `is not taken in by samples`(text: String) {
    #expect(rules(text, path: "app/config.yaml") == [])
    #expect(rules(text, path: "app/main.py") == [])
  }

  @Test(arguments: [
    ("home/a/.netrc", "machine h login a password q8Zk2\n", "PLM-S431", 1, 28),
    ("home/a/.netrc", "machine h\n  login a\n  password\n  q8Zk2\n", "PLM-S431", 4, 3),
    ("root/.pgpass", "db:5432:*:app:k\\:9xQ\n", "PLM-S432", 1, 15),
    ("etc/nginx/.htpasswd", "bob:$apr1$aB3dE6gH$3mX9vQ2LkP7sT1uW5yZ0a.\n", "PLM-S433", 1, 5),
    ("root/.npmrc", "//r.test/:_authToken=8c1f3b7e-44aa\n", "PLM-S092", 1, 22),
    ("root/.pypirc", "[pypi]\npassword = q8Zk2Lm\n", "PLM-S094", 2, 12),
    ("app/config/master.key", "0f1e8d7c6b5a49382716f5e4d3c2b1a0\n", "PLM-S435", 1, 1),
    ("root/.my.cnf", "[client]\npassword=q8Zk2Lm\n", "PLM-S434", 2, 10),
    ("root/.vault-token", "hvs-old.4kZq8Wn2Lm5Xp7Vb\n", "PLM-S263", 1, 1),
    ("tf/prod.tfvars", "db_password = \"q8Zk2Lm\"\n", "PLM-S436", 1, 16),
  ])
  func `reads files by their names`(
    path: String,
    text: String,
    rule: String,
    line: Int,
    column: Int
  ) {
    let found = traces(text, path: path)
    #expect(found.map { "\($0.rule) \($0.line):\($0.column)" } == ["\(rule) \(line):\(column)"])
  }

  @Test(arguments: [
    ("DATABASE_URL=postgres://app:q8Zk2Lm4@db.internal:5432/app", "PLM-S412"),
    ("url = https://ci:q8Zk2Lm4xT@git.corp.internal/repo.git", "PLM-S414"),
    ("{\"auths\":{\"r\":{\"auth\":\"ZGVwbG95OmtYOHExWnc3TG0=\"}}}", "PLM-S100"),
    ("- name: API_TOKEN\n  value: 4kZq8Wn2Lm5Xp7Vb9Rt3\n", "PLM-S902"),
    ("<add key=\"ApiKey\" value=\"4kZq8Wn2Lm5Xp7Vb9Rt3\" />", "PLM-S902"),
    ("<apiKey>4kZq8Wn2Lm5Xp7Vb9Rt3</apiKey>", "PLM-S902"),
    ("curl --password q8Zk2Lm4xT9w", "PLM-S901"),
    ("Server=db;User=sa;Password=q8Zk2Lm4;Encrypt=true", "PLM-S415"),
  ])
  func `finds what names and addresses tell`(text: String, rule: String) {
    #expect(rules(text, path: "app/config.yaml") == [rule])
  }
}

@Suite struct `trace of a secret` {
  @Test func `never holds the secret`() {
    let secret = "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"
    let trace = traces(secret).first
    #expect(trace?.masked == "ghp_\u{2026}, 40 characters")
    let password = traces("password = q8Zk2Lm4xT9w", path: "a.ini").first
    #expect(password?.masked == "12 characters")
    #expect(password?.name == "password")
    // Two passwords at one place have one identity: a digest would let anybody try them.
    let other = traces("password = aB7dE9gH2kLm", path: "a.ini").first
    #expect(password?.fingerprint == other?.fingerprint)
  }

  @Test func `knows a secret again`() {
    let secret = "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"
    #expect(traces(secret).first?.fingerprint == traces("x: " + secret).first?.fingerprint)
  }
}

@Suite struct `secrets in hostile files` {
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "token", "password=", "-----BEGIN ", "eyJhbGciOiJIUzI1NiJ9.", "https://a:", "\"auth\":\"",
      "AKIA",
      "-----BEGIN RSA PRIVATE KEY-----",
    ]
  )
  func `are looked for in linear time`(word: String) {
    let text = String(repeating: word, count: 300_000 / word.utf8.count)
    _ = traces(text, path: "a.env")
  }

  @Test func `are kept to a number`() {
    let line = "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\n"
    let text = Array(String(repeating: line, count: 1000).utf8)
    let result = SecretScanner.standard.scan(text.span, path: "a.txt")
    #expect(result.traces.count == SecretScanner.traceLimit)
    #expect(result.isCut)
  }

  @Test(.timeLimit(.minutes(1)))
  func `are survived`() {
    var generator = SecretGenerator(seed: 7)
    for (number, rule) in allSecretRules.enumerated() where number % 8 == 0 {
      for form in rule.forms {
        guard let line = generator.line(of: form) else { continue }
        for bytes in hostileVariants(of: Array(line.utf8)) {
          _ = SecretScanner.standard.scan(bytes.span, path: form.paths.first ?? "a.conf")
        }
      }
    }
  }
}
