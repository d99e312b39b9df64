/// Why a template cannot be used, with the line it stands in.
package enum TemplateError: Error, Hashable {
  case notUTF8
  /// More than `TemplateLimits` allow: which.
  case limit(String)
  /// `{{` without `}}`.
  case unclosedTag(line: Int)
  /// `{{#each}}` or `{{#if}}` without its end.
  case unclosedBlock(String, line: Int)
  /// An end or an `else` where no such block is open.
  case unexpected(String, line: Int)
  case malformed(String, line: Int)
  case unknownFilter(String, line: Int)
}

extension TemplateError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notUTF8: "the template is not UTF-8"
    case .limit(let which): "the template goes beyond a limit: \(which)"
    case .unclosedTag(let line): "line \(line): {{ has no }}"
    case .unclosedBlock(let name, let line): "line \(line): {{#\(name)}} has no {{/\(name)}}"
    case .unexpected(let tag, let line): "line \(line): {{\(tag)}} has no beginning"
    case .malformed(let what, let line): "line \(line): \(what)"
    case .unknownFilter(let name, let line):
      "line \(line): there is no filter \(name); there are "
        + TemplateFilter.names.joined(separator: ", ")
    }
  }
}

/// How much a template may ask for.
enum TemplateLimits {
  static let templateLength = 1 << 20
  static let depth = 32
  static let outputLength = 256 << 20
  /// Tags that are carried out, those in loops each time.
  static let steps = 4_000_000
}
