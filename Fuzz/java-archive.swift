import Analysis
import Model

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  var limits = Limits()
  limits.fileSize = 16 << 20
  var facts = FileFacts()
  let file = FileEntry(path: "opt/app.war", size: Int64(count))
  try? JavaArchiveAnalyzer(limits: limits).analyze(file, contents: bytes, into: &facts)
  return 0
}
