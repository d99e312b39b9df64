import Analysis
import Model

/// One input of the fuzzer: the first byte chooses the name of the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  let names = [
    "a.env", "a.py", "README.md", ".netrc", ".pgpass", ".htpasswd", ".npmrc", "config/master.key",
    "a.tfstate", ".my.cnf", ".docker/config.json", ".vault-token",
  ]
  let name = bytes.isEmpty ? names[0] : names[Int(bytes[0]) % names.count]
  _ = SecretScanner.standard.scan(bytes, path: name)
  return 0
}
