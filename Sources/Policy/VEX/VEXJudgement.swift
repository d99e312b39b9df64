package import Model

/// All statements set against one assessment: which of them decides each finding, and what each of
/// them matched.
package struct VEXJudgement: Sendable {
  /// A statement by its place.
  struct Place: Hashable, Comparable {
    var document: Int
    var statement: Int

    static func < (left: Place, right: Place) -> Bool {
      (left.document, left.statement) < (right.document, right.statement)
    }
  }

  private let documents: [VEXDocument]
  /// Places of statements by the names of flaws, in capitals.
  private let byName: [String: [Place]]
  private let resolver: VEXResolver

  /// Sets documents against an artifact; findings are asked for one by one.
  package init(_ documents: [VEXDocument], for inventory: Inventory) {
    self.documents = documents
    var byName: [String: [Place]] = [:]
    for (number, document) in documents.enumerated() {
      for (place, statement) in document.statements.enumerated() {
        for name in Set(statement.names.map { $0.uppercased() }) {
          byName[name, default: []].append(Place(document: number, statement: place))
        }
      }
    }
    self.byName = byName
    // Without a statement nobody asks for the names of thousands of packages.
    let asked = documents.isEmpty ? Inventory(subject: inventory.subject) : inventory
    resolver = VEXResolver(VEXArtifact(asked))
  }

  /// A statement that is about a finding, and the file it stands in.
  package struct Decision: Hashable, Sendable {
    package var document: String
    package var statement: VEXStatement

    /// The file and the line.
    package var origin: String { "\(document):\(statement.line)" }
  }

  /// The statement that decides a finding: the latest of those that are about it; of several from
  /// one time the last in the order of the documents.
  package func decision(on finding: Finding) -> Decision? {
    matches(for: finding).last.map {
      Decision(
        document: documents[$0.document].name,
        statement: documents[$0.document].statements[$0.statement]
      )
    }
  }

  /// Places of all statements that are about a finding, the deciding one last.
  func matches(for finding: Finding) -> [Place] {
    guard let package = finding.vulnerability?.package else { return [] }
    var places: Set<Place> = []
    for name in finding.identifiers { places.formUnion(byName[name.uppercased()] ?? []) }
    let matching = places.filter { resolver.covers(self[$0], package) }
    return matching.sorted { left, right in
      let times = (self[left].time, self[right].time)
      if times.0 != times.1 {
        guard let first = times.0 else { return true }
        guard let second = times.1 else { return false }
        return first < second
      }
      return left < right
    }
  }

  subscript(place: Place) -> VEXStatement {
    documents[place.document].statements[place.statement]
  }

  /// Why a statement that matched nothing did not.
  func mismatch(of place: Place, among findings: [Finding]) -> VEXMismatch {
    resolver.mismatch(of: self[place], among: findings)
  }
}

/// Answers which packages of one artifact a statement is about.
struct VEXResolver {
  private let artifact: VEXArtifact

  init(_ artifact: VEXArtifact) { self.artifact = artifact }

  func covers(_ statement: VEXStatement, _ package: Package) -> Bool {
    statement.products.contains { covers($0, package) }
  }

  private func covers(_ product: VEXProduct, _ package: Package) -> Bool {
    switch places(of: product) {
    case .everything: true
    case .packages(let places):
      places.contains { artifact.inventory.packages[$0].isSame(as: package) }
    case .nothing: false
    }
  }

  /// What a product stands for in the artifact.
  private enum Meaning {
    /// The artifact itself with all that is in it.
    case everything
    case packages([Int])
    case nothing(VEXMismatch)
  }

  private func places(of product: VEXProduct) -> Meaning {
    let mismatch = artifact.difference(from: product.component)
    if mismatch == nil {
      return product.subcomponents.isEmpty
        ? .everything : components(product, within: nil)
    }
    let whole = artifact.packages(of: product.component)
    if whole.places.isEmpty {
      let reasons = [mismatch, whole.mismatch].compactMap(\.self)
      let nearest = reasons.max { $0.nearness < $1.nearness }
      return .nothing(nearest ?? .noProduct)
    }
    return product.subcomponents.isEmpty
      ? .packages(whole.places) : components(product, within: whole.places)
  }

  private func components(_ product: VEXProduct, within whole: [Int]?) -> Meaning {
    var places: Set<Int> = []
    var nearest: VEXMismatch?
    func consider(_ other: VEXMismatch) {
      if other.nearness > nearest?.nearness ?? -1 { nearest = other }
    }
    for component in product.subcomponents {
      let found = artifact.packages(of: component)
      if case .packageDiffers? = found.mismatch, let mismatch = found.mismatch {
        consider(mismatch)
      } else if found.places.isEmpty {
        consider(.noSuchComponent(component: component.label, product: product.component.label))
      }
      for place in found.places {
        if let whole, !whole.contains(where: { artifact.isPart(place, of: $0) }) {
          consider(.notPart(component: component.label, product: product.component.label))
        } else {
          places.insert(place)
        }
      }
    }
    return places.isEmpty ? .nothing(nearest ?? .noProduct) : .packages(places.sorted())
  }

  /// The nearest reason why a statement is about none of these findings.
  func mismatch(of statement: VEXStatement, among findings: [Finding]) -> VEXMismatch {
    var nearest = VEXMismatch.noProduct
    let named = findings.filter { finding in statement.names.contains { finding.isCalled($0) } }
    for product in statement.products {
      let mismatch: VEXMismatch
      switch places(of: product) {
      case .nothing(let reason): mismatch = reason
      case .everything, .packages:
        let others = Set(named.compactMap { $0.vulnerability?.package.fullName }).sorted()
        mismatch =
          others.isEmpty
          ? .noSuchVulnerability(name: statement.names[0])
          : .otherPackages(name: statement.names[0], found: others)
      }
      if mismatch.nearness > nearest.nearness { nearest = mismatch }
    }
    return nearest
  }
}

extension Package {
  /// Whether both are one package of the inventory, whatever was added to either since.
  fileprivate func isSame(as other: Package) -> Bool { !(self < other) && !(other < self) }
}
