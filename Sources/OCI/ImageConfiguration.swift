package import Model

/// How an image is to be run and how it was built.
///
/// Source: OCI image-spec, config.md; Docker's image specification 1.2 has the same fields.
package struct ImageConfiguration: Hashable, Sendable {
  package var platform: Platform
  /// RFC 3339, as written; empty where it is not.
  package var created: String
  package var author: String
  package var execution: Execution
  /// Digests of the plain layers, from the base up.
  package var diffIDs: [Digest]
  /// Build steps, from the first to the last.
  package var history: [HistoryStep]

  /// What `config` says: the defaults for a container of this image.
  package struct Execution: Hashable, Sendable {
    package var user = ""
    package var environment: [String] = []
    package var entrypoint: [String] = []
    package var command: [String] = []
    package var labels: [String: String] = [:]
    /// Such as `8080/tcp`, sorted.
    package var exposedPorts: [String] = []
    /// Sorted.
    package var volumes: [String] = []
    package var workingDirectory = ""
    package var stopSignal = ""
    package var shell: [String] = []
    package var onBuild: [String] = []
    package var healthcheck: Healthcheck?

    package init() {}
  }

  /// How to ask a container whether it is well; durations are in nanoseconds, 0 is "inherit".
  package struct Healthcheck: Hashable, Sendable {
    package var test: [String]
    package var interval: Int64
    package var timeout: Int64
    package var startPeriod: Int64
    package var startInterval: Int64
    package var retries: Int64

    package init(
      test: [String],
      interval: Int64,
      timeout: Int64,
      startPeriod: Int64,
      startInterval: Int64,
      retries: Int64
    ) {
      self.test = test
      self.interval = interval
      self.timeout = timeout
      self.startPeriod = startPeriod
      self.startInterval = startInterval
      self.retries = retries
    }
  }

  /// One build step; most add a layer, `isEmpty` ones only change the configuration.
  package struct HistoryStep: Hashable, Sendable {
    package var created: String
    package var createdBy: String
    package var author: String
    package var comment: String
    package var isEmpty: Bool

    package init(createdBy: String, isEmpty: Bool = false) {
      self.createdBy = createdBy
      self.isEmpty = isEmpty
      created = ""
      author = ""
      comment = ""
    }
  }

  package init(platform: Platform, diffIDs: [Digest], history: [HistoryStep] = []) {
    self.platform = platform
    self.diffIDs = diffIDs
    self.history = history
    created = ""
    author = ""
    execution = Execution()
  }

  package init(_ bytes: Span<UInt8>, limits: Limits) throws(ImageFormatError) {
    let fields = try Fields(document: bytes, limits: limits)
    platform = try Platform(fields)
    created = try fields.string("created") ?? ""
    author = try fields.string("author") ?? ""
    guard let root = try fields.object("rootfs") else { throw .missing("rootfs") }
    diffIDs = try root.digests("diff_ids")
    execution =
      try fields.object("config").map { fields throws(ImageFormatError) in
        try Execution(fields)
      } ?? Execution()
    history = []
    for step in try fields.objects("history") ?? [] { history.append(try HistoryStep(step)) }
  }
}

extension ImageConfiguration {
  /// The build step that made each layer, from the base up; `nil` where history does not tell.
  ///
  /// Steps and layers agree in most images. A base made without history, and built upon with one,
  /// has fewer steps than layers: they belong to the last ones. More steps than layers cannot be
  /// told apart, and none is guessed.
  package func steps(layerCount: Int) -> [HistoryStep?] {
    let filled = history.filter { !$0.isEmpty }
    guard filled.count <= layerCount else {
      return [HistoryStep?](repeating: nil, count: layerCount)
    }
    return [HistoryStep?](repeating: nil, count: layerCount - filled.count) + filled
  }
}

extension ImageConfiguration.Execution {
  fileprivate init(_ fields: Fields) throws(ImageFormatError) {
    user = try fields.string("User") ?? ""
    environment = try fields.strings("Env")
    entrypoint = try fields.strings("Entrypoint")
    command = try fields.strings("Cmd")
    labels = try fields.dictionary("Labels")
    exposedPorts = try fields.keys("ExposedPorts")
    volumes = try fields.keys("Volumes")
    workingDirectory = try fields.string("WorkingDir") ?? ""
    stopSignal = try fields.string("StopSignal") ?? ""
    shell = try fields.strings("Shell")
    onBuild = try fields.strings("OnBuild")
    healthcheck = try fields.object("Healthcheck").map { fields throws(ImageFormatError) in
      try ImageConfiguration.Healthcheck(fields)
    }
  }
}

extension ImageConfiguration.Healthcheck {
  fileprivate init(_ fields: Fields) throws(ImageFormatError) {
    self.init(
      test: try fields.strings("Test"),
      interval: try fields.integer("Interval") ?? 0,
      timeout: try fields.integer("Timeout") ?? 0,
      startPeriod: try fields.integer("StartPeriod") ?? 0,
      startInterval: try fields.integer("StartInterval") ?? 0,
      retries: try fields.integer("Retries") ?? 0
    )
  }
}

extension ImageConfiguration.HistoryStep {
  fileprivate init(_ fields: Fields) throws(ImageFormatError) {
    created = try fields.string("created") ?? ""
    createdBy = try fields.string("created_by") ?? ""
    author = try fields.string("author") ?? ""
    comment = try fields.string("comment") ?? ""
    isEmpty = try fields.boolean("empty_layer") ?? false
  }
}
