import Formats
import OCI

/// The build steps of an image as an engine lists them.
///
/// Docker's list, `GET /images/{name}/history`, has the newest first, and says how large the layer
/// of each is, but not whether it has one. Podman's is that of the image's configuration.
package struct EngineHistory: Hashable, Sendable {
  private struct Step: Hashable {
    var createdBy: String
    var hasContents: Bool
    /// Whether it has no layer, where the engine says so.
    var isEmpty: Bool?
  }

  /// From the first to the last.
  private let entries: [Step]

  init(_ node: DataNode, engine: EngineKind) throws(EngineError) {
    guard let list = node.list else {
      throw EngineError(.malformed, engine, "its history of the image is no list")
    }
    entries = list.reversed().map { entry in
      Step(
        createdBy: entry["CreatedBy"]?.string ?? "",
        hasContents: (entry["Size"]?.integer ?? 0) > 0
      )
    }
  }

  /// Takes the history in Podman's own words, the oldest step first.
  init(ofConfiguration list: [DataNode]) {
    entries = list.map { entry in
      Step(
        createdBy: entry["created_by"]?.string ?? "",
        hasContents: false,
        isEmpty: entry["empty_layer"]?.boolean ?? false
      )
    }
  }

  /// The steps, each marked as having a layer or not; `nil` where that cannot be told.
  ///
  /// A step with contents has a layer. One without may have one too, which only makes a folder or
  /// removes a file, unless it is of a kind that never has. What is left must then be all with
  /// layers or all without.
  func steps(layerCount: Int) -> [ImageConfiguration.HistoryStep]? {
    let told = entries.compactMap(\.isEmpty)
    if told.count == entries.count {
      return entries.map {
        ImageConfiguration.HistoryStep(createdBy: $0.createdBy, isEmpty: $0.isEmpty ?? true)
      }
    }
    let missing = layerCount - entries.count { $0.hasContents }
    let open = entries.count { !$0.hasContents && !Self.isSetting($0.createdBy) }
    guard missing == 0 || missing == open else { return nil }
    return entries.map { step in
      let hasLayer = step.hasContents || (missing > 0 && !Self.isSetting(step.createdBy))
      return ImageConfiguration.HistoryStep(createdBy: step.createdBy, isEmpty: !hasLayer)
    }
  }

  /// Instructions that change the configuration alone.
  private static let settings: Set<Substring> = [
    "ARG", "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD",
    "SHELL", "STOPSIGNAL", "USER", "VOLUME",
  ]

  /// Whether a step only set something, in the words of Docker's older builder, of BuildKit, or
  /// of Buildah.
  private static func isSetting(_ createdBy: String) -> Bool {
    var text = createdBy[...]
    if let mark = text.firstRange(of: "#(nop)") { text = text[mark.upperBound...] }
    let instruction = text.drop { $0 == " " }.prefix { $0 != " " }
    return settings.contains(instruction)
  }
}
