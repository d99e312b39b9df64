import CExpat
package import Model

/// Reads XML 1.0 as a tree, with expat.
///
/// No external entity is ever opened, and a document that declares entities of its own is refused:
/// both exist to make a small file large or a foreign one visible. Attributes that a DTD only
/// supplies as defaults are left out.
package enum XMLReader {
  package static func parse(
    _ bytes: Span<UInt8>,
    limits: Limits
  ) throws(DataError) -> XMLElement {
    let builder = XMLBuilder(limits: limits)
    // SAFETY: the parser and the builder outlive the call in which expat uses them.
    return try unsafe bytes.withUnsafeBytes { buffer throws(DataError) in
      guard let length = Int32(exactly: buffer.count) else { throw .limit("file size") }
      let parser = ExpatParser(reporting: builder)
      return try unsafe parser.parse(buffer.baseAddress, length)
    }
  }
}

/// expat with the callbacks that fill a builder.
@safe
private struct ExpatParser: ~Copyable {
  private let parser: XML_Parser
  private let builder: XMLBuilder

  init(reporting builder: XMLBuilder) {
    guard let parser = unsafe XML_ParserCreate(nil) else { preconditionFailure("out of memory") }
    unsafe self.parser = unsafe parser
    self.builder = builder
    unsafe builder.parser = unsafe parser
    // SAFETY: the builder is held by this value, which frees the parser first.
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(builder).toOpaque())
    unsafe XML_SetElementHandler(parser, startElement, endElement)
    unsafe XML_SetCharacterDataHandler(parser, characterData)
    unsafe XML_SetEntityDeclHandler(parser, entityDeclaration)
    unsafe XML_SetAttlistDeclHandler(parser, attributeDeclaration)
  }

  deinit {
    // SAFETY: made in `init`, freed once.
    unsafe XML_ParserFree(parser)
  }

  func parse(_ bytes: UnsafeRawPointer?, _ length: Int32) throws(DataError) -> XMLElement {
    let status = unsafe XML_Parse(
      parser,
      bytes?.assumingMemoryBound(to: CChar.self),
      length,
      Int32(XML_TRUE)
    )
    if let fault = builder.fault { throw fault }
    guard status == XML_STATUS_OK else { throw fault }
    guard let root = builder.root else { throw .truncated(line: builder.line) }
    return root
  }

  /// Why expat stopped.
  private var fault: DataError {
    let code = unsafe XML_GetErrorCode(parser)
    let line = builder.line
    switch code {
    case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR,
      XML_ERROR_UNCLOSED_CDATA_SECTION:
      return .truncated(line: line)
    case XML_ERROR_NO_MEMORY: return .limit("memory")
    default:
      // SAFETY: one of expat's static texts.
      let what = unsafe XML_ErrorString(code).map { unsafe String(cString: $0) } ?? "not XML"
      let column = unsafe Int(clamping: XML_GetCurrentColumnNumber(parser)) + 1
      return .malformed(what, line: line, column: column)
    }
  }
}

/// The elements that are open, filled by expat's callbacks.
@safe
private final class XMLBuilder {
  fileprivate(set) var root: XMLElement?
  fileprivate(set) var fault: DataError?
  fileprivate var parser: XML_Parser?
  private var open: [XMLElement] = []
  private var texts: [[UInt8]] = []
  private var values = 0
  private var declaredAttributes = 0
  private let depthLimit: Int
  private let valueLimit: Int

  init(limits: Limits) {
    depthLimit = limits.depth
    valueLimit = limits.values
  }

  var line: Int { unsafe Int(clamping: XML_GetCurrentLineNumber(parser)) }

