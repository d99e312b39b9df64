import Foundation
import TestSupport

/// A Debian image of three layers: a base, an installation, and what an application adds and hides.
func sampleImage(architecture: String = "amd64", marker: String = "base") -> ImageBuilder {
  var image = ImageBuilder()
  image.architecture = architecture
  image.labels = ["maintainer": "somebody"]
  image.layer(.gzip, createdBy: "ADD rootfs.tar /") {
    $0.file("etc/os-release", debianRelease)
    $0.file(dpkgStatusPath, dpkgStatus("\(marker) 1.0-1", "gone 2.0"))
  }
  image.step("ENV A=b")
  image.layer(.zstd, createdBy: "RUN apt-get install curl") {
    $0.file(dpkgStatusPath, dpkgStatus("\(marker) 1.0-1", "curl 8.0-1"))
    $0.file("opt/hidden", smallProgram + [1], mode: 0o755)
  }
  image.layer(.plain, createdBy: "COPY app /opt") {
    $0.file("opt/app", smallProgram, mode: 0o755)
    $0.file("srv/node_modules/left/package.json", #"{"name":"left","version":"1.3.0"}"#)
    $0.whiteout("opt/hidden")
  }
  return image
}

extension Program {
  /// Writes a layout with these images into the folder of the run; gives its name.
  func layout(_ image: ImageBuilder = sampleImage(), name: String = "example:1") throws -> String {
    var files = ImageFiles()
    files.add(image, name: name)
    try files.write(to: folder.path("layout"))
    return "oci:layout"
  }

  /// Writes an archive as `docker save` of today writes it: a layout and the old list.
  func archive(_ image: ImageBuilder = sampleImage(), tag: String = "example:1") throws -> String {
    try folder.write("image.tar", archiveBytes(image, tag: tag))
    return "archive:image.tar"
  }

  func archiveBytes(_ image: ImageBuilder = sampleImage(), tag: String = "example:1") -> [UInt8] {
    var files = ImageFiles()
    files.add(image, name: tag)
    files.addSaved([(image, [tag])])
    return files.archive()
  }
}

/// The value of a JSON document, as far as a test looks into it.
func json(_ text: String) throws -> [String: Any] {
  try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
}
