import Formats
import Model

// Layout: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax

extension Pipeline {
  private static let marks = (open: "${{", close: "}}")

  /// A workflow.
  init(workflow root: DataNode, path: String, lines: SourceLines, limits: Limits) {
    self.path = path
    self.root = root
    platform = .github
    environment = PipelineValue.all(in: root["env"])
    // A plain `on` is true to those who read YAML 1.1.
    let on = root["on"] ?? root["true"]
    if let text = on?.scalarText, let on {
      triggers = [PipelineValue(name: text, text: "", position: on.position)]
    }
    triggers += (on?.list ?? []).map {
      PipelineValue(name: $0.scalarText ?? "", text: "", position: $0.position)
    }
    triggers += (on?.map?.entries ?? []).map {
      PipelineValue(name: $0.key, text: "", position: $0.keyPosition)
    }
    for entry in root["jobs"]?.map?.entries ?? [] {
      var job = PipelineJob(name: entry.key, node: entry.value, position: entry.keyPosition)
      job.environment = PipelineValue.all(in: entry.value["env"])
      job.uses = Self.value(entry.value["uses"], "uses")
      job.runners = Self.runners(entry.value["runs-on"])
      job.images = Self.images(entry.value)
      let defaults =
        entry.value.value(at: ["defaults", "run", "shell"])
        ?? root.value(at: ["defaults", "run", "shell"])
      job.steps = Self.steps(entry.value["steps"], defaults?.scalarText, lines, limits)
      jobs.append(job)
    }
  }

  /// An action that is made of steps, or of a container.
  init(action root: DataNode, path: String, lines: SourceLines, limits: Limits) {
    self.path = path
    self.root = root
    platform = .action
    let runs = root["runs"] ?? root
    var job = PipelineJob(name: "runs", node: runs, position: runs.position)
    job.steps = Self.steps(runs["steps"], nil, lines, limits)
    if let image = runs["image"], let text = image.scalarText?.dropping(prefix: "docker://") {
      job.images = [PipelineValue(text: String(text), position: image.position)]
    }
    jobs = [job]
  }

  static func value(_ node: DataNode?, _ name: String) -> PipelineValue? {
    node.flatMap { node in
      node.scalarText.map { PipelineValue(name: name, text: $0, position: node.position) }
    }
  }

  private static func runners(_ node: DataNode?) -> [PipelineValue] {
    guard let node else { return [] }
    let labels = node["labels"] ?? node
    let group = value(node["group"], "group").map { [$0] } ?? []
    return group + (labels.list ?? [labels]).compactMap { value($0, "label") }
  }

  private static func images(_ job: DataNode) -> [PipelineValue] {
    let container = value(job["container"]?["image"] ?? job["container"], "container")
    let services = (job["services"]?.map?.entries ?? []).compactMap {
      value($0.value["image"], "service")
    }
    return (container.map { [$0] } ?? []) + services
  }

  private static func steps(
    _ node: DataNode?,
    _ shell: String?,
    _ lines: SourceLines,
    _ limits: Limits
  ) -> [PipelineStep] {
    (node?.list ?? []).enumerated().map { number, node in
      var step = PipelineStep(number: number, node: node, position: node.position)
      step.uses = value(node["uses"], "uses")
      step.environment = PipelineValue.all(in: node["env"])
      if let run = node["run"] {
        let name = (node["shell"]?.scalarText ?? shell ?? "bash").words.first ?? "bash"
        let isShell = CommandName.shells.contains(CommandName.base(of: String(name)))
        step.scripts.append(
          PipelineScript(run, isShell: isShell, marks: marks, lines: lines, limits: limits)
        )
      }
      let inputs = interpreted[step.action] ?? []
      for input in inputs {
        guard let script = step.input(input), script.scalarText != nil else { continue }
        step.scripts.append(
          PipelineScript(script, isShell: false, marks: marks, lines: lines, limits: limits)
        )
      }
      return step
    }
  }

  /// Actions that run what an input says.
  private static let interpreted: [String: [String]] = [
    "actions/github-script": ["script"], "appleboy/ssh-action": ["script"],
    "azure/cli": ["inlinescript"], "azure/powershell": ["inlinescript"],
    "nick-fields/retry": ["command"], "nick-invision/retry": ["command"],
    "cardinalby/js-eval-action": ["expression"],
  ]
}
