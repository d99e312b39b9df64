import Model
import OCI
import Testing

@Suite struct `base image of a configuration` {
  private typealias Step = ImageConfiguration.HistoryStep

  /// `1 RUN a` is a step of the first day that adds a layer, `2 -CMD b` one of the second that does
  /// not.
  private func configuration(_ steps: [String], layers: Int? = nil) -> ImageConfiguration {
    let history = steps.map { text in
      let isEmpty = text.dropFirst(2).first == "-"
      var step = Step(createdBy: String(text.dropFirst(isEmpty ? 3 : 2)), isEmpty: isEmpty)
      step.created = "2026-01-0\(text.prefix(1))T00:00:00Z"
      return step
    }
    let count = layers ?? history.count { !$0.isEmpty }
    let digest = try? Digest(algorithm: .sha256, hex: String(repeating: "1", count: 64))
    return ImageConfiguration(
      platform: Platform(os: "linux", architecture: "amd64"),
      diffIDs: (0..<count).compactMap { _ in digest },
      history: history
    )
  }

  @Test(
    arguments: [
      (["1 ADD a", "1 -CMD b", "2 RUN c"], 1),
      (["1 ADD a", "1 -/bin/sh -c #(nop)  CMD [\"bash\"]", "1 -ENV x", "2 COPY c"], 1),
      (["1 ADD a", "1 -CMD b", "2 RUN c", "2 -CMD d", "3 RUN e", "3 -CMD f"], 2),
      (["1 ADD a", "1 -CMD b", "1 RUN c"], nil), (["1 ADD a", "1 -CMD b"], nil),
      (["1 ADD a", "2 RUN c"], nil), (["1 -CMD b", "2 RUN c"], nil),
      (["1 ADD a", "1 -RUN CMD b", "2 RUN c"], nil),
    ] as [([String], Int?)]
  )
  func `has the layers below a command of an earlier day`(steps: [String], count: Int?) {
    #expect(BaseImage(configuration(steps), annotations: [:])?.layerCount == count)
  }

  @Test func `is not guessed where history and layers disagree`() {
    let found = configuration(["1 ADD a", "1 -CMD b", "2 RUN c"], layers: 3)
    #expect(BaseImage(found, annotations: [:]) == nil)
  }

  @Test func `is called what annotations say, else labels`() {
    let key = "org.opencontainers.image.base.name"
    var found = configuration(["1 ADD a"])
    found.execution.labels = [key: "debian:12", "org.opencontainers.image.base.digest": "none"]
    let byLabel = BaseImage(found, annotations: [:])
    #expect(byLabel == BaseImage("debian:12", digest: nil, basis: .labels))
    #expect(BaseImage(found, annotations: [key: "alpine:3"])?.name == "alpine:3")
  }
}
