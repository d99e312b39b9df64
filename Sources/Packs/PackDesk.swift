import Advisories
import Formats
import Model
import Synchronization

/// Where what feeds tell is sorted into packs, from several threads.
final class PackDesk: Sendable {
  private let directory: String
  private let state: Mutex<State>

  private struct State {
    var packs: [String: PackInMaking] = [:]
  }

  init(directory: String) {
    self.directory = directory
    state = Mutex(State())
  }

  /// Takes in what one document gave.
  func take(_ sink: FeedSink, feed: String) throws(PackError) {
    for advisory in sink.advisories {
      var bySpace: [AdvisorySpace: [AffectedPackage]] = [:]
      for part in advisory.affected { bySpace[part.space, default: []].append(part) }
      for (space, parts) in bySpace {
        try pack(for: space.packName, space: space.rawValue).add(advisory, parts, sink.date)
      }
    }
    guard !sink.facts.isEmpty else { return }
    let pack = try pack(for: "facts-\(feed)", space: "")
    for facts in sink.facts { try pack.add(facts, feed: feed, sink.date) }
  }

  private func pack(for name: String, space: String) throws(PackError) -> PackInMaking {
    let result: Result<PackInMaking, PackError> = state.withLock { state in
      if let known = state.packs[name] { return .success(known) }
      do throws(PackError) {
        let made = try PackInMaking(name: name, space: space, directory: directory)
        state.packs[name] = made
        return .success(made)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Ends all packs; sorted by name.
  func finish() throws(PackError) -> [PackInMaking.Finished] {
    let packs = state.withLock { $0.packs }
    var finished: [PackInMaking.Finished] = []
    for (_, pack) in packs.sorted(by: { $0.key < $1.key }) { finished.append(try pack.finish()) }
    return finished
  }
}

/// One pack while it is being made.
final class PackInMaking: Sendable {
  let name: String
  let space: String
  let path: String
  private let state: Mutex<State>

  private struct State {
    var writer: PackWriter
    var seen: Set<Key> = []
    var feeds: [String: FeedCount] = [:]
  }

  private struct Key: Hashable {
    var feed: String
    var id: String
  }

  /// What came from one feed.
  struct FeedCount: Sendable {
    var documents = 0
    var date = ""
  }

  /// A pack that is whole.
  struct Finished: Sendable {
    var name: String
    var space: String
    var path: String
    var advisories: Int
    var affected: Int
    var facts: Int
    var feeds: [String: FeedCount]
  }

  init(name: String, space: String, directory: String) throws(PackError) {
    self.name = name
    self.space = space
    path = "\(directory)/\(name).making"
    state = Mutex(State(writer: try PackWriter(path: path)))
  }

  /// Adds a record, unless a later copy of it was there before.
  func add(_ advisory: Advisory, _ parts: [AffectedPackage], _ date: String) throws(PackError) {
    try locked { (state) throws(PackError) in
      guard state.seen.insert(Key(feed: advisory.feed, id: advisory.id)).inserted else { return }
      try state.writer.add(advisory, parts)
      let latest = String(advisory.modified.prefix(10))
      state.feeds[advisory.feed, default: FeedCount()].note(max(date, latest))
    }
  }

  func add(_ facts: FlawFacts, feed: String, _ date: String) throws(PackError) {
    try locked { (state) throws(PackError) in
      guard state.seen.insert(Key(feed: feed, id: facts.id)).inserted else { return }
      try state.writer.add(facts)
      state.feeds[feed, default: FeedCount()].note(max(date, facts.likelihood?.date ?? ""))
    }
  }

  func finish() throws(PackError) -> Finished {
    var finished: Finished?
    try locked { (state) throws(PackError) in
      try state.writer.finish(["name": name, "space": space])
      finished = Finished(
        name: name,
        space: space,
        path: path,
        advisories: state.writer.advisoryCount,
        affected: state.writer.affectedCount,
        facts: state.writer.factCount,
        feeds: state.feeds
      )
    }
    guard let finished else { throw PackError(path, "not finished") }
    return finished
  }

  private func locked(_ body: (inout State) throws(PackError) -> Void) throws(PackError) {
    let failure: PackError? = state.withLock { state in
      do throws(PackError) {
        try body(&state)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }
}

extension PackInMaking.FeedCount {
  fileprivate mutating func note(_ date: String) {
    documents += 1
    if date > self.date { self.date = date }
  }
}

extension AdvisorySpace {
  /// The name of the pack that holds it, which is a file name: `debian-12`.
  package var packName: String {
    String(
      rawValue.lowercased().map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" ? $0 : "-" }
    )
  }
}
