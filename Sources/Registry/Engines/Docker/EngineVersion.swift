/// A version of Docker's interface.
struct EngineVersion: Comparable, Sendable {
  private let major: Int
  private let minor: Int

  /// From here on inspection lists the manifests of an image, and export takes a platform.
  static let manifests = EngineVersion(major: 1, minor: 48)
  /// From here on inspection takes a platform.
  static let inspectionOfPlatform = EngineVersion(major: 1, minor: 49)

  private init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Reads `1.41`; anything else is no version.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { UInt16($0) }
    guard parts.count == 2, numbers.count == 2 else { return nil }
    major = Int(numbers[0])
    minor = Int(numbers[1])
  }

  /// What comes before the path of a request.
  var prefix: String { "/v\(major).\(minor)" }

  static func < (left: EngineVersion, right: EngineVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}
