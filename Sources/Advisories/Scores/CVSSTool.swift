import Formats
package import Model

/// Scores CVSS vectors, a line of JSON for a line of JSON.
///
/// `{"vector":…}` gives `version`, `score`, `severity`, and the scores it is made from:
/// `base`; `temporal` and `environmental` where the vector has such metrics; for version 4.0,
/// `nomenclature`. What is no vector gives `{"error":…}`.
package enum CVSSTool {
  /// The answer to one line, without a newline at its end.
  package static func answer(_ line: Span<UInt8>, limits: Limits = .standard) -> [UInt8] {
    var json = JSONWriter(.compact)
    do throws(Refusal) {
      let vector = try vector(in: line, limits: limits)
      json.object { write(vector, into: &$0) }
    } catch {
      json.object { $0.field("error", error.message) }
    }
    return json.bytes
  }

  /// Why there is no answer, in words for the one who asked.
  private struct Refusal: Error {
    var message: String
  }

  private static func vector(
    in line: Span<UInt8>,
    limits: Limits
  ) throws(Refusal) -> CVSSVector {
    let request: DataNode
    do throws(DataError) {
      request = try JSONReader.parse(line, limits: limits)
    } catch {
      throw Refusal(message: "the line is not JSON")
    }
    guard request.map != nil else { throw Refusal(message: "the line is no JSON object") }
    guard let text = request["vector"]?.string else {
      throw Refusal(message: "'vector' is missing or no string")
    }
    do throws(CVSSError) {
      return try CVSSVector(text)
    } catch {
      throw Refusal(message: error.description)
    }
  }

  private static func write(_ vector: CVSSVector, into json: inout JSONWriter) {
    let scores = vector.scores
    let rating = CVSSRating(tenths: scores.overallTenths, version: vector.version)
    json.field("version", vector.version.rawValue)
    json.field("score", JSONNumber(scores.overall))
    json.field("severity", rating.rawValue)
    json.field("base", JSONNumber(scores.base))
    if let temporal = scores.temporal { json.field("temporal", JSONNumber(temporal)) }
    if let score = scores.environmental { json.field("environmental", JSONNumber(score)) }
    if let nomenclature = vector.nomenclature { json.field("nomenclature", nomenclature) }
  }
}
