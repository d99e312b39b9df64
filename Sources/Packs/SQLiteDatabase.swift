import CSQLite

/// An open SQLite file, closed when nobody holds it any more.
///
/// SQLite's own C interface is enough for files that hold three tables; see
/// `docs/decisions/0006-packs.md`. Used by one thread at a time.
@safe
final class SQLiteDatabase {
  private let connection: OpaquePointer

  /// How a file is opened.
  enum Mode {
    case reading
    case making
  }

  init(path: String, _ mode: Mode) throws(PackError) {
    var opened: OpaquePointer?
    let flags =
      switch mode {
      case .reading: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
      case .making: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
      }
    // SAFETY: SQLite stores a connection that is ours until `deinit`, even when it fails.
    let result = unsafe sqlite3_open_v2(path, &opened, flags, nil)
    guard let opened = unsafe opened else { throw PackError(path, "no memory for the database") }
    unsafe connection = opened
    guard result == SQLITE_OK else { throw failure(path) }
    unsafe _ = plimsoll_sqlite3_distrust(connection)
  }

  deinit {
    // SAFETY: statements hold the database, so all are finalised by now.
    unsafe sqlite3_close_v2(connection)
  }

  /// Runs statements that give no rows.
  func run(_ text: StaticString) throws(PackError) {
    // SAFETY: the text lives for ever, and ends in a NUL.
    let result = text.withUTF8Buffer { buffer in
      unsafe sqlite3_exec(
        connection,
        UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped).assumingMemoryBound(to: CChar.self),
        nil,
        nil,
        nil
      )
    }
    guard result == SQLITE_OK else { throw failure("\(text)") }
  }

  func prepare(_ text: StaticString) throws(PackError) -> SQLiteStatement {
    var prepared: OpaquePointer?
    // SAFETY: the text lives for ever; the statement is finalised by its owner.
    let result = text.withUTF8Buffer { buffer in
      unsafe sqlite3_prepare_v2(
        connection,
        UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped).assumingMemoryBound(to: CChar.self),
        Int32(buffer.count),
        &prepared,
        nil
      )
    }
    guard result == SQLITE_OK, let statement = unsafe prepared else { throw failure("\(text)") }
    return unsafe SQLiteStatement(statement, of: self)
  }

  /// The error of the last call, in SQLite's words.
  func failure(_ activity: String) -> PackError {
    // SAFETY: the connection is open; the text is copied before anything else is called.
    let text = unsafe sqlite3_errmsg(connection).map { unsafe String(cString: $0) } ?? "no reason"
    return PackError(activity, text)
  }
}

/// One prepared statement: bind, then step through its rows.
@safe
final class SQLiteStatement {
  private let statement: OpaquePointer
  private let database: SQLiteDatabase

  /// - Parameter statement: from `sqlite3_prepare_v2`; finalised with this value.
  @unsafe
  fileprivate init(_ statement: OpaquePointer, of database: SQLiteDatabase) {
    unsafe self.statement = statement
    self.database = database
  }

  deinit {
    // SAFETY: nobody else holds the statement.
    unsafe sqlite3_finalize(statement)
  }

  /// Copies, so that what is bound need not outlive the call.
  private static var copied: sqlite3_destructor_type? {
    // SAFETY: SQLite's SQLITE_TRANSIENT, which its header writes as a cast of -1.
    unsafe unsafeBitCast(-1, to: sqlite3_destructor_type?.self)
  }

  // SAFETY: in what follows SQLite copies what is bound, and checks the number of the parameter.

  func bind(_ number: Int32, _ text: String) {
    var text = text
    text.withUTF8 { buffer in
      let start = unsafe UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
      _ = unsafe sqlite3_bind_text(
        statement,
        number,
        start ?? nil,
        Int32(buffer.count),
        Self.copied
      )
    }
  }

  func bind(_ number: Int32, _ value: Int64) {
    unsafe _ = sqlite3_bind_int64(statement, number, value)
  }

  func bind(_ number: Int32, _ bytes: [UInt8]) {
    // SAFETY: as above; the buffer lives for the call.
    unsafe bytes.withUnsafeBytes { buffer in
      _ = unsafe sqlite3_bind_blob(
        statement,
        number,
        buffer.baseAddress,
        Int32(buffer.count),
        Self.copied
      )
    }
  }

  /// Goes to the next row; `false` after the last, and the statement may be bound anew.
  func step() throws(PackError) -> Bool {
    switch unsafe sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      unsafe _ = sqlite3_reset(statement)
      return false
    default:
      let failure = database.failure("the pack")
      unsafe _ = sqlite3_reset(statement)
      throw failure
    }
  }

  /// Runs a statement that gives no rows.
  func execute() throws(PackError) { while try step() {} }

  /// Leaves the rows that are left alone.
  func reset() { unsafe _ = sqlite3_reset(statement) }

  // SAFETY: SQLite checks the column; what it lends is copied at once.

  func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(statement, column) }

  func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = unsafe sqlite3_column_blob(statement, column) else { return [] }
    let count = unsafe Int(sqlite3_column_bytes(statement, column))
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}
