import Model

/// Turns what packages of one database need into the names of the packages that give it.
///
/// Distributions let a package need a virtual package, a library, a command or a file. Only the
/// database as a whole tells which package that is here.
struct CapabilityResolver {
  private var providers: [String: Set<String>] = [:]

  /// Says that a package gives a capability; its own name is one, too.
  mutating func add(_ capability: String, from package: String) {
    providers[capability, default: []].insert(package)
  }

  /// The names of the packages that give what is needed, sorted, each once, the package itself
  /// left out.
  ///
  /// A need that nothing here gives stays as `keep` says.
  func names(
    for needs: [String],
    of package: String,
    keep: (String) -> Bool = { _ in true }
  ) -> [String] {
    var names: Set<String> = []
    for need in needs {
      if let found = providers[need] {
        names.formUnion(found)
      } else if keep(need) {
        names.insert(need)
      }
    }
    names.remove(package)
    return names.sorted()
  }

  /// Fills in the dependencies of packages, given what each of them needs, in the same order.
  func nameDependencies(
    of packages: inout [Package],
    needs: [[String]],
    keep: (String) -> Bool = { _ in true }
  ) {
    for (index, needed) in zip(packages.indices, needs) {
      packages[index].dependencies = names(for: needed, of: packages[index].name, keep: keep)
    }
  }
}
