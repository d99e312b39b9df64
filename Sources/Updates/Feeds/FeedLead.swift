import Advisories
import Formats
import Model
import Registry

/// Finds the address of a file that others lead to.
struct FeedLead {
  private let transport: HTTPTransport

  /// What leads to files is small.
  static let documentLimit = 4 << 20

  init(_ transport: HTTPTransport) { self.transport = transport }

  func follow(_ lead: FeedAddress.Lead, from address: HTTPAddress) async throws -> HTTPAddress {
    switch lead {
    case .file: return address
    case .name:
      let name = try await lines(of: address).first ?? ""
      guard !name.isEmpty, !name.contains("/"), !name.hasPrefix("."),
        let file = address.resolving(name)
      else { throw UpdateError("\(address)", "it names no file beside it") }
      return file
    case .repositories:
      let root = try await lines(of: address).compactMap { HTTPAddress($0) }.first
      guard let root = root?.folder(of: "mirror.list") else {
        throw UpdateError("\(address)", "it names no repository")
      }
      return try await updates(of: root, namedBy: address)
    }
  }

  private func lines(of address: HTTPAddress) async throws -> [String] {
    let bytes = try await transport.document(address, limit: Self.documentLimit)
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
      String(line.drop { $0 == " " }.prefix { $0 != " " })
    }
  }

  /// The file of updates that the index of a repository names, `repodata/repomd.xml`.
  private func updates(
    of root: HTTPAddress,
    namedBy list: HTTPAddress
  ) async throws -> HTTPAddress {
    let index = root.adding(path: "repodata/repomd.xml")
    let bytes = try await transport.document(index, namedBy: list, limit: Self.documentLimit)
    let document: XMLElement
    do throws(DataError) {
      document = try XMLReader.parse(bytes.span, limits: .standard)
    } catch {
      throw UpdateError("\(index)", "not XML")
    }
    let entry = document.children(named: "data").first { $0.attribute("type") == "updateinfo" }
    let place = entry?.child("location")?.attribute("href") ?? ""
    guard !place.isEmpty, !place.hasPrefix("/"), !place.contains(".."), !place.contains(":") else {
      throw UpdateError("\(index)", "it names no list of updates")
    }
    return root.adding(path: place)
  }
}
