import Analysis
import Model
import Reports

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  guard let inventory = try? SBOMReader.read(bytes, path: "bom.json", limits: .standard) else {
    return 0
  }
  let context = ReportContext(tool: ToolIdentity(version: "0"))
  for format in allReportFormats { _ = format.render(inventory, in: context) }
  // What was read can be written, and reads the same again.
  let written = InventoryJSONFormat.render(inventory, in: context)
  let again = try? SBOMReader.read(written.span, path: "bom.json", limits: .standard)
  precondition(again == inventory)
  return 0
}
