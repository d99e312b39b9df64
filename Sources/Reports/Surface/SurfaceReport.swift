import Formats
package import Model

/// What could leave an image, and what would go with it.
package struct SurfaceReport {
  private let assessment: Assessment
  private let reach: PackageReach
  /// How many flaws each package has.
  private let flaws: [PackageOwner: Int]

  /// - Parameter assessment: of an image for which it was asked what its start command reaches;
  ///   anything else has no report.
  package init?(_ assessment: Assessment) {
    guard let reach = assessment.inventory.survey?.reach else { return nil }
    self.assessment = assessment
    self.reach = reach
    var flaws: [PackageOwner: Int] = [:]
    for finding in assessment.findings {
      guard let package = finding.vulnerability?.package else { continue }
      let owner =
        package.owner ?? PackageOwner(ecosystem: package.ecosystem, name: package.name)
      flaws[owner, default: 0] += 1
    }
    self.flaws = flaws
  }

  private var optional: [RemovablePackage] { reach.removable.filter { !$0.isEssential } }
  private var essential: [RemovablePackage] { reach.removable.filter(\.isEssential) }

  private func flaws(of packages: [RemovablePackage]) -> Int {
    packages.reduce(0) { $0 + flaws[$1.package, default: 0] }
  }

  // MARK: - For people

  /// A table, as wide as `width` allows.
  package func text(width: Int?) -> [UInt8] {
    var lines = [SafeText.clean(assessment.inventory.subject.name)]
    if let surface = assessment.surface {
      lines += ["", "Surface    \(surface.value) of 100"]
      lines += surface.parts.map { "  \(padded($0.points)) \(SafeText.clean($0.name))" }
    }
    let roots = reach.roots.isEmpty ? "nothing that is in it" : reach.roots.joined(separator: ", ")
    lines += [
      "", "It starts  \(SafeText.clean(roots))", "Needed     \(reach.needed.count) packages",
    ]
    lines += ["Can go     \(sum(of: optional))"]
    if !essential.isEmpty {
      lines.append("           \(sum(of: essential)) more on a base without a package manager")
    }
    lines += reach.doubts.map { "Doubt      \(SafeText.clean($0))" }
    lines += table(of: optional, titled: "Can go", width)
    lines += table(of: essential, titled: "Can go where no package manager is needed", width)
    lines += ["", "This is advice: build without them, and run your tests."]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func sum(of packages: [RemovablePackage]) -> String {
    let bytes = TableFormat.size(packages.reduce(0) { $0 + $1.bytes })
    let count = flaws(of: packages)
    let known = count == 0 ? "" : ", and \(count) known flaws with them"
    return "\(packages.count) packages, \(bytes)\(known)"
  }

  private func padded(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, 2 - text.count)) + text
  }

  private func table(
    of packages: [RemovablePackage],
    titled title: String,
    _ width: Int?
  ) -> [String] {
    guard !packages.isEmpty else { return [] }
    var table = TextTable([
      .init(title: "HOW SURE", maximum: 8), .init(title: "PACKAGE", maximum: 36),
      .init(title: "SIZE", maximum: 10, isNumber: true),
      .init(title: "FLAWS", maximum: 5, isNumber: true), .init(title: "WHY"),
    ])
    for package in packages {
      let count = flaws[package.package, default: 0]
      table.add([
        package.confidence.rawValue, package.package.name, TableFormat.size(package.bytes),
        count == 0 ? "" : String(count), package.reason,
      ])
    }
    return ["", title] + table.lines(width: width)
  }

  // MARK: - For machines

  /// The names of what can go, a line each.
  package var list: [UInt8] {
    Array(optional.map { SafeText.clean($0.package.name) + "\n" }.joined().utf8)
  }

  /// A step for a Dockerfile, to be looked at; `nil` where the package manager is not one we know.
  package var step: [UInt8]? {
    let names = optional.map(\.package.name).sorted()
    guard let ecosystem = optional.first?.package.ecosystem else { return Array("".utf8) }
    let command: String
    switch ecosystem {
    case .deb: command = "dpkg --purge"
    case .apk: command = "apk del --no-cache"
    case .rpm: command = "rpm --erase"
    default: return nil
    }
    // Such names are no words of a shell, and no package has one.
    guard names.allSatisfy({ $0.utf8.allSatisfy(\.isNameOfPackage) }) else { return nil }
    let lines =
      [
        "# \(sum(of: optional)): nothing that the image starts reaches them.",
        "# This is advice: look at it, build, and run your tests. It saves bytes only in the step",
        "# that installs them, or when the image is made of one layer.",
        "RUN \(command) \\",
      ]
      + names.map { "      \($0) \\" }
    var text = lines.joined(separator: "\n")
    text.removeLast(2)
    return Array((text + "\n").utf8)
  }

  /// Everything that is known.
  package var json: [UInt8] {
    var json = JSONWriter(.pretty)
    json.object {
      $0.field("format", "plimsoll-surface")
      $0.field("formatVersion", "1.0")
      $0.field("subject", assessment.inventory.subject.name)
      if let surface = assessment.surface {
        $0.field("score", surface.value)
        $0.field("parts", surface.parts) { json, part in
          json.object {
            $0.field("name", part.name)
            $0.field("points", part.points)
          }
        }
      }
      $0.field("starts", reach.roots)
      $0.field("doubts", reach.doubts)
      $0.field("needed", reach.needed) { json, needed in
        json.object {
          $0.field("ecosystem", needed.package.ecosystem.rawValue)
          $0.field("package", needed.package.name)
          $0.field("reason", needed.reason)
        }
      }
      $0.field("removable", reach.removable) { removable($1, into: &$0) }
    }
    return json.bytes
  }

  private func removable(_ package: RemovablePackage, into json: inout JSONWriter) {
    json.object {
      $0.field("ecosystem", package.package.ecosystem.rawValue)
      $0.field("package", package.package.name)
      $0.field("version", package.version)
      $0.field("confidence", package.confidence.rawValue)
      $0.field("reason", package.reason)
      $0.field("bytes", Int(package.bytes))
      $0.field("flaws", flaws[package.package, default: 0])
      $0.field("isEssential", package.isEssential)
    }
  }
}

extension UInt8 {
  fileprivate var isNameOfPackage: Bool {
    isASCIILetter || isASCIIDigit || "+-._:".utf8.contains(self)
  }
}
