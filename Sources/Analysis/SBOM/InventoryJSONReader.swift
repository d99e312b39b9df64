import Formats
import Model

/// Reads Plimsoll's own document.
struct InventoryJSONReader {
  private var contents: SBOMContents

  init(_ contents: SBOMContents) { self.contents = contents }

  consuming func read(_ root: DataNode) throws(SBOMError.Reason) -> Inventory {
    contents.readFrame(root)
    for (index, node) in (root["packages"]?.list ?? []).enumerated() {
      let fallback = contents.evidence(at: nil)
      if let package = InventoryPart.package(node, fallback: fallback) {
        try contents.add(package, reference: nil)
      } else {
        contents.note(.malformed, "package \(index) has no ecosystem or no name")
      }
    }
    for (index, node) in (root["unowned"]?.list ?? []).enumerated() {
      if let file = InventoryPart.unowned(node) {
        contents.inventory.unowned.append(file)
      } else {
        contents.note(.malformed, "unowned file \(index) has no path, kind or hash")
      }
    }
    return contents.finished(merging: false)
  }
}

extension SBOMContents {
  /// Reads everything but packages and files: subject, counts, system, layers, gaps.
  mutating func readFrame(_ root: DataNode) {
    if let subject = root["subject"].flatMap(InventoryPart.subject) {
      inventory.subject = subject
    } else {
      note(.malformed, "the subject is missing or of an unknown kind")
    }
    inventory.fileCount = max(0, InventoryPart.integer(root["summary"]?["files"]) ?? 0)
    inventory.ownedFileCount = max(0, InventoryPart.integer(root["summary"]?["ownedFiles"]) ?? 0)
    inventory.system = root["system"].flatMap(InventoryPart.system)
    for (index, node) in (root["layers"]?.list ?? []).enumerated() {
      if let layer = InventoryPart.layer(node) {
        addLayer(layer)
      } else {
        note(.malformed, "layer \(index) has no index")
      }
    }
    for (index, node) in (root["gaps"]?.list ?? []).enumerated() {
      if let gap = InventoryPart.gap(node) {
        inventory.gaps.append(gap)
      } else {
        note(.malformed, "gap \(index) has no reason that is known")
      }
    }
  }
}
