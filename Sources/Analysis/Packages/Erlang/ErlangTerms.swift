import Formats
import Model

/// What the files of Erlang's tools have in common: terms, among them lists of properties.
enum ErlangTerms {
  static func read(_ bytes: Span<UInt8>, _ limits: Limits) throws(AnalysisError) -> [DataNode] {
    do {
      return try TermReader.parseErlang(bytes, limits: limits)
    } catch {
      throw AnalysisError(error)
    }
  }

  /// The value of `{key, value}` in a list of such.
  static func property(_ key: String, of list: DataNode?) -> DataNode? {
    list?.list?.first { $0.list?.count == 2 && $0[0]?.string == key }?[1]
  }
}
