import Formats
import Model
import Subprocess

/// A program that keeps logins: `docker-credential-NAME get` reads a server from its input and
/// writes `{"Username": …, "Secret": …}`.
///
/// Source: docker/docker-credential-helpers, "Development".
struct CredentialHelper: Sendable {
  let program: String
  let environment: [String: String]
  let timeLimit: Duration

  static let outputLimit = 1 << 20

  /// - Parameter name: from a file of logins; it may only be a plain name.
  init(
    name: String,
    environment: [String: String],
    timeLimit: Duration
  ) throws(RegistryError) {
    let isPlain = name.utf8.allSatisfy {
      $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || [0x2D, 0x2E, 0x5F].contains($0)
    }
    guard isPlain, !name.isEmpty else {
      throw RegistryError(
        .credentials,
        "asking a credential helper",
        "\"\(quoted(name))\" is no name of one"
      )
    }
    program = "docker-credential-\(name)"
    self.environment = environment
    self.timeLimit = timeLimit
  }

  /// The login for a server; `nil` where the helper has none.
  func credential(for server: String) async throws -> Credential? {
    let (isSuccess, output) = try await run(server)
    guard isSuccess else {
      // The answer the helpers of Docker give for a server they do not know.
      let complaint = String(decoding: output, as: UTF8.self)
      if complaint.lowercased().contains("credentials not found") { return nil }
      throw failure("it failed for \(server): \(quoted(complaint))")
    }
    // The output holds a password: no error may repeat it.
    guard let answer = try? JSONReader.parse(output.span, limits: .standard),
      let secret = answer["Secret"]?.string
    else { throw failure("it gave no login that can be read") }
    return Credential(user: answer["Username"]?.string ?? "", password: secret, from: program)
  }

  private func run(_ server: String) async throws -> (isSuccess: Bool, output: [UInt8]) {
    let variables = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
    do {
      return try await withTimeLimit(timeLimit) { [program] in
        let result = try await Subprocess.run(
          .name(program),
          arguments: ["get"],
          environment: .custom(Dictionary(uniqueKeysWithValues: variables)),
          input: ServerName(server),
          output: .bytes(limit: Self.outputLimit),
          error: .discarded
        )
        return (result.terminationStatus.isSuccess, result.standardOutput)
      }
    } catch is TimeLimitReached {
      throw failure("it gave no answer within \(timeLimit)")
    } catch let error as SubprocessError {
      switch error.code {
      case .executableNotFound: throw failure("there is no such program in PATH")
      case .outputLimitExceeded: throw failure("it writes more than \(Self.outputLimit) bytes")
      default: throw failure("it cannot be run")
      }
    }
  }

  private func failure(_ cause: String) -> RegistryError {
    RegistryError(.credentials, "asking \(program)", cause)
  }
}

/// What a helper reads: the server it is asked for.
private struct ServerName: InputProtocol {
  private let bytes: [UInt8]

  init(_ server: String) { bytes = Array(server.utf8) }

  func write(with writer: StandardInputWriter) async throws {
    // A helper may end without having read anything; what it says then counts. And the writer must
    // be finished in any case: one that is not ends the program.
    _ = try? await writer.write(bytes)
    try await writer.finish()
  }
}
