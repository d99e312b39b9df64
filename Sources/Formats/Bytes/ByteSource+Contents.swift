extension ByteSource {
  /// All bytes that are left.
  ///
  /// - Parameter limit: more than so many bytes are an error.
  package func contents(limit: Int) throws(ByteSourceError) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var window = piece.mutableSpan
      let count = try read(into: &window)
      guard count > 0 else { return bytes }
      guard bytes.count + count <= limit else { throw .limit("more than \(limit >> 20) MiB") }
      bytes += piece[..<count]
    }
  }
}
