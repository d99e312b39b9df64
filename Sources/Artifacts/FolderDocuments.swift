package import Formats
import Model

/// Small files of a directory tree that are read by themselves, without a walk over all of it.
package struct FolderDocuments {
  /// As deep below a folder as is looked.
  private static let depth = 4

  private let isWanted: (String) -> Bool
  private let sizeLimit: Int64
  private let countLimit: Int
  private var found: [Attachment] = []

  /// The files wanted that lie in a directory, or below one of some folders in it, by path; links are
  /// not followed.
  package static func read(
    in root: String,
    folders: [String],
    sizeLimit: Int64,
    countLimit: Int,
    where isWanted: @escaping (String) -> Bool
  ) throws(ByteSourceError) -> [Attachment] {
    var documents = FolderDocuments(
      isWanted: isWanted,
      sizeLimit: sizeLimit,
      countLimit: countLimit
    )
    let top = try OpenDirectory(path: root)
    documents.add(top, "", depth: 0)
    for folder in folders {
      var directory = top
      var path = ""
      for name in folder.split(separator: "/") {
        path += path.isEmpty ? String(name) : "/\(name)"
        // A folder that is not there holds nothing.
        guard let next = try? directory.open(String(name), path: path) else {
          path = ""
          break
        }
        directory = next
      }
      if !path.isEmpty { documents.add(directory, path, depth: depth) }
    }
    return documents.found.sorted { $0.origin < $1.origin }
  }

  private init(isWanted: @escaping (String) -> Bool, sizeLimit: Int64, countLimit: Int) {
    self.isWanted = isWanted
    self.sizeLimit = sizeLimit
    self.countLimit = countLimit
  }

  private mutating func add(_ directory: OpenDirectory, _ path: String, depth: Int) {
    for name in directory.listing(path: path).names {
      let below = path.isEmpty ? name : "\(path)/\(name)"
      // What went away meanwhile, or may not be read, holds nothing for us.
      guard found.count < countLimit, let entry = try? directory.entry(name, path: below) else {
        continue
      }
      if entry.kind == .directory, depth > 0 {
        guard let next = try? directory.open(name, path: below) else { continue }
        add(next, below, depth: depth - 1)
      } else if entry.kind == .file, entry.size <= sizeLimit, isWanted(below),
        let file = try? directory.openFile(name, path: below),
        let bytes = try? FileSource(file).contents(limit: Int(sizeLimit))
      {
        found.append(Attachment(origin: below, bytes: bytes))
      }
    }
  }
}
