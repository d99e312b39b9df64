import OCI

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
  let text = unsafe String(decoding: bytes, as: UTF8.self)
  guard let reference = try? ImageReference(text) else { return 0 }
  for name in [reference.familiar, reference.canonical] {
    precondition((try? ImageReference(name))?.canonical == reference.canonical)
  }
  return 0
}
