import Analysis
import Model

extension FileFacts {
  /// Each package as one line: namespace and name, version, and the scope unless it is runtime.
  var packageLines: [String] {
    packages.map { package in
      let name = package.namespace.isEmpty ? package.name : "\(package.namespace)/\(package.name)"
      let scope = package.scope == .runtime ? "" : " (\(package.scope.rawValue))"
      return "\(name) \(package.version)\(scope)"
    }
  }

  /// The first package with this name.
  func package(_ name: String) -> Package? { packages.first { $0.name == name } }
}
