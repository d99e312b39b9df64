import Formats
package import Model

/// One page for people with a browser: what matters first, charts, and a table to search and sort.
///
/// The page loads nothing, and a content security policy allows nothing but its own style and its
/// own script, by their hashes. Without the script everything is still there to read.
package enum HTMLFormat: AssessmentFormat {
  package static let name = "html"
  package static let summary = "one self-contained page: searchable, printable, with charts"
  package static let fileExtension = "html"
  package static let mediaType = "text/html"

  package static func render(_ assessment: Assessment, in context: ReportContext) -> [UInt8] {
    var html = HTMLWriter()
    html.raw("<!doctype html>\n<html lang=\"en\">\n")
    head(of: assessment, into: &html)
    html.element("body") {
      $0.newline()
      HTMLOverview(assessment, in: context).write(into: &$0)
      $0.element("main") {
        HTMLRemedies(assessment).write(into: &$0)
        HTMLFindings(assessment).write(into: &$0)
        HTMLAppendix(assessment).write(into: &$0)
      }
      footer(context, into: &$0)
      $0.raw("<script>")
      $0.raw(HTMLScript.text)
      $0.raw("</script>\n")
    }
    html.raw("\n</html>\n")
    return html.bytes
  }

  private static func head(of assessment: Assessment, into html: inout HTMLWriter) {
    let name = assessment.inventory.subject.name
    html.element("head") {
      $0.raw("\n<meta charset=\"utf-8\">\n")
      $0.empty("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
      $0.raw("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
      $0.raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
      $0.raw("<meta name=\"referrer\" content=\"no-referrer\">\n")
      $0.element("title", text: HTMLText.short("\(name.isEmpty ? "Scan" : name) – plimsoll"))
      $0.raw("\n<style>")
      $0.raw(HTMLStyle.text)
      $0.raw("</style>\n")
    }
    html.newline()
  }

  private static var policy: String {
    "default-src 'none'; style-src '\(source(HTMLStyle.text))'; "
      + "script-src '\(source(HTMLScript.text))'; base-uri 'none'; form-action 'none'"
  }

  /// What a policy calls an inline text by: the base 64 of its SHA-256 (CSP 3, section 2.3.1).
  private static func source(_ literal: StaticString) -> String {
    let hex = Array(SHA256.digest(of: Array(literal.description.utf8).span).hex.utf8)
    let bytes = stride(from: 0, to: hex.count, by: 2).map { place in
      hexValue(hex[place]) << 4 | hexValue(hex[place + 1])
    }
    return "sha256-\(Base64.encode(bytes))"
  }

  private static func hexValue(_ digit: UInt8) -> UInt8 {
    digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
  }

  private static func footer(_ context: ReportContext, into html: inout HTMLWriter) {
    html.element("footer") {
      $0.text("Made by \(context.tool.name) \(context.tool.version)")
      if let created = context.created { $0.text(" on \(created.description)") }
      $0.raw(". This page loads nothing from anywhere.")
    }
    html.newline()
  }
}
