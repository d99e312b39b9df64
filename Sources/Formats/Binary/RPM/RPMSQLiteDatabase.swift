import CSQLite

/// Reads `rpmdb.sqlite`, in which rpm keeps a blob for each header in the table `Packages`.
///
/// Source: rpm's lib/backend/sqlite.c (`CREATE TABLE Packages (hnum INTEGER PRIMARY KEY
/// AUTOINCREMENT, blob BLOB NOT NULL)`) and https://www.sqlite.org/fileformat2.html. SQLite itself
/// reads the pages, from a copy in memory, under the restrictions that its authors advise for
/// files from strangers.
@safe
struct RPMSQLiteDatabase: ~Copyable {
  private let connection: OpaquePointer
  private let steps: UnsafeMutablePointer<Int>

  /// How many thousands of virtual-machine instructions a database may take; rpm's own take some
  /// five instructions a package.
  private static let stepBudget = 50_000

  init() throws(RPMError) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
    // SAFETY: SQLite stores a connection that is ours until `deinit`, even when it fails.
    guard unsafe sqlite3_open_v2(":memory:", &opened, flags, nil) == SQLITE_OK,
      let opened = unsafe opened
    else {
      unsafe sqlite3_close_v2(opened)
      throw .limit("no memory for the database")
    }
    unsafe connection = opened
    unsafe steps = .allocate(capacity: 1)
    unsafe steps.initialize(to: Self.stepBudget)
  }

  deinit {
    // SAFETY: both were made in `init`; every statement is finalised by now.
    unsafe sqlite3_close_v2(connection)
    unsafe steps.deallocate()
  }

  private func restrict(to size: Int) {
    // SAFETY: the connection is open, and the counter lives as long as it does.
    unsafe _ = plimsoll_sqlite3_distrust(connection)
    // Nothing in a database is longer than the database.
    let longest = Int32(clamping: max(size, 1 << 20))
    unsafe _ = sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, longest)
    unsafe _ = sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, 1 << 20)
    unsafe _ = sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
    unsafe _ = sqlite3_limit(connection, SQLITE_LIMIT_EXPR_DEPTH, 100)
    unsafe _ = sqlite3_limit(connection, SQLITE_LIMIT_VDBE_OP, 25_000)
    unsafe sqlite3_progress_handler(
      connection,
      1000,
      { counter in
        guard let counter = unsafe counter?.assumingMemoryBound(to: Int.self) else { return 1 }
        unsafe counter.pointee -= 1
        return unsafe counter.pointee < 0 ? 1 : 0
      },
      steps
    )
  }

  /// SQLite takes missing pages for empty ones here and there, so the size is checked first.
  private func checkSize(of bytes: Span<UInt8>) throws(RPMError) {
    guard let stored = bytes.integer(UInt16.self, at: 16, .big),
      let pages = bytes.integer(UInt32.self, at: 28, .big), bytes.count >= 100
    else { throw .truncated("no room for the header") }
    let size = stored == 1 ? 65536 : Int(stored)
    guard size >= 512, size & (size - 1) == 0 else { throw .malformed("pages of \(size) bytes") }
    // The number of pages holds only where the counters at 24 and 92 agree.
    let isCounted =
      bytes.integer(UInt32.self, at: 24, .big) == bytes.integer(UInt32.self, at: 92, .big)
    guard bytes.count % size == 0, !isCounted || Int(pages) <= bytes.count / size else {
      throw .truncated("\(pages) pages of \(size) bytes in \(bytes.count) bytes")
    }
  }

  private func load(_ bytes: Span<UInt8>) throws(RPMError) {
    // SAFETY: SQLite owns the copy from here on, and frees it even when the call fails.
    guard let copy = unsafe sqlite3_malloc64(UInt64(bytes.count)) else {
      throw .limit("no memory for the database")
    }
    unsafe bytes.withUnsafeBytes { source in
      unsafe UnsafeMutableRawBufferPointer(start: copy, count: bytes.count).copyMemory(from: source)
    }
    let copied = unsafe copy.assumingMemoryBound(to: UInt8.self)
    // Bytes 18 and 19 say that there is a write-ahead log beside the file (2) or not (1). A
    // database in memory has none, and SQLite refuses to open it while the header says so.
    for offset in 18...19 where bytes.count > offset && bytes[offset] == 2 {
      unsafe copied[offset] = 1
    }
    let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
    let size = Int64(bytes.count)
    guard unsafe sqlite3_deserialize(connection, "main", copied, size, size, flags) == SQLITE_OK
    else { throw failure() }
  }

  /// A table of plain stored columns: no view, no virtual table, and no column that is computed,
  /// so that reading it runs no code of the file's author.
  private func checkTable() throws(RPMError) {
    var isTable = false
    try query("SELECT rootpage FROM sqlite_schema WHERE name = 'Packages' AND type = 'table'") {
      isTable = $0.integer(0) > 0
    }
    guard isTable else { throw .malformed("no table Packages") }
    var isPlain = true
    try query("PRAGMA main.table_xinfo('Packages')") { if $0.integer(6) != 0 { isPlain = false } }
    guard isPlain else { throw .malformed("a computed column in the table Packages") }
  }

  func visitHeaders(
    in bytes: Span<UInt8>,
    budget: inout RPMDatabase.Budget,
    header: (Span<UInt8>) -> Void
  ) throws(RPMError) {
    try checkSize(of: bytes)
    restrict(to: bytes.count)
    try load(bytes)
    try checkTable()
    try query("SELECT blob FROM main.Packages") { row throws(RPMError) in
      try budget.take(row.count(0))
      row.withBlob(0, header)
    }
  }

  /// A row that a statement stands at.
  @safe
  private struct Row {
    // SAFETY: rows are only made in `query`, and do not outlive its statement.
    let statement: OpaquePointer

    func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(statement, column) }

    func count(_ column: Int32) -> Int { unsafe Int(sqlite3_column_bytes(statement, column)) }

    func withBlob(_ column: Int32, _ body: (Span<UInt8>) -> Void) {
      guard let start = unsafe sqlite3_column_blob(statement, column) else {
        let nothing: [UInt8] = []
        body(nothing.span)
        return
      }
      let blob = unsafe UnsafeRawBufferPointer(start: start, count: count(column))
      unsafe blob.withMemoryRebound(to: UInt8.self) { unsafe body($0.span) }
    }
  }

  private func query(
    _ text: String,
    row: (Row) throws(RPMError) -> Void
  ) throws(RPMError) {
    var prepared: OpaquePointer?
    // SAFETY: the statement is finalised below, whatever happens to its rows.
    guard unsafe sqlite3_prepare_v2(connection, text, -1, &prepared, nil) == SQLITE_OK,
      let statement = unsafe prepared
    else { throw failure() }
    defer { unsafe sqlite3_finalize(statement) }
    while true {
      switch unsafe sqlite3_step(statement) {
      case SQLITE_ROW: try unsafe row(Row(statement: statement))
      case SQLITE_DONE: return
      default: throw failure()
      }
    }
  }

  private func failure() -> RPMError {
    // SAFETY: the connection is open; the text is copied before anything else is called.
    let code = unsafe sqlite3_errcode(connection)
    let text = unsafe sqlite3_errmsg(connection).map { unsafe String(cString: $0) } ?? ""
    return switch code {
    case SQLITE_INTERRUPT: .limit("too many steps to read the database")
    case SQLITE_NOMEM, SQLITE_TOOBIG: .limit("SQLite: \(text)")
    default: .malformed("SQLite: \(text)")
    }
  }
}