  func stop(_ fault: DataError) {
    self.fault = self.fault ?? fault
    // SAFETY: called from inside `XML_Parse` alone.
    _ = unsafe XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  /// expat gives every element the default attributes declared for it, before we can leave them
  /// out: many of both would take the time of their product.
  func declareAttribute() {
    declaredAttributes += 1
    if declaredAttributes > 256 { stop(.limit("attributes declared in a DTD")) }
  }

  func start(_ name: String, _ attributes: [XMLElement.Attribute]) {
    // expat may still call back once after it was told to stop.
    guard fault == nil else { return }
    values += 1 + attributes.count
    guard values <= valueLimit else { return stop(.limit("values in one document")) }
    guard open.count < depthLimit else { return stop(.limit("depth of nested values")) }
    open.append(XMLElement(name: name, attributes: attributes, line: line))
    texts.append([])
  }

  func end() {
    guard fault == nil, var element = open.popLast(), let text = texts.popLast() else { return }
    element.text = String(decoding: text, as: UTF8.self)
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].children.append(element)
    }
  }

  func add(_ text: UnsafeBufferPointer<UInt8>) {
    guard fault == nil, !texts.isEmpty else { return }
    unsafe texts[texts.count - 1].append(contentsOf: text)
  }

  /// How many names and values of attributes the tag itself has, defaults left out.
  var specifiedAttributes: Int { unsafe Int(XML_GetSpecifiedAttributeCount(parser)) }
}

// MARK: - Callbacks

private func builder(_ context: UnsafeMutableRawPointer?) -> XMLBuilder? {
  // SAFETY: the context is the builder that `ExpatParser` gave and holds.
  unsafe context.map { unsafe Unmanaged<XMLBuilder>.fromOpaque($0).takeUnretainedValue() }
}

private func startElement(
  _ context: UnsafeMutableRawPointer?,
  _ name: UnsafePointer<CChar>?,
  _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) {
  guard let builder = unsafe builder(context), let name = unsafe name else { return }
  var list: [XMLElement.Attribute] = []
  for place in stride(from: 0, to: builder.specifiedAttributes, by: 2) {
    // SAFETY: names and values alternate, as many as the parser says.
    guard let key = unsafe attributes?[place], let value = unsafe attributes?[place + 1] else {
      break
    }
    list.append(.init(name: unsafe String(cString: key), value: unsafe String(cString: value)))
  }
  let full = unsafe String(cString: name)
  builder.start(full.cut(atLast: ":").map { String($0.after) } ?? full, list)
}

private func endElement(_ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?) {
  unsafe builder(context)?.end()
}

private func characterData(
  _ context: UnsafeMutableRawPointer?,
  _ text: UnsafePointer<CChar>?,
  _ length: Int32
) {
  guard let text = unsafe text, length > 0 else { return }
  // SAFETY: expat gives the text with its length; a byte is a byte.
  unsafe text.withMemoryRebound(to: UInt8.self, capacity: Int(length)) { bytes in
    unsafe builder(context)?.add(UnsafeBufferPointer(start: bytes, count: Int(length)))
  }
}

private func entityDeclaration(
  _ context: UnsafeMutableRawPointer?,
  _ name: UnsafePointer<CChar>?,
  _ isParameterEntity: Int32,
  _ value: UnsafePointer<CChar>?,
  _ valueLength: Int32,
  _ base: UnsafePointer<CChar>?,
  _ systemID: UnsafePointer<CChar>?,
  _ publicID: UnsafePointer<CChar>?,
  _ notation: UnsafePointer<CChar>?
) {
  guard let builder = unsafe builder(context) else { return }
  builder.stop(
    .malformed("declares an entity, which we do not expand", line: builder.line, column: 1)
  )
}

private func attributeDeclaration(
  _ context: UnsafeMutableRawPointer?,
  _ element: UnsafePointer<CChar>?,
  _ attribute: UnsafePointer<CChar>?,
  _ type: UnsafePointer<CChar>?,
  _ defaultValue: UnsafePointer<CChar>?,
  _ isRequired: Int32
) {
  unsafe builder(context)?.declareAttribute()
}
