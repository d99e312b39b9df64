/// The names that Plimsoll's own documents, and its additions to others, go by.
///
/// Writers and readers are in different targets; what both have to agree on is here.
package enum InventoryDocument {
  /// Value of `format` in the own JSON document.
  package static let format = "plimsoll-inventory"
  /// Value of `formatVersion`; the number before the dot changes when old readers would fail.
  package static let version = "1.0"

  /// Properties of CycloneDX components and metadata, all below `plimsoll:`.
  package enum Property {
    package static let ecosystem = "plimsoll:ecosystem"
    package static let owner = "plimsoll:owner"
    /// A version too long for the field.
    package static let version = "plimsoll:version"
    package static let sourceName = "plimsoll:source:name"
    package static let sourceVersion = "plimsoll:source:version"
    package static let modularity = "plimsoll:modularity"
    /// With the index of the evidence before the last word: `plimsoll:evidence:0:path`.
    package static let evidence = "plimsoll:evidence"
    package static let gap = "plimsoll:gap"
    package static let fileKind = "plimsoll:file:kind"
    package static let fileSize = "plimsoll:file:size"
    package static let layer = "plimsoll:layer"
    package static let subjectKind = "plimsoll:subject:kind"
    package static let subjectPlatform = "plimsoll:subject:platform"
    package static let subjectTag = "plimsoll:subject:tag"
    package static let subjectLabel = "plimsoll:subject:label"
    package static let subjectBase = "plimsoll:subject:base"
    package static let configDigest = "plimsoll:subject:config-digest"
    package static let manifestDigest = "plimsoll:subject:manifest-digest"
    package static let system = "plimsoll:system"
    package static let fileCount = "plimsoll:files"
    package static let ownedFileCount = "plimsoll:files:owned"
  }

  /// What comments of SPDX annotations begin with; the rest is one JSON object.
  package static let annotation = "plimsoll: "
}
