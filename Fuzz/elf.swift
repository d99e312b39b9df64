import Formats

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  guard let file = try? ELFFile(bytes) else { return 0 }
  _ = file.contents(ofSection: ".text")
  for address: UInt64 in [0, 1, 0x40_0000, .max] { _ = file.contents(from: address) }
  return 0
}
