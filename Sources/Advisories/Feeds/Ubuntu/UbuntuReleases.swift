import Formats

/// The releases of Ubuntu by the names its security team uses.
enum UbuntuReleases {
  /// A release and, for what a subscription or a product adds, its channel.
  struct Place: Hashable {
    var release: String
    var channel: String
  }

  /// What the part before a package's name stands for; `nil` for what is no release of the
  /// distribution: upstream, snaps, phones and devices.
  ///
  /// `devel` is the release in the making on the day the copy was made.
  static func place(of text: String, day: String) -> Place? {
    if let number = numbers[text] { return Place(release: number, channel: "") }
    if text == "devel" {
      return inTheMaking(on: day).map { Place(release: $0, channel: "") }
    }
    let parts = text.pieces(on: "/").map(String.init)
    guard parts.count >= 2 else { return nil }
    // The first form of extended maintenance: `trusty/esm`.
    if parts[1] == "esm" {
      return numbers[parts[0]].map { Place(release: $0, channel: "esm-infra") }
    }
    guard numbers[parts[0]] == nil, let number = numbers[parts[1]] else { return nil }
    return Place(release: number, channel: parts[0])
  }

  /// The release that is out next after a day; they come in the last weeks of April and October.
  private static func inTheMaking(on day: String) -> String? {
    let parts = day.pieces(on: "-")
    guard parts.count == 3, let year = Int(parts[0].suffix(2)), let month = Int(parts[1]) else {
      return nil
    }
    if month <= 4 { return "\(year).04" }
    return month <= 10 ? "\(year).10" : "\(year + 1).04"
  }

  private static let numbers = [
    "warty": "4.10",
    "hoary": "5.04",
    "breezy": "5.10",
    "dapper": "6.06",
    "edgy": "6.10",
    "feisty": "7.04",
    "gutsy": "7.10",
    "hardy": "8.04",
    "intrepid": "8.10",
    "jaunty": "9.04",
    "karmic": "9.10",
    "lucid": "10.04",
    "maverick": "10.10",
    "natty": "11.04",
    "oneiric": "11.10",
    "precise": "12.04",
    "quantal": "12.10",
    "raring": "13.04",
    "saucy": "13.10",
    "trusty": "14.04",
    "utopic": "14.10",
    "vivid": "15.04",
    "wily": "15.10",
    "xenial": "16.04",
    "yakkety": "16.10",
    "zesty": "17.04",
    "artful": "17.10",
    "bionic": "18.04",
    "cosmic": "18.10",
    "disco": "19.04",
    "eoan": "19.10",
    "focal": "20.04",
    "groovy": "20.10",
    "hirsute": "21.04",
    "impish": "21.10",
    "jammy": "22.04",
    "kinetic": "22.10",
    "lunar": "23.04",
    "mantic": "23.10",
    "noble": "24.04",
    "oracular": "24.10",
    "plucky": "25.04",
    "questing": "25.10",
    "resolute": "26.04",
  ]
}
