import Analysis
import Formats
import Model
import Testing

/// A body in base 64 that is as mixed as that of a key, in lines.
private func body(_ count: Int, beginning start: [UInt8] = []) -> String {
  var generator = SecretGenerator(seed: 99)
  let bytes = start + (0..<count).map { _ in UInt8(generator.next(below: 256)) }
  let text = Array(Base64.encode(bytes))
  return stride(from: 0, to: text.count, by: 64)
    .map { String(text[$0..<min($0 + 64, text.count)]) }.joined(separator: "\n")
}

private func pem(_ label: String, _ text: String) -> String {
  "-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----\n"
}

private let openSSH = Array("openssh-key-v1\0".utf8)

@Suite struct `private key` {
  @Test(arguments: [
    (pem("PRIVATE KEY", body(48)), "PLM-S401"), (pem("RSA PRIVATE KEY", body(600)), "PLM-S401"),
    (pem("EC PRIVATE KEY", body(120)), "PLM-S401"), (pem("DSA PRIVATE KEY", body(400)), "PLM-S401"),
    (pem("ENCRYPTED PRIVATE KEY", body(600)), "PLM-S402"),
    (
      pem(
        "RSA PRIVATE KEY",
        "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0A1B2C3D4E5F60718293A4B5C6D7E8F9\n\n"
          + body(600)
      ), "PLM-S402"
    ),
    (
      pem(
        "OPENSSH PRIVATE KEY",
        body(400, beginning: openSSH + [0, 0, 0, 4] + Array("none".utf8))
      ), "PLM-S401"
    ),
    (
      pem(
        "OPENSSH PRIVATE KEY",
        body(400, beginning: openSSH + [0, 0, 0, 10] + Array("aes256-ctr".utf8))
      ),
      "PLM-S402"
    ),
    (pem("PGP PRIVATE KEY BLOCK", "\n" + body(600)), "PLM-S403"),
    (
      "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: a\nPublic-Lines: 2\nPrivate-Lines: 1\nA\n",
      "PLM-S404"
    ),
    (
      "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: aes256-cbc\nComment: a\nPrivate-Lines: 1\nA\n",
      "PLM-S405"
    ),
  ])
  func `is told by its kind, in text, in strings and in programs`(text: String, rule: String) {
    let escaped = "{\"key\": \"" + text.replacing("\n", with: "\\n") + "\"}"
    for form in [text, escaped] where form == text || rule < "PLM-S404" {
      let traces = SecretScanner.standard.scan(Array(form.utf8).span, path: "srv/a.txt").traces
      #expect(traces.map(\.rule) == [rule], "\(form)")
    }
  }

  @Test(arguments: ["PUBLIC KEY", "CERTIFICATE", "PGP PUBLIC KEY BLOCK"])
  func `is not what is public`(label: String) {
    let text = Array(pem(label, body(600)).utf8)
    #expect(SecretScanner.standard.scan(text.span, path: "a.pem").traces == [])
  }

  @Test func `is found in a program`() {
    let bytes = [0x7F, 0x45, 0x4C, 0x46, 0, 0] + Array(pem("PRIVATE KEY", body(600)).utf8) + [0]
    let traces = SecretScanner.standard.scan(bytes.span, path: "usr/bin/a").traces
    #expect(traces.map(\.rule) == ["PLM-S401"])
  }
}

@Suite struct `web token` {
  private static func token(_ header: String, _ claims: String) -> String {
    let parts = [header, claims].map {
      Base64.encode(Array($0.utf8)).replacing("=", with: "").replacing("+", with: "-").replacing(
        "/",
        with: "_"
      )
    }
    return parts.joined(separator: ".") + ".k3J9vQ2LkP7sT1uW5yZ0aXbN8mR4cD6f"
  }

  @Test(arguments: [
    (#"{"alg":"HS256","typ":"JWT"}"#, #"{"sub":"a","iat":1}"#, ["PLM-S409"]),
    (#"{"alg":"RS256","kid":"x"}"#, #"{"sub":"system:serviceaccount:a:b"}"#, ["PLM-S410"]),
    (#"{"alg":"HS256","typ":"JWT"}"#, #"{"iss":"supabase","role":"service_role"}"#, ["PLM-S411"]),
    (#"{"alg":"HS256","typ":"JWT"}"#, #"{"iss":"supabase","role":"anon"}"#, []),
    (#"{"alg":"HS256","typ":"JWT"}"#, #"{"sub":"1234567890","name":"John Doe"}"#, []),
    (#"{"alg":"none","typ":"JWT"}"#, #"{"sub":"a"}"#, []), (#"{"typ":"JWT"}"#, #"{"sub":"a"}"#, []),
  ])
  func `is told by what it says`(header: String, claims: String, rules: [String]) {
    let text = Array("token: \(Self.token(header, claims))\n".utf8)
    #expect(SecretScanner.standard.scan(text.span, path: "a.yaml").traces.map(\.rule) == rules)
  }
}
