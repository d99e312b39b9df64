import Formats
import Model

/// Distributions of CPAN as its tools name and license them.
enum CPANDistribution {
  /// Cuts `libwww-perl-6.68` or `Foo-v1.2.3-TRIAL` into name and version; `nil` without a version.
  ///
  /// Source: CPAN::DistnameInfo, `distname_info`.
  static func split(_ text: some StringProtocol) -> (name: String, version: String)? {
    let parts = String(text).pieces(on: "-")
    guard var place = parts.indices.last, place > 0 else { return nil }
    if parts[place].hasPrefix("TRIAL") { place -= 1 }
    guard place > 0 else { return nil }
    let number = parts[place].dropping(prefix: "v") ?? parts[place]
    guard number.utf8.first?.isASCIIDigit == true else { return nil }
    let name = parts[..<place].joined(separator: "-")
    return name.isEmpty ? nil : (name, parts[place...].joined(separator: "-"))
  }

  /// The name of the distribution that a module is most likely in: nearly all are named for their
  /// first module.
  static func name(ofModule module: String) -> String {
    module.pieces(on: ":").filter { !$0.isEmpty }.joined(separator: "-")
  }

  /// The licence that a word in `META.json` stands for; `nil` for `unknown`.
  ///
  /// Source: CPAN::Meta::Spec 2, "license".
  static func license(_ word: String) -> String? {
    word == "unknown" ? nil : licenses[word] ?? normalizedLicense(word)
  }

  private static let licenses: [String: String] = [
    "agpl_3": "AGPL-3.0-only", "apache_1_1": "Apache-1.1", "apache_2_0": "Apache-2.0",
    "artistic_1": "Artistic-1.0-Perl", "artistic_2": "Artistic-2.0", "bsd": "BSD-3-Clause",
    "freebsd": "BSD-2-Clause", "gfdl_1_2": "GFDL-1.2-only", "gfdl_1_3": "GFDL-1.3-only",
    "gpl_1": "GPL-1.0-only", "gpl_2": "GPL-2.0-only", "gpl_3": "GPL-3.0-only",
    "lgpl_2_1": "LGPL-2.1-only", "lgpl_3_0": "LGPL-3.0-only", "mit": "MIT",
    "mozilla_1_0": "MPL-1.0", "mozilla_1_1": "MPL-1.1", "openssl": "OpenSSL",
    "perl_5": "Artistic-1.0-Perl OR GPL-1.0-or-later", "qpl_1_0": "QPL-1.0", "zlib": "Zlib",
  ]
}
