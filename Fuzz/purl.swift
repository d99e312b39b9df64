import Model

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
  let text = unsafe String(decoding: bytes, as: UTF8.self)
  _ = try? PackageURL(parsing: text, conformance: .strict)
  guard let purl = try? PackageURL(parsing: text, conformance: .grammar) else { return 0 }
  // The canonical text reads the same again, and packages keep it.
  let again = try? PackageURL(parsing: purl.description, conformance: .grammar)
  precondition(again == purl)
  let evidence = Evidence(analyzer: "fuzz", method: .sbom, path: "x")
  _ = Package(purl, evidence: evidence).purl(system: nil)
  return 0
}
