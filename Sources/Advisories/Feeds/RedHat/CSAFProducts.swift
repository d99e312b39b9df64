import Formats
import Model

/// What the identifiers of products in a CSAF document stand for.
///
/// A `product_tree` names products and packages in branches; its relationships say which package is
/// part of which product, under an identifier of their own.
struct CSAFProducts {
  /// A package as a part of a product.
  struct Part {
    var product: RedHatProduct
    /// The identifier of the package, `kernel` or `kernel-0:4.18.0-372.9.1.el8.x86_64`.
    var package: String
    /// Its package URL; empty where it has none.
    var address: String
    /// The module stream; empty outside of modules.
    var module: String
  }

  private var products: [String: RedHatProduct] = [:]
  private var addresses: [String: String] = [:]
  private var parts: [String: (package: String, product: String)] = [:]

  init(_ tree: DataNode?) {
    for branch in tree?["branches"]?.list ?? [] { read(branch, depth: 0) }
    for name in tree?["full_product_names"]?.list ?? [] { read(product: name) }
    for relation in tree?["relationships"]?.list ?? [] {
      guard let id = relation["full_product_name"]?["product_id"]?.string,
        let package = relation["product_reference"]?.string,
        let product = relation["relates_to_product_reference"]?.string
      else { continue }
      parts[id] = (package, product)
    }
  }

  private mutating func read(_ branch: DataNode, depth: Int) {
    // The reader of JSON bounds the depth.
    if let product = branch["product"] { read(product: product) }
    for inner in branch["branches"]?.list ?? [] { read(inner, depth: depth + 1) }
  }

  private mutating func read(product: DataNode) {
    guard let id = product["product_id"]?.string else { return }
    let names = product["product_identification_helper"]
    if let cpe = names?["cpe"]?.string, let product = RedHatProduct(cpe: cpe) {
      products[id] = product
    }
    if let address = names?["purl"]?.string { addresses[id] = address }
  }

  /// The package and the product that an identifier is made of; `nil` for products alone and for
  /// what is not of Red Hat.
  func part(_ id: String) -> Part? {
    guard let pair = parts[id] else { return nil }
    var module = Self.module(in: pair.package, addresses[pair.package] ?? "")
    var product = pair.product
    // A package of a module that is part of a product: a relation of a relation.
    for _ in 0..<4 {
      guard products[product] == nil, let outer = parts[product] else { break }
      if module.isEmpty { module = Self.stream(outer.package) }
      product = outer.product
    }
    guard let known = products[product] else { return nil }
    return Part(
      product: known,
      package: pair.package,
      address: addresses[pair.package] ?? "",
      module: module
    )
  }

  /// The stream that stands after `::`, or in the package URL's `rpmmod`.
  private static func module(in id: String, _ address: String) -> String {
    if let range = id.firstRange(of: "::") { return stream(id[range.upperBound...]) }
    guard let range = address.firstRange(of: "rpmmod=") else { return "" }
    let value = address[range.upperBound...].prefix { $0 != "&" }
    return stream(PercentEncoding.decoded(value))
  }

  /// Name and stream of `nodejs:18:8090020240101171300:a75119d5`.
  private static func stream(_ text: some StringProtocol) -> String {
    let parts = Substring(text).pieces(on: ":")
    return parts.count >= 2 && !parts[0].isEmpty ? "\(parts[0]):\(parts[1])" : ""
  }
}

/// The escapes of package URLs.
private enum PercentEncoding {
  static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8
    while let byte = rest.first {
      rest.removeFirst()
      if byte == UInt8(ascii: "%"), let high = rest.first?.hexValue,
        let low = rest.dropFirst().first?.hexValue
      {
        bytes.append(high << 4 | low)
        rest.removeFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
