import Checks
import Formats
import Model

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  let checker = DockerfileChecker(CheckSelection(), options: CheckOptions(), limits: .standard)
  _ = checker.check(bytes, path: "Dockerfile")
  guard let file = try? DockerfileReader.parse(bytes, limits: .standard) else { return 0 }
  for stage in file.stages {
    for instruction in stage.instructions {
      for pair in instruction.effective.pairs {
        _ = DockerfileExpansion(pair.value?.text ?? "", escape: file.escape) { _ in nil }
      }
      _ = ShellReader.parse(instruction.text.bytes, limits: .standard).commands
    }
  }
  return 0
}
