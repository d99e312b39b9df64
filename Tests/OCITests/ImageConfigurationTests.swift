import Model
import OCI
import TestSupport
import Testing

private let ones = String(repeating: "1", count: 64)

private let full = """
  {"architecture":"arm64","os":"linux","variant":"v8","created":"2026-01-02T03:04:05Z",
  "author":"me","config":{"User":"app","Env":["PATH=/bin","A=b"],"Entrypoint":["/app"],
  "Cmd":null,"Labels":{"k":"v","n":null},"ExposedPorts":{"8080/tcp":{},"53/udp":{}},
  "Volumes":{"/data":{}},"WorkingDir":"/srv","StopSignal":"SIGQUIT","OnBuild":["RUN x"],
  "Healthcheck":{"Test":["CMD","/ok"],"Interval":30000000000,"Retries":3}},
  "rootfs":{"type":"layers","diff_ids":["sha256:\(ones)"]},
  "history":[{"created_by":"ADD base","created":"t"},
  {"created_by":"CMD sh","empty_layer":true,"comment":"c","author":"a"}]}
  """

private func configuration(_ text: String) throws(ImageFormatError) -> ImageConfiguration {
  try ImageConfiguration(Array(text.utf8).span, limits: .standard)
}

@Suite struct `image configuration` {
  @Test func `gives what it says`() throws {
    let found = try configuration(full)
    #expect(found.platform.description == "linux/arm64")
    #expect(found.diffIDs.map(\.hex) == [ones])
    #expect(found.execution.user == "app")
    #expect(found.execution.environment == ["PATH=/bin", "A=b"])
    #expect(found.execution.command == [])
    #expect(found.execution.labels == ["k": "v", "n": ""])
    #expect(found.execution.exposedPorts == ["53/udp", "8080/tcp"])
    #expect(found.execution.volumes == ["/data"])
    #expect(found.execution.healthcheck?.interval == 30_000_000_000)
    #expect(found.execution.healthcheck?.test == ["CMD", "/ok"])
    #expect(found.history.map(\.isEmpty) == [false, true])
  }

  @Test func `may have no defaults and no history`() throws {
    let found = try configuration(#"{"rootfs":{"diff_ids":null},"config":null,"history":null}"#)
    #expect(found.execution == ImageConfiguration.Execution())
    #expect(found.diffIDs == [])
  }

  @Test(arguments: [
    ("{}", ImageFormatError.missing("rootfs")),
    (#"{"rootfs":{"diff_ids":["x"]}}"#, .invalidDigest("rootfs.diff_ids", .missingAlgorithm("x"))),
    (#"{"rootfs":{},"config":{"Env":"A=b"}}"#, .wrongType("config.Env")),
    (#"{"rootfs":{},"config":{"Labels":{"a":1}}}"#, .wrongType("config.Labels.a")),
    (#"{"rootfs":{},"history":[{"empty_layer":1}]}"#, .wrongType("history[0].empty_layer")),
  ])
  func `is refused`(text: String, because reason: ImageFormatError) {
    #expect(throws: reason) { try configuration(text) }
  }

  @Test(
    arguments: [
      (["A", "-B", "C"], 2, ["A", "C"]), (["A"], 3, [nil, nil, "A"]), ([], 2, [nil, nil]),
      (["A", "B", "C"], 2, [nil, nil]), (["-A"], 0, []),
    ] as [([String], Int, [String?])]
  )
  func `tells which step made which layer`(
    steps: [String],
    count: Int,
    expected: [String?]
  )
    throws
  {
    var image = try configuration(#"{"rootfs":{}}"#)
    image.history = steps.map {
      ImageConfiguration.HistoryStep(createdBy: $0, isEmpty: $0.hasPrefix("-"))
    }
    #expect(image.steps(layerCount: count).map { $0?.createdBy } == expected)
  }

  @Test func `survives spoilt bytes`() {
    for bytes in hostileVariants(of: Array(full.utf8)) {
      // Either answer will do: that it comes is the test.
      _ = try? ImageConfiguration(bytes.span, limits: .standard)
    }
  }
}
