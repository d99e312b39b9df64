/// What an archive or a file system says of one file, before its contents.
package struct FileEntry: Hashable, Sendable {
  /// The types of file that layers hold.
  package enum Kind: UInt8, Sendable {
    case file
    case directory
    case symbolicLink
    case hardLink
    case device
    case fifo
  }

  /// The path from the root, normalised: no leading slash, no `.` or `..`, no doubled slash.
  package var path: String
  package var kind: Kind
  /// Size of the contents in bytes.
  package var size: Int64
  /// Permission bits with setuid, setgid and sticky.
  package var mode: UInt16
  package var userID: UInt32
  package var groupID: UInt32
  /// Where a link points: as written for symbolic links, normalised for hard links.
  package var linkTarget: String
  /// The value of the `security.capability` attribute, when the archive carries it.
  package var capability: [UInt8]

  package init(path: String, kind: Kind = .file, size: Int64 = 0, mode: UInt16 = 0o644) {
    self.path = path
    self.kind = kind
    self.size = size
    self.mode = mode
    userID = 0
    groupID = 0
    linkTarget = ""
    capability = []
  }

  /// The last component of the path.
  package var name: Substring {
    guard let slash = lastSlash else { return path[...] }
    return path[path.utf8.index(path.startIndex, offsetBy: slash + 1)...]
  }

  /// The path of the directory that holds the file; empty at the root.
  package var directory: Substring {
    guard let slash = lastSlash else { return "" }
    return path[..<path.utf8.index(path.startIndex, offsetBy: slash)]
  }

  /// Where the last slash is, in bytes; asked for every file of an image.
  private var lastSlash: Int? {
    let bytes = path.utf8Span.span
    var index = bytes.count - 1
    while index >= 0 {
      if bytes[index] == UInt8(ascii: "/") { return index }
      index -= 1
    }
    return nil
  }

  package var isExecutable: Bool { mode & 0o111 != 0 }
}
