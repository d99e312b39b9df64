import Formats

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  var cursor = Deb822.Cursor()
  while let stanza = cursor.next(in: bytes) {
    for name in ["Package", "Description"] as [StaticString] {
      _ = try? stanza.texts(name, in: bytes)
    }
  }
  return 0
}
