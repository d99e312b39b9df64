import Model
import OCI

extension ImageSettings {
  /// What an image's configuration says, as the inventory keeps it.
  ///
  /// - Parameter layerCount: how many layers the image has, which history is held against.
  init(_ configuration: ImageConfiguration, layerCount: Int) {
    self.init()
    let execution = configuration.execution
    user = execution.user
    environment = execution.environment.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return Variable(name: String(parts[0]), value: parts.count > 1 ? String(parts[1]) : "")
    }
    entrypoint = execution.entrypoint
    command = execution.command
    workingDirectory = execution.workingDirectory
    exposedPorts = execution.exposedPorts
    volumes = execution.volumes
    // An empty test is that of the base, which engines have put in by now.
    healthcheck = execution.healthcheck.flatMap { $0.test.isEmpty ? nil : $0.test }
    history = Self.steps(configuration.history, layerCount: layerCount)
  }

  /// Build steps with their layers, counted from the top: a base may have layers without history.
  private static func steps(
    _ history: [ImageConfiguration.HistoryStep],
    layerCount: Int
  ) -> [BuildStep] {
    let filled = history.count { !$0.isEmpty }
    // More steps than layers cannot be told apart.
    guard filled <= layerCount else {
      return history.map { BuildStep(createdBy: $0.createdBy, layer: nil) }
    }
    var next = layerCount - filled
    return history.map { step in
      guard !step.isEmpty else { return BuildStep(createdBy: step.createdBy, layer: nil) }
      defer { next += 1 }
      return BuildStep(createdBy: step.createdBy, layer: next)
    }
  }
}
