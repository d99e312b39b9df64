import Checks
import Model

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  _ = ComposeChecker(CheckSelection(), limits: .standard).check(bytes, path: "compose.yaml")
  return 0
}
