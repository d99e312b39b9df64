import Model
package import Trust

/// What lies in a folder of packs before others take its place.
package enum HeldPacks: Sendable {
  case nothing
  case known(PackManifest)
  /// Why it cannot be relied on; what it says of its age, where it can be read at all.
  case doubtful(String, PackManifest?)

  /// What is known to be there.
  package var manifest: PackManifest? {
    if case .known(let manifest) = self { manifest } else { nil }
  }
}

extension PackFolder {
  /// What lies there; to be asked while the folder is held, so that nobody changes it meanwhile.
  ///
  /// - Parameter keys: who may have signed it.
  package func held(trusting keys: [Ed25519PublicKey]) -> HeldPacks {
    do throws(PackError) {
      guard let manifest = try manifest(trusting: keys) else { return .nothing }
      return .known(manifest)
    } catch {
      // Signed by nobody who is trusted, it still tells how old it says to be: at worst, newer data
      // is refused until the user says otherwise.
      return .doubtful(error.reason, unsigned())
    }
  }

  private func unsigned() -> PackManifest? {
    guard let bytes = try? contents(of: manifestPath),
      let envelope = try? Envelope(json: bytes, limits: .standard),
      envelope.payloadType == PackManifest.payloadType
    else { return nil }
    return try? PackManifest(json: envelope.payload, path: manifestPath)
  }
}
