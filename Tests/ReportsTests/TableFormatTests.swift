import Model
import Reports
import Testing

@Suite struct `table format` {
  private func lines(
    _ inventory: Inventory,
    width: Int? = nil,
    created: Int64? = nil
  ) -> [Substring] {
    var context = sampleContext
    context.width = width
    context.created = created.flatMap { Timestamp(secondsSinceEpoch: $0) }
    let bytes = TableFormat.render(inventory, in: context)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  @Test func `begins with counts`() {
    let text = lines(ReportSample.full.inventory)
    #expect(
      text.contains("Packages  11: 3 deb, 3 npm, 1 generic, 1 golang, 1 maven, 1 pypi, 1 rpm")
    )
    #expect(text.contains("System    Debian GNU/Linux 12 (bookworm), supported until 2028-06-30"))
    #expect(text.contains("Gaps      2 parts could not be looked at"))
    #expect(text.contains { $0.hasPrefix("libssl3 ") && $0.contains(" i386 ") })
  }

  @Test func `says that support has ended when it is told the day`() {
    let text = lines(ReportSample.full.inventory, created: 1_900_000_000)
    #expect(text.contains("System    Debian GNU/Linux 12 (bookworm), support ended 2028-06-30"))
  }

  @Test func `of nothing says none`() {
    let text = lines(ReportSample.empty.inventory)
    #expect(
      text == [
        "src  source tree", "System    not recognised", "Packages  none", "Gaps      none",
      ]
    )
  }

  @Test(arguments: [40, 60, 80, 120])
  func `keeps rows within the width`(width: Int) {
    let text = lines(ReportSample.hostile.inventory, width: width)
    let start = text.firstIndex(of: "Packages") ?? 0
    #expect(text[start...].allSatisfy { $0.count <= width })
  }

  @Test func `is coloured only when asked`() {
    var context = sampleContext
    #expect(!TableFormat.render(ReportSample.hostile.inventory, in: context).contains(0x1B))
    context.isColored = true
    #expect(TableFormat.render(ReportSample.full.inventory, in: context).contains(0x1B))
  }
}
