import CYaml

/// One step of a YAML stream, as libyaml reports it.
enum YAMLEvent {
  case documentStart
  case scalar(YAMLScalar, anchor: String?)
  case listStart(anchor: String?)
  case listEnd
  case mapStart(anchor: String?)
  case mapEnd
  case alias(String)
  case end
}

/// Pulls events out of libyaml, which keeps a pointer to the bytes: use one inside the scope that
/// lends them.
@safe
struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let bytes: UnsafeBufferPointer<UInt8>
  private var columns: YAMLColumns

  /// Where the last event begins.
  private(set) var position = DataNode.Position(line: 1, column: 1)

  init(reading bytes: UnsafeBufferPointer<UInt8>) {
    unsafe self.bytes = unsafe bytes
    columns = unsafe YAMLColumns(bytes: bytes.span)
    unsafe parser = .allocate(capacity: 1)
    unsafe event = .allocate(capacity: 1)
    // SAFETY: both are ours until `deinit`; an event of zeros is one that holds nothing.
    unsafe event.initialize(to: yaml_event_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else { preconditionFailure("out of memory") }
    // The text was found to be UTF-8; a mark for another encoding must not change that.
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    // SAFETY: made in `init`, freed once; deleting an empty event does nothing.
    unsafe yaml_event_delete(event)
    unsafe event.deallocate()
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  /// The next event, less those that say nothing about values.
  mutating func next() throws(DataError) -> YAMLEvent {
    while true {
      // SAFETY: the last event is freed before it is written over.
      unsafe yaml_event_delete(event)
      guard unsafe yaml_parser_parse(parser, event) == 1 else { throw fault }
      let mark = unsafe event.pointee.start_mark
      position = unsafe columns.position(of: mark, in: bytes.span)
      if let event = try current() { return event }
    }
  }

  private func current() throws(DataError) -> YAMLEvent? {
    // SAFETY: the type of the event says which member of the union is set.
    switch unsafe event.pointee.type {
    case YAML_DOCUMENT_START_EVENT: .documentStart
    case YAML_SCALAR_EVENT: try unsafe scalar(event.pointee.data.scalar)
    case YAML_SEQUENCE_START_EVENT:
      .listStart(anchor: try unsafe text(event.pointee.data.sequence_start.anchor))
    case YAML_SEQUENCE_END_EVENT: .listEnd
    case YAML_MAPPING_START_EVENT:
      .mapStart(anchor: try unsafe text(event.pointee.data.mapping_start.anchor))
    case YAML_MAPPING_END_EVENT: .mapEnd
    case YAML_ALIAS_EVENT: .alias(try unsafe text(event.pointee.data.alias.anchor) ?? "")
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: .end
    default: nil
    }
  }

  private func scalar(
    _ scalar: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar
  ) throws(DataError) -> YAMLEvent {
    // SAFETY: libyaml gives the value with its length.
    let value = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    let text = try unsafe value.span.text()
    let style: YAMLScalar.Style = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE ? .plain : .quoted
    let tag = try unsafe self.text(scalar.tag)
    return .scalar(
      YAMLScalar(text: text, style: style, tag: tag),
      anchor: try unsafe self.text(scalar.anchor)
    )
  }

  /// A name of libyaml's, which ends with a zero byte.
  private func text(_ name: UnsafeMutablePointer<yaml_char_t>?) throws(DataError) -> String? {
    guard let name = unsafe name else { return nil }
    // SAFETY: libyaml ends its names with a zero byte.
    return unsafe String(cString: name)
  }

  /// Why libyaml stopped.
  private var fault: DataError {
    // SAFETY: `problem` is one of libyaml's static texts.
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
    guard unsafe parser.pointee.error != YAML_MEMORY_ERROR else { return .limit("memory") }
    let mark = unsafe parser.pointee.problem_mark
    return .malformed(
      problem ?? "not YAML",
      line: Int(clamping: mark.line) + 1,
      column: Int(clamping: mark.column) + 1
    )
  }
}

/// Turns libyaml's marks, which count characters, into columns of bytes.
struct YAMLColumns {
  private let isASCII: Bool
  private var byte = 0
  private var character = 0
  private var lineStart = 0
  private var line = -1

  init(bytes: Span<UInt8>) {
    var high: UInt8 = 0
    for at in bytes.indices { high |= bytes[at] }
    isASCII = high < 0x80
  }

  /// Marks must come in the order of the text: each byte is walked over once.
  mutating func position(of mark: yaml_mark_t, in bytes: Span<UInt8>) -> DataNode.Position {
    let line = Int(clamping: mark.line)
    let column = Int(clamping: mark.column)
    guard !isASCII else { return DataNode.Position(line: line + 1, column: column + 1) }
    if line != self.line {
      walk(to: Int(clamping: mark.index) - column, in: bytes)
      self.line = line
      lineStart = byte
    }
    walk(to: Int(clamping: mark.index), in: bytes)
    return DataNode.Position(line: line + 1, column: max(0, byte - lineStart) + 1)
  }

  private mutating func walk(to wanted: Int, in bytes: Span<UInt8>) {
    while character < wanted, byte < bytes.count {
      byte += 1
      while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
      character += 1
    }
  }
}
