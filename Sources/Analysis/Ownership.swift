import Formats
import Model

/// Which package owns which file, from what package databases and metadata claim.
struct Ownership {
  /// Owners by number; the map holds numbers, since it has an entry for each file of a system.
  private var owners: [PackageOwner] = []
  private var numbers: [PackageOwner: Int] = [:]
  private var byFile: [PathKey: Int] = [:]
  private var byDirectory: [String: Int] = [:]
  /// Symbolic links by the directory they lead to: `usr/bin` → `bin`.
  private var links: [String: [String]] = [:]

  mutating func reserve(files: Int) { byFile.reserveCapacity(files) }

  /// Adds a claim of `owner`.
  ///
  /// A distribution's claim goes before any other.
  mutating func add(_ owner: PackageOwner, files: [PathKey], directories: [String]) {
    let number = number(of: owner)
    for file in files {
      // One look-up for nearly all files; the few that have an owner already take a second.
      guard let known = byFile.updateValue(number, forKey: file) else { continue }
      if owners[known].ecosystem.isDistribution { byFile[file] = known }
    }
    for directory in directories { byDirectory[directory] = number }
  }

  /// Remembers a symbolic link, since lists may name files by way of it.
  mutating func add(link path: String, to target: String) {
    guard let resolved = ArchivePath.resolved(target: target, from: path) else { return }
    links[resolved, default: []].append(path)
  }

  private mutating func number(of owner: PackageOwner) -> Int {
    if let known = numbers[owner] { return known }
    owners.append(owner)
    numbers[owner] = owners.count - 1
    return owners.count - 1
  }

  /// Whether a list names the file by just this path.
  func owns(_ key: PathKey) -> Bool { byFile[key] != nil }

  /// The owner of a file; the key is that of the path, where it is known already.
  func owner(of path: String, key: PathKey? = nil) -> PackageOwner? {
    if let number = byFile[key ?? PathKey(path)] { return owners[number] }
    if let number = aliasOwner(of: path) { return owners[number] }
    return byDirectory.isEmpty ? nil : directoryOwner(of: path).map { owners[$0] }
  }

  /// What the directories above a file say of it.
  struct ClaimsAbove {
    /// Links to those directories, and where in the path of the file what follows them begins.
    fileprivate var links: [(link: [UInt8], rest: Int)] = []
    fileprivate var hasOwner = false
  }

  /// What a directory, and those above it, say of all files right in it.
  func claims(above directory: String) -> ClaimsAbove {
    var claims = ClaimsAbove()
    var directory = directory[...]
    while !directory.isEmpty {
      let name = String(directory)
      for link in links[name] ?? [] { claims.links.append((Array(link.utf8), name.utf8.count)) }
      if byDirectory[name] != nil { claims.hasOwner = true }
      directory = directory[..<(directory.lastIndex(of: "/") ?? directory.startIndex)]
    }
    return claims
  }

  /// Whether a file that no list names by its path has an owner all the same.
  func owns(_ path: [UInt8], below claims: ClaimsAbove) -> Bool {
    claims.hasOwner
      || claims.links.contains { link, rest in
        let alias = link + path[rest...]
        return byFile[PathKey(bytes: alias.span)] != nil
      }
  }

  /// Debian lists `/bin/sh` of dash although `/bin` has long been a link to `/usr/bin`.
  private func aliasOwner(of path: String) -> Int? {
    guard !links.isEmpty else { return nil }
    var directory = path[...]
    while let slash = directory.lastIndex(of: "/") {
      directory = directory[..<slash]
      for link in links[String(directory)] ?? [] {
        if let number = byFile[PathKey(link + path[slash...])] { return number }
      }
    }
    return nil
  }

  private func directoryOwner(of path: String) -> Int? {
    var directory = path[...]
    while let slash = directory.lastIndex(of: "/") {
      directory = directory[..<slash]
      if let number = byDirectory[String(directory)] { return number }
    }
    return nil
  }
}
