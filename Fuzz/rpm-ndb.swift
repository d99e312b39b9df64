import Analysis
import Formats
import Model

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  guard RPMDatabase.form(of: bytes) == .ndb else { return 0 }
  var facts = FileFacts()
  let file = FileEntry(path: "var/lib/rpm/Packages.db", size: Int64(count))
  try? RPMDatabaseAnalyzer(limits: .standard).analyze(file, contents: bytes, into: &facts)
  return 0
}
