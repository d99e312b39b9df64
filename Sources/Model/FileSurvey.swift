/// What the files of an artifact are by mode, name and place, whatever package they belong to.
package struct FileSurvey: Hashable, Sendable {
  /// Files and directories whose mode or attributes matter, sorted by path.
  package var marked: [MarkedFile] = []
  /// Programs whose name tells what they are for, sorted by path.
  package var tools: [FoundTool] = []
  /// What a build leaves behind, sorted by kind and place.
  package var leftovers: [Leftover] = []
  /// What each layer carries in vain; layers without any are left out.
  package var buried: [BuriedFiles] = []
  /// Executables and libraries that are there more than once, the most wasteful first.
  package var duplicates: [DuplicateFiles] = []
  package var access = AccessFacts()
  /// What the start command can reach; `nil` where that was not asked.
  package var reach: PackageReach?

  package init() {}
}

/// A file whose mode or attributes let it do, or let be done to it, more than usual.
package struct MarkedFile: Hashable, Sendable {
  package var path: String
  package var kind: FileEntry.Kind
  /// Permission bits with setuid, setgid and sticky.
  package var mode: UInt16
  package var userID: UInt32
  /// Names of file capabilities, such as `cap_net_raw`, sorted.
  package var capabilities: [String]
  /// The package that brought it.
  package var owner: PackageOwner?
  package var layer: Int?

  package init(
    path: String,
    kind: FileEntry.Kind,
    mode: UInt16,
    userID: UInt32,
    capabilities: [String] = [],
    owner: PackageOwner? = nil,
    layer: Int? = nil
  ) {
    self.path = path
    self.kind = kind
    self.mode = mode
    self.userID = userID
    self.capabilities = capabilities
    self.owner = owner
    self.layer = layer
  }

  package var isSetuid: Bool { mode & 0o4000 != 0 }
  package var isSetgid: Bool { mode & 0o2000 != 0 }
  package var isSticky: Bool { mode & 0o1000 != 0 }
  package var isWorldWritable: Bool { mode & 0o002 != 0 }
}

/// A program whose name tells what it is for.
package struct FoundTool: Hashable, Sendable {
  /// What programs are for that an application seldom needs, and an intruder likes.
  package enum Kind: String, Sendable, CaseIterable {
    case shell
    case packageManager = "package-manager"
    case compiler
    case debugger
    case network
    case interpreter
    case remoteAccess = "remote-access"
    case engineClient = "engine-client"
    case privilege
  }

  package var path: String
  package var name: String
  package var kind: Kind
  package var owner: PackageOwner?
  package var layer: Int?

  package init(
    path: String,
    name: String,
    kind: Kind,
    owner: PackageOwner? = nil,
    layer: Int? = nil
  ) {
    self.path = path
    self.name = name
    self.kind = kind
    self.owner = owner
    self.layer = layer
  }
}

/// Files of one kind in one place that nothing needs at run time.
package struct Leftover: Hashable, Sendable {
  /// The kinds of it.
  package enum Kind: String, Sendable, CaseIterable {
    case packageCache = "package-cache"
    case packageLists = "package-lists"
    case documentation
    case temporary
    case logs
    case repository
    case buildFiles = "build-files"
    case archives
  }

  package var kind: Kind
  /// The directory, or the file.
  package var path: String
  package var files: Int
  package var bytes: Int64
  /// The highest layer that has some of it.
  package var layer: Int?

  package init(kind: Kind, path: String, files: Int, bytes: Int64, layer: Int?) {
    self.kind = kind
    self.path = path
    self.files = files
    self.bytes = bytes
    self.layer = layer
  }
}

/// Files of one layer that later layers delete or replace.
package struct BuriedFiles: Hashable, Sendable {
  package var layer: Int
  package var files: Int
  package var bytes: Int64
  /// The largest of them, at most ten.
  package var largest: [SizedPath]

  package init(layer: Int, files: Int = 0, bytes: Int64 = 0, largest: [SizedPath] = []) {
    self.layer = layer
    self.files = files
    self.bytes = bytes
    self.largest = largest
  }
}

/// A path and the size of what is there, in bytes.
package struct SizedPath: Hashable, Sendable {
  package var path: String
  package var bytes: Int64

  package init(path: String, bytes: Int64) {
    self.path = path
    self.bytes = bytes
  }
}

/// The same bytes by more than one name, each with a copy of its own.
package struct DuplicateFiles: Hashable, Sendable {
  /// Sorted.
  package var paths: [String]
  /// The size of one copy.
  package var bytes: Int64

  package init(paths: [String], bytes: Int64) {
    self.paths = paths
    self.bytes = bytes
  }
}

extension DuplicateFiles {
  /// What all copies but one take, in bytes.
  package var wasted: Int64 { bytes * Int64(paths.count - 1) }
}
