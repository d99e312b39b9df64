import Formats
import Model

/// A product of Red Hat by its CPE: which release's packages it is about, and in which stream.
struct RedHatProduct: Hashable {
  /// Without a release where the product has none of its own, such as OpenShift.
  var space: AdvisorySpace
  /// The end of the CPE: `enterprise_linux:8::baseos`, `rhel_eus:9.2`.
  var channel: String

  /// `nil` for anything that is no CPE of Red Hat, as a URI or as a formatted string.
  init?(cpe: some StringProtocol) {
    let cpe = Substring(cpe)
    let rest = cpe.dropping(prefix: "cpe:/") ?? cpe.dropping(prefix: "cpe:2.3:") ?? cpe
    let parts = rest.pieces(on: ":")
    guard parts.count >= 3, parts[0].utf8.count == 1, parts[1] == "redhat" else { return nil }
    var tail = parts.dropFirst(2).map { $0 == "*" ? "" : $0 }
    while tail.last?.isEmpty == true { tail.removeLast() }
    guard let product = tail.first, !product.isEmpty else { return nil }
    let ecosystem = OSVEcosystem("Red Hat:" + tail.joined(separator: ":"))
    space = ecosystem.space
    channel = ecosystem.channel
    // Layered products of RHEL say which release in what would be an edition: `2:server:el6`.
    if space.release.isEmpty, let last = tail.last?.dropping(prefix: "el"), !last.isEmpty,
      last.utf8.allSatisfy(\.isASCIIDigit)
    {
      space = AdvisorySpace("redhat", String(last))
    }
  }

  /// The space of a build of this product: that of the release the build was made for, where the
  /// product does not say.
  func space(of build: RPMBuild) -> AdvisorySpace? {
    if !space.release.isEmpty { return space }
    for mark in [".el", "+el"] {
      guard let start = build.version.firstRange(of: mark)?.upperBound else { continue }
      let digits = build.version[start...].prefix { $0 >= "0" && $0 <= "9" }
      if !digits.isEmpty { return AdvisorySpace("redhat", String(digits)) }
    }
    return nil
  }
}

/// A package that is named without a version: `kernel`, `nodejs:18/nodejs`.
struct RedHatComponent: Hashable {
  var name: String
  var module = ""

  /// `nil` for images and for what other languages call a package.
  init?(_ text: some StringProtocol) {
    let text = Substring(text)
    guard let cut = text.cut(at: "/") else {
      guard !text.isEmpty, !text.utf8.contains(UInt8(ascii: ":")),
        !text.utf8.contains(UInt8(ascii: "@"))
      else { return nil }
      name = String(text)
      return
    }
    let parts = cut.before.pieces(on: ":")
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, !cut.after.isEmpty,
      !cut.after.utf8.contains(UInt8(ascii: "/"))
    else { return nil }
    name = String(cut.after)
    module = String(cut.before)
  }
}

extension FixState {
  /// What Red Hat's words mean for a package that has no fix.
  init(redHat words: String) {
    switch words.lowercased() {
    case "will not fix": self = .willNotFix
    case "fix deferred": self = .deferred
    case "out of support scope": self = .endOfLife
    case "under investigation": self = .underInvestigation
    case "not affected": self = .notAffected
    default: self = .notFixed
    }
  }
}
