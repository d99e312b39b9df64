extension Package {
  /// The name as people of the ecosystem write it, namespace included: `@angular/core`,
  /// `org.slf4j:slf4j-api`, `github.com/pkg/errors`; of distribution packages the name alone.
  package var fullName: String {
    if namespace.isEmpty || ecosystem.isDistribution && ecosystem != .ebuild { return name }
    return "\(namespace)\(ecosystem == .maven ? ":" : "/")\(name)"
  }
}
