import Formats
package import Model

/// Reads the release of Linux kernels from their images, and from the directories of their modules.
///
/// Layout of an image for x86: `HdrS` at 0x202; at 0x20E a 16-bit number that, with 0x200 added, is
/// the place of a text that begins with the release. An image that is not compressed, as on ARM,
/// has `Linux version RELEASE` somewhere in it.
/// Source: Linux, `Documentation/arch/x86/boot.rst`, `kernel_version`; `init/version-timestamp.c`.
package struct LinuxKernelAnalyzer: FileAnalyzer {
  package static let name = "linux-kernel"
  package static let version = 1
  package static let summary = "Linux kernels by their images and modules (vmlinuz, lib/modules)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .beginning("vmlinuz", in: "boot"), .beginning("vmlinux", in: "boot"),
    .beginning("bzImage", in: "boot"), .name("vmlinuz"), .name("bzImage"),
    .name("modules.builtin"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    // Like the version text of a program: a distribution's package says it better.
    var evidence = Evidence(analyzer: Self.name, method: .versionString, path: file.path)
    let release: String?
    if file.name == "modules.builtin" {
      let directory = FileEntry(path: String(file.directory))
      guard directory.directory.hasSuffix("lib/modules") else { return }
      release = String(directory.name)
    } else if let text = Self.release(in: contents) {
      release = text
    } else {
      // What is compressed still has its release in its name.
      release = file.name.cut(at: "-").map { String($0.after) }
      evidence.method = .fileName
    }
    guard let release, release.utf8.first?.isASCIIDigit == true else { return }
    try facts.add(
      Package(.generic, name: "linux-kernel", version: release, evidence: evidence),
      within: limits
    )
  }

  private static func release(in image: Span<UInt8>) -> String? {
    if image.holds("HdrS", at: 0x202) {
      guard let offset = image.integer(UInt16.self, at: 0x20E, .little), offset > 0,
        let text = image.zeroTerminatedText(at: Int(offset) + 0x200, limit: 512)
      else { return nil }
      return text.words.first.map(String.init)
    }
    let mark = Array("Linux version ".utf8)
    guard let place = image.firstIndex(of: mark) else { return nil }
    let start = place + mark.count
    var end = start
    while end < min(image.count, start + 128), image[end] > 0x20, image[end] < 0x7F { end += 1 }
    return image.text(in: start..<end)
  }
}
