import Analysis
import Formats
import Model

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
  var limits = Limits()
  limits.fileSize = 4 << 20
  limits.layerSize = 16 << 20
  let index = FileIndex(view: .both, limits: limits)
  let walk = LayerWalk(index: index, limits: limits)
  let layer = walk.run(ArraySource(unsafe Array(bytes)))
  let subject = Subject(kind: .image, name: "fuzz")
  var join = InventoryJoin(subject: subject, layers: [layer, layer])
  _ = join.run()
  return 0
}
