/// Exactly why a statement says nothing of an artifact or of a finding.
package enum VEXMismatch: Hashable, Sendable {
  /// Something that was compared and is not the same.
  package struct Difference: Hashable, Sendable {
    /// `version`, `namespace`, `qualifier arch`, `tag`.
    package var what: String
    package var said: String
    package var found: String
  }

  case noProduct
  /// Only named in ways that say nothing of images or packages: a CPE, a text.
  case unknownKind(product: String)
  /// There is no such package, and the artifact is no such image.
  case noSuchProduct(product: String)
  /// It names an image, and another one.
  case otherImage(product: String, artifact: String)
  case imageDiffers(product: String, Difference)
  case packageDiffers(product: String, Difference)
  case noSuchComponent(component: String, product: String)
  /// Both are there, and the one is not known to be a part of the other.
  case notPart(component: String, product: String)
  /// The product is there; nothing was found in it by any name of the flaw.
  case noSuchVulnerability(name: String)
  /// The flaw was found, in other packages only.
  case otherPackages(name: String, found: [String])

  /// How near it came to matching: of several reasons the nearest one helps most.
  package var nearness: Int {
    switch self {
    case .noProduct: 0
    case .noSuchProduct: 1
    case .unknownKind: 2
    case .otherImage: 3
    case .noSuchComponent: 5
    case .packageDiffers(_, let difference): difference.what == "type" ? 4 : 6
    case .imageDiffers: 7
    case .notPart: 8
    case .noSuchVulnerability: 9
    case .otherPackages: 10
    }
  }
}

extension VEXMismatch: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noProduct:
      "it names no product, and is not attached to this artifact"
    case .unknownKind(let product):
      "'\(product)' names the product by no package URL, digest or name of an image, and these are "
        + "what artifacts are known by"
    case .noSuchProduct(let product):
      "unknown product: nothing here is called '\(product)'"
    case .otherImage(let product, let artifact):
      "unknown product: '\(product)' is another image than \(artifact)"
    case .imageDiffers(let product, let difference), .packageDiffers(let product, let difference):
      "\(difference.what) differs: '\(product)' says "
        + (difference.said.isEmpty ? "none" : difference.said) + ", and here it is "
        + (difference.found.isEmpty ? "none" : difference.found)
    case .noSuchComponent(let component, let product):
      "'\(product)' is this artifact or in it, and nothing in it is called '\(component)'"
    case .notPart(let component, let product):
      "'\(component)' and '\(product)' are both here, and the one is not known to be a part of the "
        + "other alone"
    case .noSuchVulnerability(let name):
      "no such vulnerability was found: the product is here, and nothing reports \(name) in it"
    case .otherPackages(let name, let found):
      "\(name) was found, but in \(found.joined(separator: ", "))"
    }
  }
}
