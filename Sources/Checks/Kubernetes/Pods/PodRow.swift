import Formats
import Model

/// How rows about workloads are written.
enum PodRow {
  /// A row about workloads.
  ///
  /// - Parameters:
  ///   - passing: lines of a pod's spec that pass, or whole documents.
  ///   - failing: lines of a pod's spec that fail, or whole documents.
  static func pod(
    _ rule: Rule,
    passing: [String],
    failing: [String],
    faults: @escaping @Sendable (Workload) -> [Fault]
  ) -> TableCheck<Workload> {
    let examples = Examples(passing: passing.map(document), failing: failing.map(document))
    return TableCheck(rule, examples, faults: faults)
  }

  /// A row about each container that runs as long as its pod does.
  static func container(
    _ rule: Rule,
    passing: [String],
    failing: [String],
    withInit: Bool = true,
    fault: @escaping @Sendable (Workload.Container) -> (text: String, position: DataNode.Position)?
  ) -> TableCheck<Workload> {
    pod(rule, passing: passing.map(one), failing: failing.map(one)) { workload in
      workload.containers.compactMap { container in
        guard withInit || container.place.hasPrefix("containers"), let fault = fault(container)
        else { return nil }
        let text = "the container \(container.name) \(fault.text)"
        return workload.place(text, container.place, at: fault.position)
      }
    }
  }

  private static func one(_ fields: String) -> String {
    fields.contains("\n") || fields.hasPrefix("apiVersion")
      ? fields
      : "containers: [{name: a\(fields.contains("image:") ? "" : ", image: \"x:1\"")"
        + "\(fields.isEmpty ? "" : ", ")\(fields)}]"
  }

  private static func document(_ text: String) -> String {
    if text.hasPrefix("apiVersion") { return ObjectRow.ended(text) }
    let lines = text.split(separator: "\n").map { "      \($0)\n" }.joined()
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n"
      + "spec:\n  template:\n    spec:\n\(lines)"
  }
}

extension Workload: TableSubject {
  /// A fault of it.
  func place(_ text: String, _ way: String, at position: DataNode.Position) -> ChecksFault {
    ChecksFault(title: "\(kind) \(name): \(text)", anchor: "\(title)/\(way)", position: position)
  }

  /// Whether it runs until somebody ends it.
  var isLasting: Bool { !["Job", "CronJob"].contains(kind) }

  /// What stands at a key, also where a variable of the pod is null.
  func value(_ key: String) -> DataNode? { spec.value(at: [key]) }
}

/// The fault of a document, which `Workload` has another one of.
typealias ChecksFault = Fault
