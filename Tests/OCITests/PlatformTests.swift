import OCI
import Testing

@Suite struct `platform` {
  @Test(arguments: [
    ("linux/amd64", "linux/amd64"), ("linux/x86_64", "linux/amd64"), ("arm64", "linux/arm64"),
    ("aarch64", "linux/arm64"), ("linux/arm64/v8", "linux/arm64"), ("linux/arm64/8", "linux/arm64"),
    ("linux/arm", "linux/arm/v7"), ("linux/arm/7", "linux/arm/v7"), ("armhf", "linux/arm/v7"),
    ("armel", "linux/arm/v6"), ("linux/arm/v6", "linux/arm/v6"), ("i386", "linux/386"),
    ("linux", "linux/amd64"), ("windows", "windows/amd64"), ("macos/arm64", "darwin/arm64"),
    ("Linux/AMD64", "linux/amd64"), ("linux/amd64/v1", "linux/amd64"),
    ("linux/amd64/v3", "linux/amd64/v3"), ("linux/riscv64", "linux/riscv64"),
  ])
  func `is read in every spelling`(text: String, as expected: String) throws {
    #expect(try Platform(text, completedFrom: .linuxAMD64).description == expected)
  }

  @Test(arguments: [
    ("", PlatformError.malformed("")), ("linux/", .malformed("linux/")),
    ("a/b/c/d", .malformed("a/b/c/d")), ("li nux/amd64", .malformed("li nux/amd64")),
    ("toaster", .unknown("toaster")),
  ])
  func `is refused`(text: String, because reason: PlatformError) {
    #expect(throws: reason) { try Platform(text, completedFrom: .linuxAMD64) }
  }

  @Test(
    arguments: [
      ("linux/amd64", "linux/amd64", 0), ("linux/amd64/v3", "linux/amd64", 200),
      ("linux/amd64", "linux/amd64/v2", nil), ("linux/arm/v7", "linux/arm/v6", 100),
      ("linux/arm/v6", "linux/arm/v7", nil), ("linux/arm64", "linux/arm64/v8", 0),
      ("linux/arm64/v9", "linux/arm64", 100), ("linux/arm64", "linux/arm/v7", nil),
      ("linux/amd64", "linux/386", nil), ("linux/amd64", "windows/amd64", nil),
      ("linux/arm64/v8.2", "linux/arm64/v8.1", 1), ("linux/arm64/odd", "linux/arm64", nil),
      ("linux/ppc64le", "linux/ppc64le", 0),
    ] as [(String, String, Int?)]
  )
  func `takes images that run on it`(wanted: String, offered: String, distance: Int?) throws {
    let wanted = try Platform(wanted, completedFrom: .linuxAMD64)
    let offered = try Platform(offered, completedFrom: .linuxAMD64)
    #expect(wanted.distance(to: offered) == distance)
  }
}
