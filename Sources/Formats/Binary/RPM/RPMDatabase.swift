package import Model

/// Why an RPM database or header could not be read.
package enum RPMError: Error, Hashable {
  /// The bytes are not what the format says; what, and where.
  case malformed(String)
  case truncated(String)
  /// A limit was reached; which.
  case limit(String)
  /// A form or version we do not read.
  case unsupported(String)
}

/// The package headers of an RPM database in any of the three forms that rpm 4 has written.
package enum RPMDatabase {
  /// The forms of database, told apart by their first bytes.
  package enum Form: Hashable, Sendable, CaseIterable {
    /// `Packages`, a Berkeley DB hash: Red Hat up to 8, CentOS 7, Amazon Linux 1 and 2.
    case berkeleyDB
    /// `Packages.db`, rpm's own: SUSE and openSUSE.
    case ndb
    /// `rpmdb.sqlite`: Fedora, Red Hat from 9 on, Azure Linux, Amazon Linux 2023.
    case sqlite
  }

  package static func form(of bytes: Span<UInt8>) -> Form? {
    if bytes.holds("SQLite format 3\0") { return .sqlite }
    if bytes.holds("RpmP") { return .ndb }
    if BerkeleyHash.byteOrder(of: bytes) != nil { return .berkeleyDB }
    return nil
  }

  /// Shows every header blob to `header`, and says to `fault` which entries could not be had.
  ///
  /// Throws when the rest of the database is lost; what was shown before stands.
  package static func visitHeaders(
    in bytes: Span<UInt8>,
    limits: Limits,
    header: (Span<UInt8>) -> Void,
    fault: (String) -> Void
  ) throws(RPMError) {
    var budget = Budget(bytes: bytes.count, headers: limits.packagesPerFile)
    switch form(of: bytes) {
    case .sqlite:
      try RPMSQLiteDatabase().visitHeaders(in: bytes, budget: &budget, header: header)
    case .ndb:
      try RPMPackageDatabase(bytes).visitHeaders(
        in: bytes,
        budget: &budget,
        header: header,
        fault: fault
      )
    case .berkeleyDB:
      try BerkeleyHash(bytes).visitValues(
        in: bytes,
        budget: &budget,
        value: header,
        fault: fault
      )
    case nil:
      throw .malformed("neither SQLite, ndb nor a Berkeley DB hash")
    }
  }

  /// What a database may give at most.
  ///
  /// The blobs of an honest one lie side by side in it, so together they are shorter than the
  /// file, however its pages point to each other.
  struct Budget {
    private var bytes: Int
    private var headers: Int
    private let limit: Int

    init(bytes: Int, headers: Int) {
      self.bytes = bytes
      self.headers = headers
      limit = headers
    }

    mutating func take(_ count: Int) throws(RPMError) {
      guard headers > 0 else { throw .limit("more than \(limit) packages") }
      guard count <= bytes else { throw .malformed("entries that overlap") }
      headers -= 1
      bytes -= count
    }
  }
}
