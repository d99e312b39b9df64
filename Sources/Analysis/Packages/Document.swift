import Formats
import Model

/// Reads the documents that package managers write; what is wrong with one becomes a gap.
enum Document {
  /// A JSON document, RFC 8259.
  static func json(_ bytes: Span<UInt8>, _ limits: Limits) throws(AnalysisError) -> DataNode {
    do { return try JSONReader.parse(bytes, limits: limits) } catch { throw AnalysisError(error) }
  }

  /// The first document of a YAML stream; null where there is none.
  static func yaml(_ bytes: Span<UInt8>, _ limits: Limits) throws(AnalysisError) -> DataNode {
    do {
      return try YAMLReader.parse(bytes, limits: limits).first ?? DataNode(.null)
    } catch {
      throw AnalysisError(error)
    }
  }

  /// A TOML document.
  static func toml(_ bytes: Span<UInt8>, _ limits: Limits) throws(AnalysisError) -> DataNode {
    do { return try TOMLReader.parse(bytes, limits: limits) } catch { throw AnalysisError(error) }
  }

  /// An XML document.
  static func xml(_ bytes: Span<UInt8>, _ limits: Limits) throws(AnalysisError) -> XMLElement {
    do { return try XMLReader.parse(bytes, limits: limits) } catch { throw AnalysisError(error) }
  }

  /// The lines of a text, which must be UTF-8.
  static func lines(_ bytes: Span<UInt8>) throws(AnalysisError) -> TextLines {
    do { return try TextLines(bytes) } catch { throw AnalysisError(error) }
  }

  /// The whole of a text, which must be UTF-8, without a byte order mark.
  static func text(_ bytes: Span<UInt8>) throws(AnalysisError) -> String {
    do {
      let start = bytes.holds("\u{FEFF}") ? 3 : 0
      return try bytes.text(start..<bytes.count)
    } catch {
      throw AnalysisError(error)
    }
  }
}
