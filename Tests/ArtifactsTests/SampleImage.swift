import Artifacts
import Formats
import OCI
import TestSupport
import Testing

/// An image of three layers, one of each packing, with a step between that made none.
func sampleImage(_ family: ImageBuilder.Family = .oci, name: String = "bash") -> ImageBuilder {
  var image = ImageBuilder(family)
  image.layer(.gzip, createdBy: "ADD rootfs.tar /") {
    $0.file("etc/os-release", debianRelease)
    $0.file(dpkgStatusPath, dpkgStatus("\(name) 5.2-2"))
  }
  image.step("ENV A=b")
  image.layer(.zstd, createdBy: "RUN install") {
    $0.file(dpkgStatusPath, dpkgStatus("\(name) 5.2-2", "curl 8.0-1"))
  }
  image.layer(.plain, createdBy: "COPY notes /") { $0.file("notes", "x") }
  return image
}

let amd64 = Platform(os: "linux", architecture: "amd64")
let anyPlatform = PlatformChoice(wanted: nil, host: amd64)

/// What is done to the files of a good image, and what must come of it.
struct Spoiled: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let code: ArtifactError.Code
  let spoil: @Sendable (inout ImageFiles) -> Void

  init(
    _ description: String,
    _ code: ArtifactError.Code,
    _ spoil: @escaping @Sendable (inout ImageFiles) -> Void
  ) {
    testDescription = description
    self.code = code
    self.spoil = spoil
  }
}

/// The path of the configuration of an image in a layout.
func configurationPath(of image: ImageBuilder) -> String {
  ImageFiles.path(of: SHA256.digest(of: image.configuration.span))
}

/// The path of the manifest of an image in a layout.
func manifestPath(of image: ImageBuilder) -> String {
  ImageFiles.path(of: SHA256.digest(of: image.manifest.span))
}
