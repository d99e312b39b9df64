import Checks
import Model

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  let checker = PipelineChecker(CheckSelection(), limits: .standard)
  let names = [
    ".github/workflows/a.yml", "action.yml", ".gitlab-ci.yml", "azure-pipelines.yml",
    ".circleci/config.yml", "Jenkinsfile",
  ]
  for name in names { _ = checker.check(bytes, path: name) }
  return 0
}
