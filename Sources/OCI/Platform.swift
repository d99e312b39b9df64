/// The system an image is for, such as `linux/arm64/v8`.
///
/// Sources: OCI image-spec, image-index.md, "platform"; containerd's `platforms` for the names
/// that mean the same.
package struct Platform: Hashable, Sendable, CustomStringConvertible {
  package let os: String
  package let architecture: String
  /// Empty where the architecture has one usual variant and this is it.
  package let variant: String
  /// `os.version`, which only Windows images carry.
  package let osVersion: String

  /// Takes the fields as an index or a configuration has them.
  package init(os: String, architecture: String, variant: String = "", osVersion: String = "") {
    let lowered = os.lowercased()
    self.os = lowered == "macos" ? "darwin" : lowered
    (self.architecture, self.variant) = Self.normalised(
      architecture.lowercased(),
      variant.lowercased()
    )
    self.osVersion = osVersion
  }

  /// Reads `os/architecture/variant`; `os` or `architecture` alone is completed from `fallback`.
  package init(_ text: String, completedFrom fallback: Platform) throws(PlatformError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.allSatisfy(Self.isPart) else { throw .malformed(text) }
    switch parts.count {
    case 1:
      let lowered = parts[0].lowercased()
      if Self.systems.contains(lowered) {
        self.init(os: lowered, architecture: fallback.architecture, variant: fallback.variant)
      } else {
        self.init(os: fallback.os, architecture: lowered)
        guard Self.architectures.contains(architecture) else { throw .unknown(text) }
      }
    case 2: self.init(os: parts[0], architecture: parts[1])
    case 3: self.init(os: parts[0], architecture: parts[1], variant: parts[2])
    default: throw .malformed(text)
    }
  }

  package static let linuxAMD64 = Platform(os: "linux", architecture: "amd64")

  package var description: String {
    variant.isEmpty ? "\(os)/\(architecture)" : "\(os)/\(architecture)/\(variant)"
  }

  /// What BuildKit writes beside an image for its attestations.
  package var isUnknown: Bool { os == "unknown" || architecture == "unknown" }

  private static func isPart(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 == UInt8(ascii: "_")
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
      }
  }

  /// One spelling for each architecture and variant.
  private static func normalised(
    _ architecture: String,
    _ variant: String
  ) -> (String, String) {
    switch architecture {
    case "i386", "i486", "i586", "i686", "x86": return ("386", "")
    case "x86_64", "x86-64", "amd64": return ("amd64", variant == "v1" ? "" : variant)
    case "aarch64", "arm64":
      return ("arm64", ["8", "v8", "v8.0"].contains(variant) ? "" : withPrefix(variant))
    case "armhf": return ("arm", "v7")
    case "armel": return ("arm", "v6")
    case "arm": return ("arm", variant.isEmpty ? "v7" : withPrefix(variant))
    default: return (architecture, variant)
    }
  }

  private static func withPrefix(_ variant: String) -> String {
    guard let first = variant.utf8.first, first &- 0x30 < 10 else { return variant }
    return "v" + variant
  }

  private static let systems: Set<String> = [
    "aix", "android", "darwin", "dragonfly", "freebsd", "illumos", "ios", "js", "linux", "macos",
    "netbsd", "openbsd", "plan9", "solaris", "windows", "zos",
  ]

  private static let architectures: Set<String> = [
    "386", "amd64", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle", "ppc64",
    "ppc64le", "riscv64", "s390x", "wasm",
  ]
}

/// Why a text is no platform.
package enum PlatformError: Error, Hashable {
  case malformed(String)
  /// One word that is neither a system nor an architecture we know.
  case unknown(String)
}

extension PlatformError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformed(let text): "\"\(text)\" is no platform; write it as linux/amd64 or linux/arm/v7"
    case .unknown(let text):
      "\"\(text)\" is neither an operating system nor an architecture we know; "
        + "write both, as in linux/\(text)"
    }
  }
}
