import Artifacts
package import Model
import Packs
package import Registry
import Synchronization

/// Brings a local copy up to what publishers have now, or mirrors of them.
///
/// A file takes the place of the one that is there when it has come whole and looks like what it
/// should be; one that does not come is told of, and the others go on.
package struct FeedUpdate: Sendable {
  private let folder: CopyFolder
  private let transport: HTTPTransport
  private let limits: Limits
  private let progress: UpdateProgress

  /// Files that are fetched at once: more would be a burden to publishers.
  static let width = 4

  /// What came of an update.
  package struct Report: Hashable, Sendable {
    /// Files that are new, by their paths in the copy.
    package var fetched: [String] = []
    package var bytes: Int64 = 0
    package var unchanged = 0
    package var failures: [Failure] = []
  }

  /// A file that did not come.
  package struct Failure: Hashable, Sendable {
    package var feed: String
    package var path: String
    /// Whether the copy has an older one.
    package var hasOlder: Bool
    /// Whether everybody who was asked has no such file.
    package var isAbsent: Bool
    /// Why, for each place where it was asked for.
    package var reasons: [String]
  }

  /// Takes hold of a copy, which nobody else may update meanwhile.
  package init(
    copy path: String,
    transport: HTTPTransport,
    limits: Limits = .standard,
    progress: UpdateProgress = UpdateProgress()
  ) throws {
    folder = try CopyFolder(path: path)
    self.transport = transport
    self.limits = limits
    self.progress = progress
  }

  package func run(_ list: SourceList) async throws -> Report {
    let report = ReportInMaking()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<min(Self.width, list.files.count) {
        group.addTask {
          while let file = report.take(from: list.files) {
            report.note(await update(file), of: file)
          }
        }
      }
      try await group.waitForAll()
    }
    return report.finished
  }

  /// What came of one file.
  enum Outcome: Sendable {
    case unchanged
    case fetched(Int64)
    case failed(Failure)
  }

  private func update(_ file: SourceFile) async -> Outcome {
    var reasons: [String] = []
    var isAbsent = true
    for place in file.places {
      do {
        return try await update(file, from: place)
      } catch {
        let reason = "\(error)"
        progress.note(reason)
        reasons.append(reason)
        if (error as? RegistryError)?.code != .notFound { isAbsent = false }
      }
    }
    return .failed(
      Failure(
        feed: file.feed,
        path: file.path,
        hasOlder: folder.holds(file.path),
        isAbsent: isAbsent,
        reasons: reasons
      )
    )
  }

  private func update(_ file: SourceFile, from place: SourceFile.Place) async throws -> Outcome {
    guard let start = HTTPAddress(place.url) else {
      throw UpdateError(place.url, "not an address that can be asked")
    }
    let address = try await FeedLead(transport).follow(place.lead, from: start)
    let partial = folder.partial(file.path)
    let download = FileDownload(transport: transport, limit: file.limit) { done, total in
      progress.moved(file.path, done, of: total)
    }
    let outcome = try await download.fetch(
      address,
      namedBy: start,
      into: "\(folder.path)/\(partial)",
      unless: folder.validators(of: file.path, from: address)
    )
    guard case .complete(let validators, let size) = outcome else {
      progress.note("\(file.path) is as it was")
      return .unchanged
    }
    do {
      try await check(partial, as: file.path)
    } catch {
      folder.discard(file.path)
      throw UpdateError("\(address)", error.reason)
    }
    guard try folder.publish(file.path, from: address, validators) else {
      progress.note("\(file.path) is as it was, although the server could not tell")
      return .unchanged
    }
    progress.note("\(file.path) fetched, \(UpdateProgress.mebibytes(size)) MiB")
    return .fetched(size)
  }

  private func check(_ partial: String, as name: String) async throws(PackError) {
    let (root, limits) = (folder.path, limits)
    do {
      try await onOwnThread { try FeedCheck.check(partial, below: root, as: name, limits: limits) }
    } catch {
      throw (error as? PackError) ?? PackError(name, "\(error)")
    }
  }
}

/// What several downloads tell while they run.
private final class ReportInMaking: Sendable {
  private struct State {
    var next = 0
    var report = FeedUpdate.Report()
  }

  private let state = Mutex(State())

  func take(from files: [SourceFile]) -> SourceFile? {
    state.withLock { state in
      defer { state.next += 1 }
      return state.next < files.count ? files[state.next] : nil
    }
  }

  func note(_ outcome: FeedUpdate.Outcome, of file: SourceFile) {
    state.withLock { state in
      switch outcome {
      case .unchanged: state.report.unchanged += 1
      case .fetched(let size):
        state.report.fetched.append(file.path)
        state.report.bytes += size
      case .failed(let failure): state.report.failures.append(failure)
      }
    }
  }

  /// In the same order each time.
  var finished: FeedUpdate.Report {
    var report = state.withLock(\.report)
    report.fetched.sort()
    report.failures.sort { $0.path < $1.path }
    return report
  }
}
