import Formats
import Model

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  _ = try? JSONReader.parseWithComments(bytes, limits: .standard)
  guard let node = try? JSONReader.parse(bytes, limits: .standard) else { return 0 }
  // What was read can be written, and reads the same again.
  var json = JSONWriter(.pretty)
  json.value(node)
  let again = try? JSONReader.parse(json.bytes.span, limits: .standard)
  var second = JSONWriter(.pretty)
  if let again { second.value(again) }
  precondition(json.bytes == second.bytes)
  return 0
}
