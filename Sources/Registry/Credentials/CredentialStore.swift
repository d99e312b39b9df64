import Artifacts
import Formats
import Glibc
package import Model

/// Finds the login for a registry where Docker, Podman and Skopeo leave it.
package struct CredentialStore: Sendable {
  /// What was found, and what could not be looked at.
  package struct Finding: Hashable, Sendable {
    package var credential: Credential?
    package var complaints: [String] = []
  }

  private let environment: [String: String]
  private let limits: Limits
  /// The files that may hold logins, in the order in which they count.
  package let paths: [String]
  /// How long a credential helper may take: some ask a cloud service.
  package var helperTimeLimit = Duration.seconds(30)

  /// - Parameters:
  ///   - environment: tells where the files lie, and is handed to helpers.
  ///   - userID: of this process; Podman's file lies under it.
  package init(environment: [String: String], userID: UInt32, limits: Limits) {
    self.environment = environment
    self.limits = limits
    func variable(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let home = variable("HOME")
    let docker = variable("DOCKER_CONFIG") ?? home.map { "\($0)/.docker" }
    let runtime = variable("XDG_RUNTIME_DIR") ?? "/run/containers/\(userID)"
    let configuration = variable("XDG_CONFIG_HOME") ?? home.map { "\($0)/.config" }
    let isRuntimeSet = variable("XDG_RUNTIME_DIR") != nil
    paths = [
      variable("REGISTRY_AUTH_FILE"),
      docker.map { "\($0)/config.json" },
      isRuntimeSet ? "\(runtime)/containers/auth.json" : "\(runtime)/auth.json",
      configuration.map { "\($0)/containers/auth.json" },
    ].compactMap(\.self)
  }

  /// The login for a repository: the first file that has one decides.
  ///
  /// Within a file a helper comes before what is written down. A file or helper that fails is a
  /// complaint, and the next is asked: most images need no login at all.
  package func find(registry: String, repository: String) async -> Finding {
    var finding = Finding()
    for path in paths where unsafe access(path, F_OK) == 0 {
      do {
        let file = try CredentialFile(path: path, contents: try read(path), limits: limits)
        finding.credential = try await credential(in: file, registry, repository, &finding)
      } catch let error as RegistryError {
        finding.complaints.append(error.description)
      } catch {
        finding.complaints.append("reading the logins of \(path): it cannot be read")
      }
      if finding.credential != nil { break }
    }
    return finding
  }

  private func credential(
    in file: CredentialFile,
    _ registry: String,
    _ repository: String,
    _ finding: inout Finding
  ) async throws -> Credential? {
    for name in [file.helper(registry: registry), file.store].compactMap(\.self) {
      do {
        let helper = try CredentialHelper(
          name: name,
          environment: environment,
          timeLimit: helperTimeLimit
        )
        for server in servers(registry) {
          if let found = try await helper.credential(for: server) { return found }
        }
      } catch let error as RegistryError {
        finding.complaints.append(error.description)
      }
    }
    return try file.credential(registry: registry, repository: repository)
  }

  /// What a helper may know a registry as.
  private func servers(_ registry: String) -> [String] {
    let isHub = CredentialFile.canonical(registry) == "docker.io"
    return isHub ? [CredentialFile.hubKey, "docker.io"] : [registry]
  }

  private func read(_ path: String) throws -> [UInt8] {
    let bytes = try PeekedSource(FileSource(path: path)).peek(CredentialFile.sizeLimit + 1)
    guard bytes.count <= CredentialFile.sizeLimit else {
      throw RegistryError(
        .credentials,
        "reading the logins of \(path)",
        "it has more than \(CredentialFile.sizeLimit) bytes"
      )
    }
    return bytes
  }
}
