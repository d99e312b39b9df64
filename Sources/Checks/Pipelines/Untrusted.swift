import Formats

/// What strangers write into the values that pipelines are given.
enum Untrusted {
  private static let github = [
    "github.event.issue.title", "github.event.issue.body", "github.event.pull_request.title",
    "github.event.pull_request.body", "github.event.pull_request.head.ref",
    "github.event.pull_request.head.label", "github.event.pull_request.head.repo.default_branch",
    "github.event.pull_request.head.repo.description", "github.event.comment.body",
    "github.event.review.body", "github.event.review_comment.body",
    "github.event.discussion.title", "github.event.discussion.body",
    "github.event.head_commit.message", "github.event.head_commit.author",
    "github.event.head_commit.committer", "github.event.workflow_run.head_branch",
    "github.event.workflow_run.head_commit", "github.event.workflow_run.display_title",
    "github.event.workflow_run.head_repository", "github.head_ref",
    "github.event.client_payload",
  ]
  private static let lists = [
    "github.event.commits", "github.event.pages", "github.event.workflow_run.pull_requests",
  ]
  private static let azure: Set = [
    "build.sourceversionmessage", "build.sourcebranch", "build.sourcebranchname",
    "system.pullrequest.sourcebranch", "build.requestedfor", "build.requestedforemail",
    "build.sourceversionauthor",
  ]
  private static let jenkins = [
    "CHANGE_TITLE", "CHANGE_BRANCH", "CHANGE_AUTHOR", "CHANGE_FORK", "BRANCH_NAME", "GIT_BRANCH",
    "ghprbPullTitle", "ghprbSourceBranch", "ghprbCommentBody",
  ]
  private static let circle = [
    "pipeline.git.branch", "pipeline.git.tag", "pipeline.trigger_parameters",
  ]

  /// What of an expression strangers decide; `nil` where they decide nothing.
  static func part(of expression: String, on platform: Pipeline.Platform) -> String? {
    let text = expression.trimmed
    switch platform {
    case .github, .action: return gitHubPart(of: text)
    case .azure: return azure.contains(text.lowercased()) ? String(text) : nil
    case .circle: return circle.contains { text.hasPrefix($0) } ? String(text) : nil
    case .jenkins:
      let name = text.dropping(prefix: "env.") ?? text
      return jenkins.contains(String(name)) || text.hasPrefix("params.") ? String(text) : nil
    case .gitlab: return nil
    }
  }

  private static func gitHubPart(of text: Substring) -> String? {
    let plain = text.lowercased().replacingBrackets
    // What is compared or looked at is only true or false.
    for mark in ["contains(", "startswith(", "endswith(", "==", "!=", "hashfiles("] {
      if plain.after(mark) != nil, plain.after("||") == nil { return nil }
    }
    if let found = github.first(where: { plain.names($0) }) { return found }
    for list in lists {
      guard let rest = plain.after(list) else { continue }
      for end in ["message", "author", "committer", "page_name", "head.ref", "head_branch"]
      where rest.after(end) != nil {
        return "\(list)…\(end)"
      }
    }
    return nil
  }

  /// Whether an expression is of values that no stranger decides, and are no text that a shell
  /// could take for something else.
  static func isHarmless(_ expression: String) -> Bool {
    let plain = expression.trimmed.lowercased()
    let good = [
      "github.sha", "github.run_id", "github.run_number", "github.run_attempt", "github.repository",
      "github.repository_owner", "github.repository_id", "github.workspace", "github.token",
      "github.event_name", "github.server_url", "github.api_url", "github.job", "github.action",
      "github.action_path", "github.workflow", "github.actor", "github.event.number",
      "github.event.pull_request.number", "github.event.issue.number", "github.ref_type",
      "github.event.pull_request.head.sha", "github.event.pull_request.base.sha",
      "github.event.before",
      "github.event.after", "github.retention_days",
    ]
    if good.contains(plain) { return true }
    return [
      "runner.", "matrix.", "strategy.", "secrets.", "job.", "hashfiles(", "success(", "failure(",
    ]
    .contains { plain.hasPrefix($0) }
      || ["==", "!=", "contains("].contains { plain.after($0) != nil }
  }
}

extension String {
  /// `a['b']` as `a.b`.
  fileprivate var replacingBrackets: String {
    guard utf8.contains(UInt8(ascii: "[")) else { return self }
    var bytes: [UInt8] = []
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "["): bytes.append(UInt8(ascii: "."))
      case UInt8(ascii: "]"), UInt8(ascii: "'"), UInt8(ascii: "\""): break
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a value is named, and no longer one that only begins like it.
  fileprivate func names(_ value: String) -> Bool {
    var rest = self[...]
    while let after = rest.after(value) {
      guard let next = after.utf8.first else { return true }
      if !next.isASCIILetter, !next.isASCIIDigit, next != UInt8(ascii: "_"),
        next != UInt8(ascii: "-")
      {
        return true
      }
      rest = after
    }
    return false
  }
}
