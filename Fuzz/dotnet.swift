import Formats
import Model

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  if let file = try? PEFile(bytes) {
    _ = try? CLIAssembly(bytes, file)
    _ = PEVersionInfo(bytes, file)
  }
  for executable in (try? executables(in: bytes)) ?? [] {
    _ = try? DotNetBundle(bytes, executable)
  }
  return 0
}
