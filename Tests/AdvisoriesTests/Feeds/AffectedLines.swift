import Advisories
import Model

/// What is said of each package, one short line each, for comparing.
func affectedLines(_ advisory: Advisory?) -> [String] {
  (advisory?.affected ?? []).map { package in
    let channel = package.channel.isEmpty ? "" : " [\(package.channel)]"
    let module = package.module.isEmpty ? "" : " {\(package.module)}"
    let ranges = package.ranges.map { " " + $0.describe() }.joined(separator: " |")
    let versions = package.versions.isEmpty ? "" : " =" + package.versions.joined(separator: ",")
    let note = package.note.isEmpty ? "" : " (\(package.note))"
    return "\(package.space.rawValue)\(channel) \(package.name)\(module)\(ranges)\(versions)"
      + " \(package.fixState.rawValue)\(note)"
  }
}
