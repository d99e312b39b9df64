import Advisories
import Formats
import Foundation
import Model

/// A feed that reads only the documents in which some name stands, which is all that the cases need.
struct FeedExcerpt<Whole: Feed>: Feed {
  static var name: String { Whole.name }
  static var summary: String { Whole.summary }
  static var publisher: String { Whole.publisher }
  static var license: String { Whole.license }
  static var files: [String] { Whole.files }
  static var addresses: [FeedAddress] { [] }

  let whole: Whole
  /// Texts of which a document has to hold one, by what its path begins with.
  let needles: [String: [Data]]

  func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    guard let own = needles.first(where: { path.hasPrefix($0.key) })?.value else { return }
    guard own.isEmpty || own.contains(where: { bytes.holds($0) }) else { return }
    try whole.read(bytes, path: path, limits: limits, into: &sink)
  }
}

extension Span<UInt8> {
  /// Whether these bytes stand anywhere in it.
  fileprivate func holds(_ text: Data) -> Bool {
    // SAFETY: the bytes live for the call, and the data made of them does not outlive it.
    unsafe withUnsafeBufferPointer { whole in
      guard let start = whole.baseAddress else { return false }
      let raw = unsafe UnsafeMutableRawPointer(mutating: start)
      let data = unsafe Data(bytesNoCopy: raw, count: whole.count, deallocator: .none)
      return data.range(of: text) != nil
    }
  }
}
