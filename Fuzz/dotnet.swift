import Formats
import Model

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  guard let file = try? PEFile(bytes) else { return 0 }
  _ = try? CLIAssembly(bytes, file)
  _ = PEVersionInfo(bytes, file)
  _ = try? DotNetBundle(bytes, file)
  return 0
}
