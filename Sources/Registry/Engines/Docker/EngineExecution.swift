import Formats
import OCI

extension ImageConfiguration.Execution {
  /// What an engine says of how an image is run: the configuration's own fields, in the answer's
  /// `Config`.
  init(_ config: DataNode?, _ fields: InspectedFields) {
    self.init()
    user = config?["User"]?.string ?? ""
    environment = fields.strings(config?["Env"])
    entrypoint = fields.strings(config?["Entrypoint"])
    command = fields.strings(config?["Cmd"])
    labels = fields.dictionary(config?["Labels"])
    exposedPorts = (config?["ExposedPorts"]?.map?.keys ?? []).sorted()
    volumes = (config?["Volumes"]?.map?.keys ?? []).sorted()
    workingDirectory = config?["WorkingDir"]?.string ?? ""
    stopSignal = config?["StopSignal"]?.string ?? ""
    shell = fields.strings(config?["Shell"])
    onBuild = fields.strings(config?["OnBuild"])
    guard let check = config?["Healthcheck"], let test = check["Test"]?.list else { return }
    func duration(_ key: String) -> Int64 { Int64(check[key]?.integer ?? 0) }
    healthcheck = ImageConfiguration.Healthcheck(
      test: test.compactMap(\.string),
      interval: duration("Interval"),
      timeout: duration("Timeout"),
      startPeriod: duration("StartPeriod"),
      startInterval: duration("StartInterval"),
      retries: duration("Retries")
    )
  }
}
