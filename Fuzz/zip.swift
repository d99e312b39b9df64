import Formats
import Model

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  var limits = Limits()
  limits.fileSize = 16 << 20
  guard let zip = try? ZipReader(bytes, limits: limits) else { return 0 }
  var inflate = Inflate(.bare)
  for entry in zip.entries.prefix(64) {
    _ = try? zip.contents(of: entry, in: bytes, with: &inflate)
    _ = try? zip.contentsInPlace(of: entry, in: bytes)
  }
  return 0
}
