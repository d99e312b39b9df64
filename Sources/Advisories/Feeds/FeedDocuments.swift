import Formats
import Model

/// Reads the XML of feeds.
enum FeedXML {
  static func parse(_ bytes: Span<UInt8>, limits: Limits) throws(FeedError) -> XMLElement {
    do throws(DataError) {
      return try XMLReader.parse(bytes, limits: limits)
    } catch {
      throw FeedError(error)
    }
  }
}

/// Reads the JSON of feeds.
enum FeedJSON {
  static func parse(_ bytes: Span<UInt8>, limits: Limits) throws(FeedError) -> DataNode {
    do throws(DataError) {
      return try JSONReader.parse(bytes, limits: limits)
    } catch {
      throw FeedError(error)
    }
  }
}

extension Array where Element: Hashable {
  /// Each element once, where it first stands.
  var distinct: [Element] {
    var known: Set<Element> = []
    return filter { known.insert($0).inserted }
  }
}

/// Reads the YAML of feeds.
enum FeedYAML {
  /// The first document of a file.
  static func parse(_ bytes: Span<UInt8>, limits: Limits) throws(FeedError) -> DataNode {
    do throws(DataError) {
      guard let document = try YAMLReader.parse(bytes, limits: limits).first else {
        throw .truncated(line: 1)
      }
      return document
    } catch {
      throw FeedError(error)
    }
  }
}
