import Formats
import Model

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
  var limits = Limits()
  limits.layerSize = 16 << 20
  drain(XZSource(ArraySource(unsafe Array(bytes)), limits: limits))
  return 0
}

/// Reads a source to its end or its first error.
private func drain(_ source: any ByteSource) {
  var piece = [UInt8](repeating: 0, count: 4096)
  while true {
    var window = piece.mutableSpan
    guard let count = try? source.read(into: &window), count > 0 else { return }
  }
}
