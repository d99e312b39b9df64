/// A format that can be chosen, whatever it is a format of.
struct FormatChoice<Format> {
  private let name: String
  private let fileExtension: String
  private let format: Format

  init(_ name: String, _ fileExtension: String, _ format: Format) {
    self.name = name
    self.fileExtension = fileExtension
    self.format = format
  }

  /// The format that was named, or that the ending of the output file means, or the table.
  static func chosen(
    _ named: String?,
    output: String?,
    among choices: [FormatChoice]
  ) throws -> Format {
    // The longest ending that fits: `app.spdx.json` is not just any JSON.
    let byEnding = choices.filter { output?.hasSuffix("." + $0.fileExtension) == true }
      .max { $0.fileExtension.count < $1.fileExtension.count }
    let wanted = named ?? byEnding?.name ?? "table"
    guard let found = choices.first(where: { $0.name == wanted }) else {
      let names = choices.map(\.name).joined(separator: ", ")
      throw Failure("there is no format \(wanted); the formats are \(names)")
    }
    return found.format
  }
}

/// By either name, standard output is written to and never replaced.
func isStandardOutput(_ path: String) -> Bool { ["-", "/dev/stdout"].contains(path) }
