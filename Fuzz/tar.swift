import Formats
import Model

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
  var limits = Limits()
  limits.fileSize = 16 << 20
  var reader = TarReader(ArraySource(unsafe Array(bytes)), limits: limits)
  var isOdd = false
  while let entry = try? reader.next() {
    // The three ways to take or leave contents.
    isOdd.toggle()
    guard isOdd else { continue }
    _ = try? reader.peekContents(16)
    var contents: [UInt8] = []
    if entry.size < 1 << 20 { try? reader.readContents(into: &contents) }
  }
  return 0
}
