import Model

/// Whether what an advisory says is about this very build of a package, whatever its version.
enum Applicability {
  /// Why not; `nil` when it is.
  static func objection(
    to affected: AffectedPackage,
    package: Package
  ) -> String? {
    if let reason = architecture(affected, package) { return reason }
    return package.ecosystem == .rpm ? module(affected, package) : nil
  }

  private static func architecture(_ affected: AffectedPackage, _ package: Package) -> String? {
    let own = package.architecture
    if affected.architectures.isEmpty || own.isEmpty || ["noarch", "all"].contains(own) {
      return nil
    }
    if affected.architectures.contains(own) || affected.architectures.contains("noarch") {
      return nil
    }
    return "it is about \(affected.architectures.joined(separator: ", ")), not \(own)"
  }

  /// Packages of a module stream and those outside of modules have versions that say nothing of
  /// each other; nor have two streams.
  private static func module(_ affected: AffectedPackage, _ package: Package) -> String? {
    let stream = package.moduleStream
    if !affected.module.isEmpty {
      if stream == affected.module { return nil }
      return stream.isEmpty
        ? "it is about the module \(affected.module)"
        : "it is about the module \(affected.module), not \(stream)"
    }
    // Records that do not name the stream tell it only by the text of their versions.
    let fixed = affected.ranges.compactMap(\.fixedVersion)
    guard !fixed.isEmpty else { return nil }
    let isModular = fixed.contains { $0.isModular }
    let own = !stream.isEmpty || package.version.isModular
    if isModular != own {
      return isModular ? "it is about a module" : "it is about the package outside of modules"
    }
    if isModular, !fixed.contains(where: { $0.majorVersion == package.version.majorVersion }) {
      return "it is about another stream of the module"
    }
    return nil
  }
}

extension Package {
  /// Module and stream, `nodejs:18`; empty outside of modules.
  var moduleStream: String {
    modularity.split(separator: ":").prefix(2).joined(separator: ":")
  }
}

extension String {
  /// Whether an RPM version was built for a module: `…-1.module+el8.9.0+1234+abcd`.
  fileprivate var isModular: Bool {
    contains(".module+") || contains(".module_")
  }

  /// The digits before the first dot, without an epoch.
  fileprivate var majorVersion: Substring {
    let version = firstIndex(of: ":").map { self[index(after: $0)...] } ?? self[...]
    return version.prefix { $0 != "." && $0 != "-" }
  }
}
