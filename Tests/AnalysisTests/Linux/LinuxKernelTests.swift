import Analysis
import Model
import Testing

/// The start of an image for x86 with this release text.
func linuxImage(_ release: String) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: 0x400)
  bytes.replaceSubrange(0x202..<0x206, with: Array("HdrS".utf8))
  bytes[0x20F] = 0x02
  return bytes + Array(release.utf8) + [0]
}

@Suite struct `Linux kernel` {
  private func release(_ path: String, _ bytes: [UInt8]) throws -> [String] {
    try analyze(LinuxKernelAnalyzer.self, path: path, bytes: bytes).packageLines
  }

  @Test func `image tells its release`() throws {
    let image = linuxImage("6.1.0-18-amd64 (debian-kernel@lists.debian.org) #1 SMP")
    #expect(try release("boot/vmlinuz-x", image) == ["linux-kernel 6.1.0-18-amd64"])
    let plain = Array("MZ\0Linux version 6.6.7-arch1 (gcc) #1".utf8)
    #expect(try release("usr/lib/modules/6.6.7/vmlinuz", plain) == ["linux-kernel 6.6.7-arch1"])
  }

  @Test func `compressed image still has a name`() throws {
    let facts = try analyze(LinuxKernelAnalyzer.self, path: "boot/vmlinuz-6.8.1", "\u{1F}")
    #expect(facts.packageLines == ["linux-kernel 6.8.1"])
    #expect(facts.packages[0].evidence[0].method == .fileName)
    #expect(try release("boot/vmlinuz", [1, 2]) == [])
    #expect(try release("boot/vmlinuz-old", [1, 2]) == [])
  }

  @Test func `modules lie in a directory of its release`() throws {
    #expect(try release("lib/modules/6.1.0/modules.builtin", []) == ["linux-kernel 6.1.0"])
    #expect(try release("usr/lib/modules/6.1.0/modules.builtin", []) == ["linux-kernel 6.1.0"])
    #expect(try release("srv/6.1.0/modules.builtin", []) == [])
  }

  @Test func `images are looked for in boot by the beginning of their name`() {
    let index = FileIndex([LinuxKernelAnalyzer.self], view: .installed, limits: .standard)
    let wanted = ["boot/vmlinuz-6.1", "boot/initrd.img-6.1", "srv/vmlinuz-6.1", "srv/vmlinuz"]
      .map { !index.wanting(FileEntry(path: $0)).isEmpty }
    #expect(wanted == [true, false, false, true])
  }
}
