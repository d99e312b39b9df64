import Formats
import Model

extension Pipeline {
  /// A pipeline of GitLab, laid out as https://docs.gitlab.com/ci/yaml/ says.
  init(gitlab root: DataNode, path: String, lines: SourceLines, limits: Limits) {
    self.path = path
    self.root = root
    platform = .gitlab
    environment = Self.variables(root["variables"])
    let words: Set = [
      "stages", "variables", "include", "workflow", "image", "services", "cache", "spec", "default",
    ]
    func images(_ node: DataNode) -> [PipelineValue] {
      let all = [node["image"]].compactMap(\.self) + (node["services"]?.list ?? [])
      return all.compactMap { Self.value($0["name"] ?? $0, "image") }
    }
    var top = PipelineJob(name: "default", node: root, position: root.position)
    top.images = images(root) + (root["default"].map(images) ?? [])
    jobs = [top]
    for entry in root.map?.entries ?? [] where !words.contains(entry.key) && entry.value.map != nil
    {
      var job = PipelineJob(name: entry.key, node: entry.value, position: entry.keyPosition)
      job.environment = Self.variables(entry.value["variables"])
      job.images = images(entry.value)
      for key in ["before_script", "script", "after_script"] {
        job.add(entry.value[key], marks: nil, lines: lines, limits: limits)
      }
      jobs.append(job)
    }
    let includes = root["include"].map { $0.list ?? [$0] } ?? []
    for include in includes {
      if let remote = Self.value(include["remote"], "remote") { parts.append(remote) }
      if let text = include.scalarText, text.hasPrefix("http") {
        parts.append(PipelineValue(name: "remote", text: text, position: include.position))
      }
      if let project = Self.value(include["project"], "project") {
        let ref = include["ref"]?.scalarText ?? ""
        parts.append(
          PipelineValue(name: "project", text: "\(project.text)@\(ref)", position: project.position)
        )
      }
    }
  }

  private static func variables(_ node: DataNode?) -> [PipelineValue] {
    (node?.map?.entries ?? []).compactMap { entry in
      let value = entry.value["value"] ?? entry.value
      return value.scalarText.map {
        PipelineValue(name: entry.key, text: $0, position: value.position)
      }
    }
  }

  /// One of Azure, as https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/ says.
  init(azure root: DataNode, path: String, lines: SourceLines, limits: Limits) {
    (self.path, self.root, platform) = (path, root, .azure)
    environment = Self.azureVariables(root["variables"])
    var walk = [root]
    var seen = 0
    while let node = walk.popLast(), seen < 100_000 {
      seen += 1
      for key in ["stages", "jobs", "deployment", "strategy", "runOnce", "deploy"] {
        guard let inner = node[key] else { continue }
        walk += (inner.list ?? [inner]).reversed()
      }
      guard let steps = node["steps"]?.list else { continue }
      let name = node["job"]?.scalarText ?? node["deployment"]?.scalarText ?? "steps"
      var job = PipelineJob(name: name, node: node, position: node.position)
      job.environment = node.map == root.map ? [] : Self.azureVariables(node["variables"])
      let container = node["container"]
      job.images = Self.value(container?["image"] ?? container, "container").map { [$0] } ?? []
      let pool = node["pool"] ?? root["pool"]
      job.runners = Self.value(pool?["name"] ?? pool, "pool").map { [$0] } ?? []
      for (number, step) in steps.enumerated() {
        var found = PipelineStep(number: number, node: step, position: step.position)
        found.environment = PipelineValue.all(in: step["env"])
        let scripts = [("script", true), ("bash", true), ("pwsh", false), ("powershell", false)]
        for (key, isShell) in scripts {
          guard let script = step[key], script.scalarText != nil else { continue }
          found.scripts.append(
            PipelineScript(
              script,
              isShell: isShell,
              marks: ("$(", ")"),
              lines: lines,
              limits: limits
            )
          )
        }
        job.steps.append(found)
      }
      jobs.append(job)
    }
    addAzureResources()
  }

  /// Containers and repositories that are named once for all jobs.
  private mutating func addAzureResources() {
    for resource in root["resources"]?["containers"]?.list ?? [] {
      guard let image = Self.value(resource["image"], "container") else { continue }
      var job = PipelineJob(name: "resources", node: resource, position: resource.position)
      job.images = [image]
      jobs.append(job)
    }
    for resource in root["resources"]?["repositories"]?.list ?? [] {
      guard let name = Self.value(resource["name"], "project") else { continue }
      let ref = resource["ref"]?.scalarText ?? ""
      parts.append(
        PipelineValue(name: "project", text: "\(name.text)@\(ref)", position: name.position)
      )
    }
  }

  private static func azureVariables(_ node: DataNode?) -> [PipelineValue] {
    guard let list = node?.list else { return PipelineValue.all(in: node) }
    return list.compactMap { entry in
      guard let name = entry["name"]?.scalarText, let value = entry["value"] else { return nil }
      return PipelineValue(name: name, text: value.scalarText ?? "", position: value.position)
    }
  }

  /// One of CircleCI, as https://circleci.com/docs/reference/configuration-reference/ says.
  init(circle root: DataNode, path: String, lines: SourceLines, limits: Limits) {
    self.path = path
    self.root = root
    platform = .circle
    for section in ["jobs", "executors", "commands"] {
      for entry in root[section]?.map?.entries ?? [] {
        var job = PipelineJob(name: entry.key, node: entry.value, position: entry.keyPosition)
        job.environment = PipelineValue.all(in: entry.value["environment"])
        job.images = (entry.value["docker"]?.list ?? []).compactMap {
          Self.value($0["image"], "image")
        }
        for (number, node) in (entry.value["steps"]?.list ?? []).enumerated() {
          guard let run = node["run"] else { continue }
          var step = PipelineStep(number: number, node: node, position: node.position)
          step.environment = PipelineValue.all(in: run["environment"])
          let command = run["command"] ?? run
          if command.scalarText != nil {
            step.scripts = [
              PipelineScript(
                command,
                isShell: true,
                marks: ("<<", ">>"),
                lines: lines,
                limits: limits
              )
            ]
          }
          job.steps.append(step)
        }
        jobs.append(job)
      }
    }
    for entry in root["orbs"]?.map?.entries ?? [] {
      if let orb = Self.value(entry.value, "orb") { parts.append(orb) }
    }
  }
}

extension PipelineJob {
  /// Adds a script, or a list of them, which may be nested.
  mutating func add(
    _ node: DataNode?,
    marks: (open: String, close: String)?,
    lines: SourceLines,
    limits: Limits
  ) {
    guard let node else { return }
    for element in node.list ?? [node] {
      if element.list != nil {
        add(element, marks: marks, lines: lines, limits: limits)
      } else if element.scalarText != nil {
        var step = PipelineStep(number: steps.count, node: element, position: element.position)
        step.scripts = [
          PipelineScript(element, isShell: true, marks: marks, lines: lines, limits: limits)
        ]
        steps.append(step)
      }
    }
  }
}
