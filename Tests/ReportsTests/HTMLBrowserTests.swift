import Foundation
import Model
import Reports
import TestSupport
import Testing

/// The report in a real browser, where there is one on this machine.
@Suite(.serialized, .timeLimit(.minutes(3))) struct `HTML report in a browser` {
  private let folder: ScratchFolder
  private let browser: String

  init() throws {
    folder = try ScratchFolder()
    let names = ["chromium", "chromium-browser", "google-chrome"].map { "/usr/bin/\($0)" }
    let found = names.first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { try skip("needs Chromium") }
    browser = found
  }

  private func html(_ sample: SampleAssessment = .full) -> String {
    String(decoding: HTMLFormat.render(sample.assessment, in: sampleContext), as: UTF8.self)
  }

  /// A report with a script of the test's own, whose result becomes the title.
  private func html(_ sample: SampleAssessment = .full, telling script: String) -> String {
    let text = html(sample)
    let policy = text.range(
      of: #"<meta http-equiv="Content-Security-Policy"[^>]*>"#,
      options: .regularExpression
    )
    let open = policy.map { text.replacingCharacters(in: $0, with: "") } ?? text
    return open + "<script>onload = () => { \(script) }</script>"
  }

  private func open(_ html: String, width: Int = 1280, _ arguments: String...) throws -> String {
    let page = try folder.write("report.html", html)
    let process = Process()
    process.executableURL = URL(filePath: browser)
    process.arguments =
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.path)/profile",
        "--window-size=\(width),900", "--virtual-time-budget=5000",
      ] + arguments + ["file://\(page)"]
    process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: said, as: UTF8.self)
  }

  @Test func `runs its own script by its own policy`() throws {
    let count = SampleAssessment.full.assessment.findings.count
    #expect(try open(html(), "--dump-dom").contains(">\(count) shown<"))
  }

  @Test(arguments: [("perl-base", true), ("no such thing at all", false)])
  func `shows what is searched for alone`(words: String, isFound: Bool) throws {
    let script = """
      const box = document.getElementById("search");
      box.value = "\(words)";
      box.dispatchEvent(new Event("input"));
      setTimeout(() => {
        const rows = Array.from(document.querySelectorAll("#findings tbody tr"));
        const shown = rows.filter((row) => !row.hidden);
        const fits = shown.every((row) => row.textContent.includes("\(words)"));
        document.title = "shown " + shown.length + " " + fits + " of " + rows.length;
      }, 500);
      """
    let dom = try open(html(telling: script), "--dump-dom")
    #expect(dom.contains("<title>shown 0 ") != isFound)
    #expect(dom.contains(" true of \(SampleAssessment.full.assessment.findings.count)</title>"))
  }

  @Test(arguments: [500, 1280], [SampleAssessment.full, .hostile])
  func `fits the window`(width: Int, sample: SampleAssessment) throws {
    let script =
      "document.title = 'over ' + (document.documentElement.scrollWidth - innerWidth > 0);"
    #expect(
      try open(html(sample, telling: script), width: width, "--dump-dom").contains("over false")
    )
  }

  @Test func `can be printed and looked at`() throws {
    _ = try open(html(), "--print-to-pdf=\(folder.path)/report.pdf")
    #expect(try folder.read("report.pdf").starts(with: Array("%PDF".utf8)))
    _ = try open(html(), "--screenshot=\(folder.path)/report.png")
    #expect(try folder.read("report.png").count > 10_000)
  }
}
