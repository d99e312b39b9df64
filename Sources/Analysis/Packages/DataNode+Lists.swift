import Formats

extension DataNode {
  /// The texts of a list; what is no text is left out.
  var strings: [String] { (list ?? []).compactMap(\.string) }

  /// The entries of a map; none for anything else.
  var entries: [DataMap.Entry] { map?.entries ?? [] }
}
