import Foundation
import TestSupport

/// One artifact of known state with what is to be found in it, as a file of Cases/ has it.
///
///     # A remark.
///     os debian 12 bookworm
///     deb libssl3 3.0.9-1 source=openssl
///     + CVE-2023-1 libssl3 fixed=3.0.11-1   why it is to be found
///     - CVE-2023-2 libssl3                  why it is not
///
/// Whatever else is found is a false alarm.
struct QualityCase: CustomStringConvertible, Sendable {
  /// What is to be found of one flaw in one package, or is not.
  struct Expectation: Sendable {
    var flaw: String
    var package: String
    /// `fixed=`, `state=`, `severity=`, where the line names them.
    var facts: [String: String]
    var reason: String

    var key: String { "\(flaw) \(package)" }
  }

  let name: String
  private(set) var software: [SoftwareLine] = []
  private(set) var present: [Expectation] = []
  private(set) var absent: [Expectation] = []

  var description: String { name }

  /// The distribution, as `os-release` names it.
  var system: String { software.first { $0.kind == "os" }?.name ?? "" }

  init(name: String, text: String) {
    self.name = name
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count >= 2 else { continue }
      switch words[0] {
      case "+": present.append(Self.expectation(words))
      case "-": absent.append(Self.expectation(words))
      default: software.append(SoftwareLine(words))
      }
    }
  }

  private static func expectation(_ words: [String]) -> Expectation {
    let rest = words.dropFirst(3)
    let isFact = { (word: String) in
      ["fixed=", "state=", "severity="].contains { word.hasPrefix($0) }
    }
    var facts: [String: String] = [:]
    for word in rest.prefix(while: isFact) {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      facts[parts[0]] = parts.last
    }
    return Expectation(
      flaw: words[1],
      package: words.count > 2 ? words[2] : "",
      facts: facts,
      reason: rest.drop(while: isFact).joined(separator: " ")
    )
  }

  /// All cases, by name.
  static let all: [QualityCase] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    // Without the folder there are no cases, which a test of its own finds.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      guard name.hasSuffix(".txt"),
        let data = try? Data(contentsOf: folder.appending(path: name))
      else { return nil }
      return QualityCase(
        name: String(name.dropLast(4)),
        text: String(decoding: data, as: UTF8.self)
      )
    }
  }()
}

/// A piece of software of a case: its kind, its name, its version, and what else is said of it.
struct SoftwareLine: Sendable {
  let kind: String
  let name: String
  let version: String
  let more: [String: String]

  init(_ words: [String]) {
    kind = words[0]
    name = words[1]
    version = words.count > 2 ? words[2] : ""
    var more: [String: String] = [:]
    for word in words.dropFirst(3) {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      more[parts[0]] = parts.count > 1 ? parts[1] : ""
    }
    self.more = more
  }
}
