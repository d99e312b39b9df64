/// What Debian's licence names are on the SPDX list, where there is no doubt.
///
/// Source: the machine-readable debian/copyright format 1.0, section "License specification", and
/// the texts in `/usr/share/common-licenses`. Versioned GNU licences follow a rule of their own,
/// and names that differ in case alone need no line.
enum DebianLicenseTables {
  /// Short names, in lower case.
  static let names: [String: String] = [
    "afl-2": "AFL-2.0",
    "afl-3": "AFL-3.0",
    "apache-1": "Apache-1.0",
    "apache-2": "Apache-2.0",
    "apache-2-llvm-exceptions": "Apache-2.0 WITH LLVM-exception",
    "apache-2.0-with-llvm-exception": "Apache-2.0 WITH LLVM-exception",
    "artistic": "Artistic-1.0-Perl",
    "artistic-1": "Artistic-1.0",
    "artistic-2": "Artistic-2.0",
    "asl-2": "Apache-2.0",
    "asl-2.0": "Apache-2.0",
    "boost-1.0": "BSL-1.0",
    "bsl-1": "BSL-1.0",
    "cc-by-3": "CC-BY-3.0",
    "cc-by-4": "CC-BY-4.0",
    "cc-by-sa-3": "CC-BY-SA-3.0",
    "cc-by-sa-4": "CC-BY-SA-4.0",
    "cc0": "CC0-1.0",
    "cc0-1": "CC0-1.0",
    "cddl-1": "CDDL-1.0",
    "cecill-1": "CECILL-1.0",
    "cecill-2": "CECILL-2.0",
    "cpl-1": "CPL-1.0",
    "efl-2": "EFL-2.0",
    "epl-1": "EPL-1.0",
    "epl-2": "EPL-2.0",
    "eupl-1": "EUPL-1.0",
    "expat": "MIT",
    "freetype": "FTL",
    "lppl-1": "LPPL-1.0",
    "mpl-1": "MPL-1.0",
    "mpl-2": "MPL-2.0",
    "osl-3": "OSL-3.0",
    "perl": "Artistic-1.0-Perl OR GPL-1.0-or-later",
    "psf-2": "PSF-2.0",
    "python-2": "Python-2.0",
    "qpl-1": "QPL-1.0",
    "sil-1.1": "OFL-1.1",
    "sil-ofl-1.1": "OFL-1.1",
    "wtfpl-2": "WTFPL",
    "zpl-2": "ZPL-2.0",
  ]

  /// Exceptions by what stands between `with` and `exception`, in lower case.
  static let exceptions: [String: String] = [
    "bison": "Bison-exception-2.2",
    "classpath": "Classpath-exception-2.0",
    "font": "Font-exception-2.0",
    "gcc": "GCC-exception-3.1",
    "gcc runtime library": "GCC-exception-3.1",
    "libtool": "Libtool-exception",
    "llvm": "LLVM-exception",
  ]

  /// Files of `/usr/share/common-licenses`.
  ///
  /// A reference to a GNU licence does not tell whether later versions may be used, so those keep
  /// Debian's name.
  static let commonLicenses: [String: String] = [
    "Apache-2.0": "Apache-2.0",
    "Artistic": "Artistic-1.0-Perl",
    "BSD": "BSD-3-Clause",
    "CC0-1.0": "CC0-1.0",
    "GFDL": "GFDL",
    "GFDL-1.2": "GFDL-1.2",
    "GFDL-1.3": "GFDL-1.3",
    "GPL": "GPL",
    "GPL-1": "GPL-1",
    "GPL-2": "GPL-2",
    "GPL-3": "GPL-3",
    "LGPL": "LGPL",
    "LGPL-2": "LGPL-2",
    "LGPL-2.1": "LGPL-2.1",
    "LGPL-3": "LGPL-3",
    "MPL-1.1": "MPL-1.1",
    "MPL-2.0": "MPL-2.0",
  ]
}
