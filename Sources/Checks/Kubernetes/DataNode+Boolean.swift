import Formats

extension DataNode {
  /// Whether the API server takes it for true or false.
  ///
  /// It reads YAML by the words of version 1.1, of which `yes`, `on` and `y` are true.
  var kubernetesBoolean: Bool? {
    if let boolean { return boolean }
    return switch scalarText?.lowercased() {
    case "y", "yes", "on": true
    case "n", "no", "off": false
    default: nil
    }
  }
}
