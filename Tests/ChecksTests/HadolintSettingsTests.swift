import Checks
import Formats
import Model
import Testing

@Suite struct `hadolint settings` {
  @Test func `are followed as far as they are about rules`() throws {
    let text = """
      ignored: [DL3006, SC2086]
      trustedRegistries: docker.io
      label-schema: {author: text, created: rfc3339}
      strict-labels: true
      no-color: true
      failure-threshold: error
      """
    let settings = try HadolintSettings(Array(text.utf8).span, name: "h", limits: .standard)
    #expect(settings.ignored == ["DL3006", "SC2086"])
    #expect(settings.options.trustedRegistries == ["docker.io"])
    #expect(settings.options.labels == ["author": .text, "created": .rfc3339])
    #expect(settings.options.hasOnlyThoseLabels)
    #expect(settings.warnings == ["h:6: 'failure-threshold' is not followed"])
  }

  @Test func `take findings out`() throws {
    let settings = try HadolintSettings(
      Array("ignored: [dl3006]".utf8).span,
      name: "h",
      limits: .standard
    )
    let checker = DockerfileChecker(CheckSelection(), options: settings.options, limits: .standard)
    var file = checker.check(Array("FROM a\nUSER 0\n".utf8).span, path: "x")
    settings.apply(to: &file, origin: "h")
    #expect(file.findings.map(\.rule) == ["PLM-D050"])
    #expect(file.dismissed.map(\.finding.rule) == ["PLM-D001"])
  }
}
