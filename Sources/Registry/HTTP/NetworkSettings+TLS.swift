import Artifacts
import Formats
import NIOSSL

extension NetworkSettings {
  /// Whom to trust, and what to show, beside what counts for all servers.
  func tlsConfiguration(adding files: CertificateFiles? = nil) throws -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    if let authorities {
      configuration.trustRoots = .certificates(try certificates(authorities))
    }
    if let identity = files?.identity { try configuration.show(identity) }
    let own = try ((additionalAuthorities.map { [$0] } ?? []) + (files?.authorities ?? []))
      .flatMap(certificates)
    guard !own.isEmpty else { return configuration }
    configuration.additionalTrustRoots = [.certificates(own)]
    // A machine without certificates of its own, such as a bare container, has these alone.
    if (try? NIOSSLContext(configuration: configuration)) == nil {
      configuration.trustRoots = .certificates(own)
      configuration.additionalTrustRoots = []
    }
    return configuration
  }

  private func certificates(_ path: String) throws -> [NIOSSLCertificate] {
    // The cause names the file: what it was read for takes the place of the activity.
    let activity = "reading certificates"
    let limit = 16 << 20
    do {
      let bytes = try PeekedSource(FileSource(path: path)).peek(limit + 1)
      guard bytes.count <= limit else { throw NIOSSLError.failedToLoadCertificate }
      let found = try NIOSSLCertificate.fromPEMBytes(bytes)
      guard !found.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
      return found
    } catch ByteSourceError.unreadable(let cause) {
      throw RegistryError(
        .configuration,
        activity,
        cause.contains(path) ? cause : "\(path): \(cause)"
      )
    } catch {
      throw RegistryError(.configuration, activity, "there is no PEM certificate in \(path)")
    }
  }
}

extension TLSConfiguration {
  fileprivate mutating func show(_ identity: CertificateFiles.Identity) throws {
    do {
      certificateChain = try NIOSSLCertificate.fromPEMFile(identity.certificate)
        .map { .certificate($0) }
      privateKey = .privateKey(try NIOSSLPrivateKey(file: identity.key, format: .pem))
    } catch {
      throw RegistryError(
        .configuration,
        "reading certificates",
        "\(identity.certificate) and \(identity.key) are no PEM certificate and its key"
      )
    }
  }
}
