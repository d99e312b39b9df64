import Formats
import Foundation
import Model
import Registry
import Testing

/// A directory that goes with the test.
final class TestDirectory: Sendable {
  let path = FileManager.default.temporaryDirectory.appending(path: "plimsoll-\(UUID())").path

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ text: String, mode: Int = 0o600) throws -> String {
    let file = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    return file.path
  }

  /// The environment of a user whose home this is.
  var environment: [String: String] {
    ["HOME": path, "PATH": "\(path)/bin:/usr/bin:/bin", "XDG_RUNTIME_DIR": "\(path)/run"]
  }

  var store: CredentialStore {
    CredentialStore(environment: environment, userID: 12_345_678, limits: .standard)
  }
}

private func basic(_ user: String, _ password: String) -> Credential.Kind {
  .basic(user: user, password: Secret(password))
}

private func packed(_ user: String, _ password: String) -> String {
  Base64.encode(Array("\(user):\(password)".utf8))
}

@Suite(.timeLimit(.minutes(1))) struct `credential store` {
  private let directory: TestDirectory

  init() throws { directory = try TestDirectory() }

  private func found(_ registry: String, _ repository: String) async -> Credential.Kind? {
    await directory.store.find(registry: registry, repository: repository).credential?.kind
  }

  @Test(arguments: [
    ("registry.example", "registry.example", true),
    ("https://registry.example", "registry.example", true),
    ("https://registry.example/v1/", "registry.example", true),
    ("http://registry.example/v2/", "registry.example", true),
    ("registry.example:5000", "registry.example:5000", true),
    ("registry.example:5000", "registry.example", false),
    ("Registry.Example", "registry.example", true),
    ("https://index.docker.io/v1/", "docker.io", true),
    ("docker.io", "docker.io", true),
    ("registry-1.docker.io", "docker.io", true),
    ("registry.example/team", "registry.example", true),
    ("registry.example/team/app", "registry.example", true),
    ("registry.example/tea", "registry.example", false),
    ("registry.example/team/app/x", "registry.example", false),
  ])
  func `matches an entry`(key: String, registry: String, isFound: Bool) async throws {
    let entry = packed("u", "p:w")
    try directory.write(".docker/config.json", #"{"auths":{"\#(key)":{"auth":"\#(entry)"}}}"#)
    #expect(await found(registry, "team/app") == (isFound ? basic("u", "p:w") : nil))
  }

  @Test func `takes the most specific entry`() async throws {
    let entries = ["r.example", "r.example/a", "r.example/a/b"].map {
      #""\#($0)":{"auth":"\#(packed($0, "p"))"}"#
    }
    let text = "{\"auths\":{\(entries.joined(separator: ","))}}"
    try directory.write("run/containers/auth.json", text)
    #expect(await found("r.example", "a/b/c") == basic("r.example/a/b", "p"))
    #expect(await found("r.example", "a/c") == basic("r.example/a", "p"))
    #expect(await found("r.example", "c") == basic("r.example", "p"))
  }

  @Test(
    arguments: [
      (#"{"username":"u","password":"p"}"#, basic("u", "p")),
      (#"{"auth":"","identitytoken":"t"}"#, .identityToken(Secret("t"))),
      (#"{"auth":"dTpw","identitytoken":"t"}"#, .identityToken(Secret("t"))),
      (#"{"registrytoken":"t"}"#, .registryToken(Secret("t"))),
      (#"{"auth":"dTpwAAA="}"#, basic("u", "p")),
      ("{}", nil),
      ("null", nil),
    ] as [(String, Credential.Kind?)]
  )
  func `reads an entry`(entry: String, as kind: Credential.Kind?) async throws {
    try directory.write(".docker/config.json", #"{"auths":{"r.example":\#(entry)}}"#)
    #expect(await found("r.example", "a") == kind)
  }

  @Test func `looks in one file after the other`() async throws {
    let text = { #"{"auths":{"r.example":{"auth":"\#(packed($0, "p"))"}}}"# }
    try directory.write(".config/containers/auth.json", text("config"))
    #expect(await found("r.example", "a") == basic("config", "p"))
    try directory.write("run/containers/auth.json", text("run"))
    #expect(await found("r.example", "a") == basic("run", "p"))
    try directory.write(".docker/config.json", text("docker"))
    #expect(await found("r.example", "a") == basic("docker", "p"))
    var environment = directory.environment
    environment["REGISTRY_AUTH_FILE"] = try directory.write("own.json", text("own"))
    let store = CredentialStore(environment: environment, userID: 0, limits: .standard)
    let own = await store.find(registry: "r.example", repository: "a").credential
    #expect(own?.source == "\(directory.path)/own.json")
  }

  @Test(arguments: [
    "{", "[]", #"{"auths":{"r.example":{"auth":"!!"}}}"#,
    #"{"auths":{"r.example":{"auth":"dXA="}}}"#,
  ])
  func `says what it could not read, and goes on`(text: String) async throws {
    try directory.write(".docker/config.json", text)
    let entry = #"{"auths":{"r.example":{"auth":"\#(packed("u", "p"))"}}}"#
    try directory.write("run/containers/auth.json", entry)
    let finding = await directory.store.find(registry: "r.example", repository: "a")
    #expect(finding.credential?.kind == basic("u", "p"))
    #expect(finding.complaints.count == 1)
    #expect(finding.complaints.first?.contains(".docker/config.json") == true)
  }

  @Test func `never prints a secret`() {
    let credential = Credential(basic("me", "hunter2"), from: "x")
    var dumped = ""
    dump(credential, to: &dumped)
    #expect(!"\(credential) \(String(reflecting: credential)) \(dumped)".contains("hunter2"))
  }
}

@Suite(.timeLimit(.minutes(1))) struct `credential helper` {
  private let directory: TestDirectory

  init() throws { directory = try TestDirectory() }

  private func install(_ script: String) throws {
    try directory.write("bin/docker-credential-test", "#!/bin/sh\n\(script)\n", mode: 0o755)
  }

  private func configure(_ text: String) throws {
    try directory.write(".docker/config.json", text)
  }

  private static let echo = #"""
    [ "$1" = get ] || exit 9
    read -r server || [ -n "$server" ] || exit 8
    printf '{"ServerURL":"%s","Username":"%s","Secret":"s3cret"}' "$server" "$server"
    """#

  @Test(arguments: [
    (#"{"credsStore":"test"}"#, "r.example:5000", "r.example:5000"),
    (#"{"credHelpers":{"r.example":"test"}}"#, "r.example", "r.example"),
    (
      #"{"credHelpers":{"https://r.example":"test"},"auths":{"r.example":{"auth":"dTpw"}}}"#,
      "r.example", "r.example"
    ),
    (
      #"{"credsStore":"test","auths":{"docker.io":{}}}"#, "docker.io", "https://index.docker.io/v1/"
    ),
  ])
  func `is asked`(configuration: String, registry: String, asked: String) async throws {
    try install(Self.echo)
    try configure(configuration)
    let finding = await directory.store.find(registry: registry, repository: "a")
    #expect(finding.complaints == [])
    #expect(finding.credential?.kind == basic(asked, "s3cret"))
    #expect(finding.credential?.source == "docker-credential-test")
  }

  @Test func `may give an identity token`() async throws {
    try install(#"printf '{"Username":"<token>","Secret":"t"}'"#)
    try configure(#"{"credsStore":"test"}"#)
    let finding = await directory.store.find(registry: "r.example", repository: "a")
    #expect(finding.credential?.kind == .identityToken(Secret("t")))
  }

  @Test func `without a login leaves the word to the file`() async throws {
    try install("echo 'credentials not found in native keychain'; exit 1")
    try configure(#"{"credsStore":"test","auths":{"r.example":{"auth":"dTpw"}}}"#)
    let finding = await directory.store.find(registry: "r.example", repository: "a")
    #expect(finding.complaints == [])
    #expect(finding.credential?.kind == basic("u", "p"))
  }

  @Test(arguments: [
    ("echo 'no keychain: s3cret'; exit 3", "it failed for r.example"),
    ("echo 's3cret is no JSON'", "it gave no login that can be read"),
    ("head -c 2000000 /dev/zero", "it writes more than"),
    ("exec sleep 60", "it gave no answer within"),
  ])
  func `that fails is told of`(script: String, complaint: String) async throws {
    try install(script)
    try configure(#"{"credsStore":"test"}"#)
    var store = directory.store
    if script.contains("sleep") { store.helperTimeLimit = .milliseconds(500) }
    let finding = await store.find(registry: "r.example", repository: "a")
    #expect(finding.credential == nil)
    #expect(finding.complaints.first?.contains(complaint) == true, "\(finding.complaints)")
  }

  @Test(arguments: ["missing", "../bin/x", "a b", "$(id)"])
  func `that is none is told of`(name: String) async throws {
    try configure(#"{"credsStore":"\#(name)"}"#)
    let finding = await directory.store.find(registry: "r.example", repository: "a")
    #expect(finding.credential == nil)
    #expect(finding.complaints.count == 1)
  }
}
