import Model

extension Digest {
  /// Reads a hash as lock files write it, `sha256:9F86…` or `sha256=9f86…`, letters in either case;
  /// `nil` for an algorithm we do not keep and for anything else.
  init?(lockText text: some StringProtocol) {
    let bytes = text.utf8
    guard let mark = bytes.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") })
    else { return nil }
    let algorithm = text[..<mark].lowercased().filter { $0 != "-" }
    self.init(algorithm: algorithm, hexText: text[bytes.index(after: mark)...])
  }

  /// Reads a hash whose algorithm stands apart from it.
  init?(algorithm name: String, hexText: some StringProtocol) {
    guard let algorithm = Algorithm(rawValue: name) else { return nil }
    // Not a hash is no hash: the package is there all the same.
    guard let digest = try? Digest(algorithm: algorithm, hex: hexText.lowercased()) else {
      return nil
    }
    self = digest
  }
}

extension Package {
  /// Records the hashes of the archives this package may be installed from, sorted, each once.
  mutating func setDigests(_ digests: some Sequence<Digest>) {
    self.digests = Set(digests).sorted()
  }
}
