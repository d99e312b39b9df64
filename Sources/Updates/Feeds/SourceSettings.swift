import Formats
package import Model

/// Where publishers' files are fetched from, as `sources.yaml` says it.
///
///     mirrors: [https://mirror.example/feeds]   # laid out as a local copy; tried first, in order
///     publishers: false                         # who is not asked where mirrors fail
///     max-size: 4096                            # of a file, in MiB
///     feeds:
///       nvd: false                              # not fetched
///       osv:
///         mirrors: [https://osv.example]        # before the general ones
///         max-size: 8192
///         files:
///           osv/npm/all.zip: [https://a.example/npm.zip, https://b.example/npm.zip]
///           osv/CRAN/all.zip: false             # not fetched
package struct SourceSettings: Hashable, Sendable {
  /// What messages call the file.
  package var name = ""
  package var mirrors: [String] = []
  package var asksPublishers = true
  /// In bytes.
  package var limit: Int64?
  package var feeds: [String: FeedSettings] = [:]

  /// What is said of one feed.
  package struct FeedSettings: Hashable, Sendable {
    package var isEnabled = true
    package var mirrors: [String] = []
    package var limit: Int64?
    /// Addresses by the path in a local copy; none for a file that is not wanted.
    package var files: [String: [String]] = [:]

    package init() {}
  }

  package init() {}

  /// Reads a file of settings; whatever it does not know is an error, so that no slip passes.
  package init(yaml bytes: Span<UInt8>, name: String, limits: Limits) throws {
    self.name = name
    let documents: [DataNode]
    do throws(DataError) {
      documents = try YAMLReader.parse(bytes, limits: limits)
    } catch {
      throw UpdateError(name, "not YAML: \(error)")
    }
    guard documents.count <= 1 else { throw UpdateError(name, "more than one document") }
    guard let root = documents.first, !root.isNull else { return }
    let reader = SettingsReader(name: name)
    for (key, value) in try reader.fields(root) {
      switch key {
      case "mirrors": mirrors = try reader.addresses(value)
      case "publishers": asksPublishers = try reader.flag(value)
      case "max-size": limit = try reader.mebibytes(value)
      case "feeds":
        for (feed, value) in try reader.fields(value) { feeds[feed] = try reader.feed(value) }
      default: throw reader.unknown(key, value)
      }
    }
  }
}

private struct SettingsReader {
  let name: String

  func fault(_ text: String, _ node: DataNode) -> UpdateError {
    UpdateError("\(name):\(node.position.line)", text)
  }

  func unknown(_ key: String, _ node: DataNode) -> UpdateError {
    fault("'\(key)' is not known here", node)
  }

  func fields(_ node: DataNode) throws -> [(String, DataNode)] {
    guard let map = node.map else { throw fault("not a map of names to settings", node) }
    return map.entries.map { ($0.key, $0.value) }
  }

  func flag(_ node: DataNode) throws -> Bool {
    guard let flag = node.boolean else { throw fault("neither true nor false", node) }
    return flag
  }

  func mebibytes(_ node: DataNode) throws -> Int64 {
    guard let number = node.integer, (1...1_048_576).contains(number) else {
      throw fault("not a number of MiB from 1 to 1048576", node)
    }
    return number << 20
  }

  func addresses(_ node: DataNode) throws -> [String] {
    let nodes = node.list ?? [node]
    return try nodes.map { node in
      guard let text = node.string, text.hasPrefix("https://") || text.hasPrefix("http://") else {
        throw fault("not an address that begins with https://", node)
      }
      return text
    }
  }

  func feed(_ node: DataNode) throws -> SourceSettings.FeedSettings {
    var settings = SourceSettings.FeedSettings()
    if let flag = node.boolean {
      settings.isEnabled = flag
      return settings
    }
    for (key, value) in try fields(node) {
      switch key {
      case "mirrors": settings.mirrors = try addresses(value)
      case "max-size": settings.limit = try mebibytes(value)
      case "files":
        for (path, value) in try fields(value) {
          guard isPlace(path) else { throw fault("'\(path)' is no path in a copy", value) }
          settings.files[path] = value.boolean == false ? [] : try addresses(value)
        }
      default: throw unknown(key, value)
      }
    }
    return settings
  }

  /// A path that stays within the copy.
  private func isPlace(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count > 1 && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
  }
}
