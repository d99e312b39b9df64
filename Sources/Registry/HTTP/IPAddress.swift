/// An address of the Internet Protocol, version 4 or 6, as its bytes.
struct IPAddress: Hashable {
  /// Four bytes or sixteen; a version 4 address within version 6 is taken out of it.
  let bytes: [UInt8]

  /// Reads `192.0.2.1` or `2001:db8::1`, the latter also in brackets.
  init?(_ text: some StringProtocol) {
    var address = Substring(text)
    if address.first == "[", address.last == "]" { address = address.dropFirst().dropLast() }
    guard let bytes = address.contains(":") ? Self.version6(address) : Self.version4(address) else {
      return nil
    }
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
    self.bytes = bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
  }

  var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
  }

  /// Whether the first `length` bits are those of `network`.
  func isWithin(_ network: IPAddress, length: Int) -> Bool {
    guard bytes.count == network.bytes.count, (0...bytes.count * 8).contains(length) else {
      return false
    }
    let whole = length / 8
    guard bytes.prefix(whole) == network.bytes.prefix(whole) else { return false }
    let rest = length % 8
    return rest == 0 || (bytes[whole] ^ network.bytes[whole]) >> (8 - rest) == 0
  }

  private static func version4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let bytes = parts.compactMap { part in
      part.utf8.allSatisfy { $0 &- 0x30 < 10 } ? UInt8(part) : nil
    }
    return bytes.count == 4 ? bytes : nil
  }

  private static func version6(_ text: Substring) -> [UInt8]? {
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count), let head = groups(halves[0]) else { return nil }
    guard halves.count == 2 else { return head.count == 16 ? head : nil }
    guard let tail = groups(halves[1]), head.count + tail.count <= 14 else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  private static func groups(_ text: Substring) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var bytes: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (position, part) in parts.enumerated() {
      if part.contains(".") {
        guard position == parts.count - 1, let last = version4(part) else { return nil }
        bytes += last
      } else {
        guard (1...4).contains(part.utf8.count), let group = UInt16(part, radix: 16) else {
          return nil
        }
        bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
      }
      guard bytes.count <= 16 else { return nil }
    }
    return bytes
  }
}

extension HTTPAddress {
  /// Whether the host is this machine by its name or address, whatever a resolver says.
  package var isLoopback: Bool {
    host == "localhost" || host.hasSuffix(".localhost") || IPAddress(host)?.isLoopback == true
  }
}
