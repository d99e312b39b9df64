import Formats

/// The releases of Debian by the names its security team uses.
enum DebianReleases {
  /// Releases that a statement without a release holds for.
  static let lookedAfter = ["11", "12", "13", "14", "unstable"]

  /// The number by which `os-release` knows a codename; `unstable` for sid; any other text as it is.
  static func number(of text: String) -> String {
    if let number = numbers[text] { return number }
    // 6.0 and before had a second number, which was always 0.
    guard let whole = text.dropping(suffix: ".0"), whole != "3" else { return text }
    return String(whole)
  }

  private static let numbers = [
    "potato": "2.2",
    "woody": "3.0",
    "sarge": "3.1",
    "etch": "4",
    "lenny": "5",
    "squeeze": "6",
    "wheezy": "7",
    "jessie": "8",
    "stretch": "9",
    "buster": "10",
    "bullseye": "11",
    "bookworm": "12",
    "trixie": "13",
    "forky": "14",
    "duke": "15",
    "sid": "unstable",
  ]
}
