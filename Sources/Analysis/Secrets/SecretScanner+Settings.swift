import Formats
package import Model

extension SecretScanner {
  /// The secrets in what an image says of its containers and of its build, sorted.
  ///
  /// - Parameter labels: those of the image.
  package func traces(
    in settings: ImageSettings,
    labels: [String: String]
  ) -> [SecretTrace] {
    var traces: [SecretTrace] = []
    for variable in settings.environment {
      traces += self.traces("\(variable.name)=\(variable.value)", .environment, variable.name)
    }
    for (key, value) in labels { traces += self.traces("\(key)=\(value)", .label, key) }
    let command = Self.lines(of: settings.argv + (settings.healthcheck ?? []))
    traces += self.traces(command, .configuration, "")
    // A variable is set by a step of the build: one place is enough to tell of it.
    let known = Set(traces.map(\.fingerprint))
    for (number, step) in settings.history.enumerated() {
      for var trace in self.traces(step.createdBy, .history, "")
      where !known.contains(trace.fingerprint) {
        trace.line = number + 1
        trace.layer = step.layer
        traces.append(trace)
      }
    }
    return traces.sorted()
  }

  /// Words of a command, a line each; an option and its value as one gives the other.
  private static func lines(of words: [String]) -> String {
    var lines: [String] = []
    for word in words {
      if let last = lines.last, last.hasPrefix("--"), !last.contains("="), !word.hasPrefix("-") {
        lines[lines.count - 1] = "\(last.dropFirst(2))=\(word)"
      } else {
        lines.append(word)
      }
    }
    return lines.joined(separator: "\n")
  }

  private func traces(
    _ text: String,
    _ origin: SecretTrace.Origin,
    _ name: String
  ) -> [SecretTrace] {
    scan(Array(text.utf8).span, path: "").traces.map { trace in
      var trace = trace
      trace.origin = origin
      if !name.isEmpty { trace.name = SecretMask.name(Array(name.utf8)) }
      return trace
    }
  }
}
