/// What an artifact holds, where it came from, and what could not be looked at.
///
/// The same artifact and the same program give an equal value: all lists are sorted.
package struct Inventory: Hashable, Sendable {
  package var subject: Subject
  /// The layers of an image from the base up; empty for anything else.
  package var layers: [Layer]
  package var system: OperatingSystem?
  package var packages: [Package]
  /// Executables and libraries that no package owns.
  package var unowned: [UnownedFile]
  package var gaps: [CoverageGap]
  /// Regular files seen in the final view.
  package var fileCount: Int
  /// How many of those a package owns.
  package var ownedFileCount: Int
  /// How containers are run; `nil` for what is no image, and in documents that do not say.
  package var settings: ImageSettings?
  /// What the files are by mode, name and place; `nil` where nobody asked.
  package var survey: FileSurvey?
  /// Where secrets were seen, sorted; `nil` where nobody looked for any.
  package var secrets: [SecretTrace]?

  package init(subject: Subject) {
    self.subject = subject
    layers = []
    system = nil
    packages = []
    unowned = []
    gaps = []
    fileCount = 0
    ownedFileCount = 0
    settings = nil
    survey = nil
    secrets = nil
  }
}

/// The artifact an inventory is about.
package struct Subject: Hashable, Sendable {
  /// The kinds of thing that can be asked about.
  package enum Kind: String, Sendable, CaseIterable {
    case image
    case sourceTree = "source-tree"
    case rootFilesystem = "root-filesystem"
    case host
    case sbom
    /// Files that say how something is to be built or run.
    case configuration
  }

  package var kind: Kind
  /// What the user called it, without a path of this machine where the artifact has a better name.
  package var name: String
  /// The image's manifest digest, where the source has one.
  package var manifestDigest: Digest?
  /// The image's configuration digest: the identity that does not depend on compression.
  package var configDigest: Digest?
  /// `linux/arm64/v8`; empty where it has no meaning.
  package var platform: String
  /// Names the image goes by, sorted.
  package var tags: [String]
  /// Labels of the image, sorted by key.
  package var labels: [String: String]
  /// What an image was built upon; `nil` when nothing is known of it.
  package var base: BaseImage?

  package init(kind: Kind, name: String) {
    self.kind = kind
    self.name = name
    manifestDigest = nil
    configDigest = nil
    platform = ""
    tags = []
    labels = [:]
    base = nil
  }
}

/// One layer of an image, as its manifest, configuration and history tell it.
package struct Layer: Hashable, Sendable {
  /// Position, counted from 0 at the base.
  package var index: Int
  /// Digest of the compressed bytes; `nil` where the source holds only the plain ones.
  package var digest: Digest?
  /// Digest of the decompressed bytes.
  package var diffID: Digest?
  /// Size as stored, in bytes.
  package var size: Int64
  package var mediaType: String
  /// The build step that made it, from the image's history; empty when it does not say.
  package var createdBy: String

  package init(index: Int) {
    self.index = index
    digest = nil
    diffID = nil
    size = 0
    mediaType = ""
    createdBy = ""
  }
}

/// An executable or library that no package owns.
package struct UnownedFile: Hashable, Sendable {
  /// What an executable is, by its first bytes.
  package enum Kind: String, Sendable, CaseIterable {
    case executable
    case library
    case script
  }

  package var path: String
  package var kind: Kind
  package var size: Int64
  package var sha256: Digest
  package var layer: Int?

  package init(path: String, kind: Kind, size: Int64, sha256: Digest, layer: Int?) {
    self.path = path
    self.kind = kind
    self.size = size
    self.sha256 = sha256
    self.layer = layer
  }
}
