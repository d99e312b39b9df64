import Formats
import Model
import TestSupport

/// A small image as `docker save` writes it: a Debian with two packages, and a step that adds one
/// of Python, between steps that have no layer or change no file's contents.
enum TestImage {
  static let name = "plimsoll-test:1"

  static let steps: [(createdBy: String, isEmpty: Bool)] = [
    ("ADD rootfs.tar / # buildkit", false),
    ("ENV PATH=/usr/bin:/bin", true),
    ("RUN /bin/sh -c mkdir /data # buildkit", false),
    ("RUN /bin/sh -c pip install demo # buildkit", false),
    ("CMD [\"sh\"]", true),
  ]

  static let layers: [[UInt8]] = [base, folder, python]

  private static let base: [UInt8] = {
    let status = ["base-files", "libdemo"].map { name in
      """
      Package: \(name)
      Status: install ok installed
      Architecture: amd64
      Maintainer: Somebody <somebody@example.org>
      Version: 1.2-3
      Description: a package


      """
    }
    var tar = TarBuilder()
    tar.file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\nNAME=\"Debian GNU/Linux\"\n")
    tar.file("var/lib/dpkg/status", status.joined())
    tar.file("data.bin", [UInt8](repeating: 7, count: 3 << 20))
    return tar.finished()
  }()

  private static let folder: [UInt8] = {
    var tar = TarBuilder()
    tar.directory("data")
    return tar.finished()
  }()

  private static let python: [UInt8] = {
    var tar = TarBuilder()
    tar.file(
      "usr/lib/python3/dist-packages/demo-4.5.dist-info/METADATA",
      "Metadata-Version: 2.1\nName: demo\nVersion: 4.5\n\n"
    )
    tar.whiteout("data.bin")
    return tar.finished()
  }()

  private static let configuration: [UInt8] = {
    var json = JSONWriter(.compact)
    json.object {
      $0.field("architecture", "amd64")
      $0.field("os", "linux")
      $0.field("created", "2026-01-02T03:04:05Z")
      $0.key("config")
      $0.object {
        $0.field("Cmd", ["sh"])
        $0.key("Labels")
        $0.object { $0.field("made.for", "tests") }
      }
      $0.field("history", steps) { json, step in
        json.object {
          $0.field("created", "2026-01-02T03:04:05Z")
          $0.field("created_by", step.createdBy)
          if step.isEmpty { $0.field("empty_layer", true) }
        }
      }
      $0.key("rootfs")
      $0.object {
        $0.field("type", "layers")
        $0.field("diff_ids", layers.map { SHA256.digest(of: $0.span).description })
      }
    }
    return json.bytes
  }()

  /// The whole archive.
  static let archive: [UInt8] = {
    let configPath = SHA256.digest(of: configuration.span).hex + ".json"
    let paths = layers.map { SHA256.digest(of: $0.span).hex + "/layer.tar" }
    var manifest = JSONWriter(.compact)
    manifest.list {
      $0.object {
        $0.field("Config", configPath)
        $0.field("RepoTags", [name])
        $0.field("Layers", paths)
      }
    }
    var tar = TarBuilder()
    for (path, layer) in zip(paths, layers) { tar.file(path, layer) }
    tar.file(configPath, configuration)
    tar.file("manifest.json", manifest.bytes)
    return tar.finished()
  }()
}
