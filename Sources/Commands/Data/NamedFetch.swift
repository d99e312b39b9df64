import Formats
import Model
import Registry
import Updates

/// Fetches publishers' files from addresses that the user names, into a copy of their own.
struct NamedFetch {
  let addresses: [String]
  let network: NetworkOptions
  let location: DataLocation
  let quiet: Bool
  let verbose: Bool
  /// The largest file, in bytes.
  let limit: Int64

  /// Gives the folder of the copy, with what did not come.
  func run() async throws -> (copy: String, failures: [FeedUpdate.Failure]) {
    try await asTold {
      let list = try SourceList(named: addresses, limit: limit)
      let copy = location.namedCopy(of: addresses)
      let progress = TerminalProgress(isQuiet: quiet, isVerbose: verbose)
      defer { progress.finish() }
      let settings = try network.settings(ProcessEnvironment())
      let report = try await HTTPTransport.with(settings, retry: RetryPolicy(by: progress)) {
        transport in
        try await FeedUpdate(copy: copy, transport: transport, progress: progress.updates).run(list)
      }
      let isAnyThere = !report.fetched.isEmpty || report.unchanged > 0
      guard isAnyThere else { throw Failure(Self.text(of: report.failures)) }
      if !quiet {
        progress.finish()
        let text =
          "\(report.fetched.count) files fetched, \(report.bytes.inMebibytes); "
          + "\(report.unchanged) are as they were\n"
        try StandardOutput.write(Array(text.utf8))
      }
      // A folder of somebody's need not have the files of all feeds.
      return (copy, report.failures.filter { !$0.isAbsent || $0.hasOlder })
    }
  }

  /// What did not come, in lines; of many that are not there, the first.
  static func text(of failures: [FeedUpdate.Failure]) -> String {
    var lines = ["\(failures.count) files could not be had:"]
    let shown = failures.filter { !$0.isAbsent } + failures.filter(\.isAbsent).prefix(3)
    for failure in shown {
      lines.append("  \(failure.path) (\(failure.feed))")
      lines += failure.reasons.map { "    \($0)" }
    }
    if shown.count < failures.count {
      lines.append("  and \(failures.count - shown.count) more that are not there")
    }
    return lines.joined(separator: "\n")
  }
}

extension DataLocation {
  /// Where what some addresses have is kept, so that a later run fetches only what changed.
  func namedCopy(of addresses: [String]) -> String {
    let text = Set(addresses).sorted().joined(separator: "\n")
    let digest = SHA256.digest(of: Array(text.utf8).span)
    return "\(copy)-named/\(digest.hex.prefix(16))"
  }
}
