import Formats
import Model

/// The fields of a JSON object, read with the types that the specification gives them.
///
/// `null` is a missing field, as every producer written in Go has it.
struct Fields {
  let node: DataNode
  /// Where the object stands in its document, for errors: `config.` or nothing.
  let path: String

  init(_ node: DataNode, path: String = "") throws(ImageFormatError) {
    guard node.map != nil else { throw .wrongType(path.isEmpty ? "document" : path) }
    self.node = node
    self.path = path
  }

  /// Reads the one object a document is.
  init(document bytes: Span<UInt8>, limits: Limits) throws(ImageFormatError) {
    try self.init(Self.parse(bytes, limits: limits))
  }

  static func parse(_ bytes: Span<UInt8>, limits: Limits) throws(ImageFormatError) -> DataNode {
    do throws(DataError) {
      return try JSONReader.parse(bytes, limits: limits)
    } catch {
      throw .syntax(error)
    }
  }

  func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func value(_ key: String) -> DataNode? {
    guard let value = node[key], !value.isNull else { return nil }
    return value
  }

  func string(_ key: String) throws(ImageFormatError) -> String? {
    guard let value = value(key) else { return nil }
    guard let text = value.string else { throw .wrongType(place(key)) }
    return text
  }

  func integer(_ key: String) throws(ImageFormatError) -> Int64? {
    guard let value = value(key) else { return nil }
    guard let number = value.integer else { throw .wrongType(place(key)) }
    return number
  }

  func boolean(_ key: String) throws(ImageFormatError) -> Bool? {
    guard let value = value(key) else { return nil }
    guard let flag = value.boolean else { throw .wrongType(place(key)) }
    return flag
  }

  func object(_ key: String) throws(ImageFormatError) -> Fields? {
    guard let value = value(key) else { return nil }
    return try Fields(value, path: place(key))
  }

  func objects(_ key: String) throws(ImageFormatError) -> [Fields]? {
    guard let value = value(key) else { return nil }
    guard let elements = value.list else { throw .wrongType(place(key)) }
    var result: [Fields] = []
    result.reserveCapacity(elements.count)
    for (position, element) in elements.enumerated() {
      result.append(try Fields(element, path: "\(place(key))[\(position)]"))
    }
    return result
  }

  func strings(_ key: String) throws(ImageFormatError) -> [String] {
    guard let value = value(key) else { return [] }
    guard let elements = value.list else { throw .wrongType(place(key)) }
    var result: [String] = []
    result.reserveCapacity(elements.count)
    for element in elements {
      guard let text = element.string else { throw .wrongType(place(key)) }
      result.append(text)
    }
    return result
  }

  /// An object whose values are texts, such as labels and annotations; a null value is an empty
  /// text, as Go reads it.
  func dictionary(_ key: String) throws(ImageFormatError) -> [String: String] {
    guard let object = try object(key) else { return [:] }
    var result: [String: String] = [:]
    for entry in object.node.map?.entries ?? [] {
      if entry.value.isNull {
        result[entry.key] = ""
      } else {
        guard let text = entry.value.string else { throw .wrongType(object.place(entry.key)) }
        result[entry.key] = text
      }
    }
    return result
  }

  /// The keys of an object used as a set, sorted: `"Volumes": {"/data": {}}`.
  func keys(_ key: String) throws(ImageFormatError) -> [String] {
    try object(key)?.node.map?.keys.sorted() ?? []
  }

  func digest(_ key: String) throws(ImageFormatError) -> Digest {
    guard let text = try string(key) else { throw .missing(place(key)) }
    return try Self.digest(text, at: place(key))
  }

  func digests(_ key: String) throws(ImageFormatError) -> [Digest] {
    var result: [Digest] = []
    for text in try strings(key) { result.append(try Self.digest(text, at: place(key))) }
    return result
  }

  private static func digest(_ text: String, at place: String) throws(ImageFormatError) -> Digest {
    do throws(DigestError) {
      let digest = try Digest(text)
      guard ReferenceGrammar.names(digest) else {
        throw DigestError.unknownAlgorithm(digest.algorithm.rawValue)
      }
      return digest
    } catch {
      throw .invalidDigest(place, error)
    }
  }
}
