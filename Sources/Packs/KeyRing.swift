import Artifacts
import Formats
import Glibc
package import Trust

/// The keys that data is signed with here, and those it may be signed with elsewhere.
///
///     DIR/local.key   the private key of this installation, made when first needed
///     DIR/NAME.pub    public keys that are trusted
package struct KeyRing: Sendable {
  package let directory: String

  package init(directory: String) { self.directory = directory }

  private var localPath: String { "\(directory)/local.key" }

  /// A key that is trusted, and under which name.
  package struct Trusted: Sendable {
    package var name: String
    package var key: Ed25519PublicKey
  }

  /// All keys that data may be signed with, sorted by name; the local one among them.
  package func trusted() throws(PackError) -> [Trusted] {
    var found: [Trusted] = []
    if let local = try existingLocalKey() {
      found.append(Trusted(name: "local", key: local.publicKey))
    }
    for file in (directoryNames(directory) ?? []).sorted() where file.hasSuffix(".pub") {
      let path = "\(directory)/\(file)"
      found.append(Trusted(name: String(file.dropLast(4)), key: try publicKey(at: path)))
    }
    return found.sorted { $0.name < $1.name }
  }

  /// The key that is used for signing here; made when there is none.
  package func localKey() throws(PackError) -> Ed25519PrivateKey {
    if let key = try existingLocalKey() { return key }
    let key: Ed25519PrivateKey
    do throws(KeyError) { key = try Ed25519PrivateKey() } catch { throw unusable(localPath) }
    try write(key.pem, as: "local.key", mode: 0o600)
    // Another run may have been quicker: what lies there counts.
    return try existingLocalKey() ?? key
  }

  private func existingLocalKey() throws(PackError) -> Ed25519PrivateKey? {
    guard unsafe access(localPath, F_OK) == 0 else { return nil }
    return try privateKey(at: localPath)
  }

  package func privateKey(at path: String) throws(PackError) -> Ed25519PrivateKey {
    let text = try text(of: path)
    do throws(KeyError) { return try Ed25519PrivateKey(pem: text) } catch { throw unusable(path) }
  }

  package func publicKey(at path: String) throws(PackError) -> Ed25519PublicKey {
    let text = try text(of: path)
    do throws(KeyError) { return try Ed25519PublicKey(pem: text) } catch { throw unusable(path) }
  }

  /// Trusts a key under a name.
  package func trust(_ key: Ed25519PublicKey, as name: String) throws(PackError) {
    try checkName(name)
    try write(key.pem, as: "\(name).pub", mode: 0o644)
  }

  /// Trusts a key no longer; `false` where it was not.
  package func remove(_ name: String) throws(PackError) -> Bool {
    try checkName(name)
    return unsafe unlink("\(directory)/\(name).pub") == 0
  }

  private func checkName(_ name: String) throws(PackError) {
    let isPlain = name.utf8.allSatisfy {
      $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || ".-_@".utf8.contains($0)
    }
    guard isPlain, !name.isEmpty, !name.hasPrefix("."), name != "local" else {
      throw PackError(name, "no name for a key; use letters, digits, dots, dashes and underscores")
    }
  }

  private func text(of path: String) throws(PackError) -> String {
    do throws(ByteSourceError) {
      return String(decoding: try wholeFile(path, limit: 64 << 10), as: UTF8.self)
    } catch {
      throw PackError(path, error.text)
    }
  }

  private func write(_ text: String, as name: String, mode: UInt32) throws(PackError) {
    try PackFolder(path: directory).makeDirectory()
    let target = "\(directory)/\(name)"
    guard let file = NewFile(in: directory, mode: mode), file.write(Array(text.utf8)),
      file.publish(as: target, replacing: name != "local.key")
    else { throw PackError(target, systemMessage(errno)) }
  }

  private func unusable(_ path: String) -> PackError {
    PackError(path, "not an Ed25519 key in a PEM file; 'plimsoll data key new' makes one")
  }
}
