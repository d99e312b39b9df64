import Model
package import Packs
package import Trust

/// Fetches packs that somebody made and signed, of which only those that changed, and puts them in
/// the place of those that are here once all have come and are what was signed.
package struct PackPull: Sendable {
  private let folder: PackFolder
  private let keys: [Ed25519PublicKey]
  private let request: Request
  private let progress: UpdateProgress

  /// What is wanted.
  package struct Request: Hashable, Sendable {
    package var selection = PackSelection.all
    /// Takes data of an earlier day than that which is here.
    package var takesOlder = false

    package init() {}
  }

  /// What was done.
  package struct Summary: Hashable, Sendable {
    package var manifest: PackManifest
    /// The packs that were fetched, by name.
    package var fetched: [String] = []
    package var bytes: Int64 = 0
    /// Packs that were here and are not among those offered.
    package var dropped: [String] = []
  }

  package init(
    into folder: PackFolder,
    trusting keys: [Ed25519PublicKey],
    _ request: Request,
    progress: UpdateProgress = UpdateProgress()
  ) {
    self.folder = folder
    self.keys = keys
    self.request = request
    self.progress = progress
  }

  /// Brings what is here up to what an origin has.
  package func run(from origin: some PackOrigin) async throws -> Summary {
    try folder.makeDirectory()
    let lock = try FolderLock(folder.path)
    defer { lock.release() }
    let held = folder.held(trusting: keys)
    do {
      return try await attempt(origin, held)
    } catch let error as PackGone {
      // Whoever fills the origin may have been at it just now.
      progress.note("\(origin.name): \(error.reason); the manifest is read again")
    }
    do {
      return try await attempt(origin, held)
    } catch let error as PackGone {
      throw UpdateError(origin.name, error.reason)
    }
  }

  private func attempt(_ origin: some PackOrigin, _ held: HeldPacks) async throws -> Summary {
    progress.tell("asking \(origin.name)")
    let offer = try folder.offer(
      try await origin.manifest(),
      trusting: keys,
      name: origin.name
    )
    try checkAge(offer.manifest, held, origin.name)
    let old = held.manifest
    let offered = try await origin.available() ?? offer.available
    let available = offer.available.intersection(offered)
    let wanted = try wantedNames(offer.manifest, old, available, origin.name)
    let entries = offer.manifest.packs.filter { wanted.contains($0.name) }
    let lacking = folder.lacking(entries)
    try folder.prepareArrivals(of: lacking)
    var summary = Summary(manifest: offer.manifest)
    for entry in lacking where !folder.hasArrived(entry) {
      progress.tell("fetching \(entry.name)")
      try await fetch(entry, origin)
      progress.note("\(entry.name) fetched, \(UpdateProgress.mebibytes(entry.size)) MiB")
      summary.fetched.append(entry.name)
      summary.bytes += entry.size
    }
    let known = Set(offer.manifest.packs.map(\.name))
    summary.dropped = (old?.packs ?? []).map(\.name).filter { !known.contains($0) }
    summary.manifest = try folder.accept(offer, wanted)
    return summary
  }

  /// Old data is what somebody would send who wants a new flaw not to be found.
  private func checkAge(_ new: PackManifest, _ held: HeldPacks, _ name: String) throws {
    if request.takesOlder { return }
    let older: [String]
    switch held {
    case .nothing: return
    case .known(let old), .doubtful(_, let old?): older = new.older(than: old)
    case .doubtful(let reason, nil):
      throw UpdateError(
        folder.path,
        "\(reason); whether what \(name) has is older than what was here cannot be told, and it is "
          + "left alone; --allow-older takes it all the same"
      )
    }
    guard !older.isEmpty else { return }
    let shown = older.prefix(3).joined(separator: ", ") + (older.count > 3 ? ", …" : "")
    throw UpdateError(
      name,
      "what it has is older than what is here (\(shown)), and is left alone; "
        + "--allow-older takes it all the same"
    )
  }

  /// What was asked for, and what is here already, so that all that is here is of one day.
  private func wantedNames(
    _ manifest: PackManifest,
    _ old: PackManifest?,
    _ available: Set<String>,
    _ name: String
  ) throws -> Set<String> {
    let unmatched = request.selection.unmatched(in: manifest)
    guard unmatched.isEmpty else {
      throw UpdateError(
        name,
        "there is no pack \(unmatched.joined(separator: ", ")) among the "
          + "\(manifest.packs.count) that it has"
      )
    }
    let asked = request.selection.names(in: manifest)
    let held = Set((old?.packs ?? []).map(\.name))
    let wanted = asked.union(held.intersection(manifest.packs.map(\.name)))
    let missing = asked.subtracting(available)
    if request.selection != .all, !missing.isEmpty {
      throw UpdateError(name, "it does not hold \(missing.sorted().joined(separator: ", "))")
    }
    // What an origin has is said by nobody's signature: whoever wants data to be forgotten would leave
    // it out.
    let lost = wanted.intersection(held).subtracting(available)
    guard lost.isEmpty || request.takesOlder else {
      throw UpdateError(
        name,
        "it does not hold \(lost.sorted().joined(separator: ", ")), which are here and stay as they "
          + "are; --allow-older gives them up"
      )
    }
    return wanted.intersection(available)
  }

  private func fetch(_ entry: PackManifest.Entry, _ origin: some PackOrigin) async throws {
    let path = "\(folder.arrivals)/\(entry.file)"
    try await origin.fetch(entry, to: path)
    do throws(PackError) {
      try folder.checkArrival(entry, from: origin.name)
    } catch {
      // A part that lay there may be to blame: once more from the beginning, and then no more.
      progress.note("\(error); fetching it again")
      try await origin.fetch(entry, to: path)
      try folder.checkArrival(entry, from: origin.name)
    }
  }
}

/// A pack that a manifest names is not there any more.
struct PackGone: Error {
  var reason: String
}
