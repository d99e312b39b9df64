import Model
import TestSupport
import Testing

@Suite struct `licence name` {
  @Test(arguments: [
    ("MIT", "MIT"), ("mit", "MIT"), ("MIT License", "MIT"), ("The MIT License (MIT)", "MIT"),
    ("Expat", "MIT"), ("MIT/X11", "MIT"), ("mit or apache-2.0", "MIT OR Apache-2.0"),
    ("MIT/Apache-2.0", "MIT OR Apache-2.0"), ("Apache-2.0 / MIT", "Apache-2.0 OR MIT"),
    ("(MIT OR CC0-1.0)", "(MIT OR CC0-1.0)"), ("MIT and PSF-2.0", "MIT AND PSF-2.0"),
    ("Apache 2.0", "Apache-2.0"), ("Apache License, Version 2.0", "Apache-2.0"),
    ("Apache License 2.0", "Apache-2.0"), ("ASL 2.0", "Apache-2.0"), ("apache2", "Apache-2.0"),
    ("The Apache Software License, Version 2.0", "Apache-2.0"), ("Apache v2", "Apache-2.0"),
    ("http://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"),
    ("https://opensource.org/licenses/MIT", "MIT"), ("https://licenses.nuget.org/MIT", "MIT"),
    ("GPLv2+", "GPL-2.0-or-later"), ("GPL-2+", "GPL-2.0-or-later"), ("GPLv2", "GPL-2.0-only"),
    ("GPL-2", "GPL-2.0-only"), ("GPL v3 or later", "GPL-3.0-or-later"),
    ("GNU General Public License v3 or later (GPLv3+)", "GPL-3.0-or-later"),
    ("GNU GPL version 2 only", "GPL-2.0-only"), ("LGPLv2.1+", "LGPL-2.1-or-later"),
    ("LGPL-2.1+", "LGPL-2.1-or-later"), ("GNU Lesser General Public License v3", "LGPL-3.0-only"),
    ("GNU Library or Lesser General Public License version 2.0", "LGPL-2.0-only"),
    ("AGPLv3", "AGPL-3.0-only"), ("GFDL-1.3+", "GFDL-1.3-or-later"),
    ("GPLv2+ and MIT", "GPL-2.0-or-later AND MIT"),
    ("GPLv2+ or LGPLv3+", "GPL-2.0-or-later OR LGPL-3.0-or-later"),
    ("GPL-2.0+", "GPL-2.0-or-later"),
    ("GPL-2.0-only WITH GCC-exception-2.0", "GPL-2.0-only WITH GCC-exception-2.0"),
    ("GPL2 w/ CPE", "GPL-2.0-only WITH Classpath-exception-2.0"),
    ("BSD 3-Clause", "BSD-3-Clause"), ("3-clause BSD license", "BSD-3-Clause"),
    ("New BSD License", "BSD-3-Clause"), ("BSD-2-clause", "BSD-2-Clause"),
    ("BSD", "BSD"), ("BSD License", "BSD License"), ("GPL", "GPL"),
    ("Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0"), ("MPLv1.1", "MPL-1.1"),
    ("License :: OSI Approved :: MIT License", "MIT"),
    ("License :: OSI Approved :: Apache Software License", "Apache-2.0"),
    ("License :: OSI Approved :: BSD License", "BSD License"),
    ("License :: OSI Approved :: ISC License (ISCL)", "ISC"),
    (
      "License :: OSI Approved :: GNU General Public License v2 or later (GPLv2+)",
      "GPL-2.0-or-later"
    ),
    ("License :: OSI Approved :: Python Software Foundation License", "PSF-2.0"),
    ("License :: Public Domain", "Public Domain"), ("public-domain", "public-domain"),
    ("The Unlicense", "Unlicense"), ("zlib/libpng", "Zlib"),
    ("Boost Software License 1.0", "BSL-1.0"),
    ("Eclipse Public License - v 2.0", "EPL-2.0"), ("CC0 1.0 Universal", "CC0-1.0"),
    ("  'MIT' ", "MIT"), ("", ""), ("Our own terms / see file", "Our own terms / see file"),
    ("perl_5", "Artistic-1.0-Perl OR GPL-1.0-or-later"),
  ])
  func `is brought to SPDX`(text: String, expected: String) {
    #expect(normalizedLicense(text) == expected)
  }

  @Test func `of a whole licence text is left alone`() {
    let text = "Permission is hereby granted,\nfree of charge"
    #expect(normalizedLicense(text) == text)
  }

  @Test func `survives spoilt text`() {
    for bytes in hostileVariants(of: Array("GPLv2+ or (MIT/Apache 2.0) and BSD".utf8)) {
      _ = normalizedLicense(String(decoding: bytes, as: UTF8.self))
    }
    _ = normalizedLicense(String(repeating: "(", count: 255))
    _ = normalizedLicense(String(repeating: "a/b|", count: 60))
  }
}

@Suite struct `SPDX expression` {
  @Test(arguments: [
    ("mit", "MIT"),
    ("MIT or (apache-2.0 AND bsd-3-clause)", "MIT OR (Apache-2.0 AND BSD-3-Clause)"),
    ("gpl-2.0-only with classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
    ("Apache-1.1+", "Apache-1.1+"), ("LicenseRef-a.b-C AND MIT", "LicenseRef-a.b-C AND MIT"),
    ("DocumentRef-x:LicenseRef-y", "DocumentRef-x:LicenseRef-y"),
  ])
  func `is read in any case`(text: String, canonical: String) {
    #expect(SPDXExpression(text)?.text == canonical)
  }

  @Test(arguments: [
    "", "Nonsense", "MIT OR", "OR MIT", "MIT MIT", "(MIT", "MIT)", "()", "MIT WITH MIT",
    "LicenseRef-", "LicenseRef-a_b", "MIT AND OR MIT", "x:LicenseRef-y",
  ])
  func `is refused`(text: String) {
    #expect(SPDXExpression(text) == nil)
  }

  @Test func `knows its references and whether it is one identifier`() {
    #expect(SPDXExpression("MIT")?.isIdentifier == true)
    #expect(SPDXExpression("Apache-1.1+")?.isIdentifier == false)
    #expect(SPDXExpression("MIT OR LicenseRef-x")?.references == ["LicenseRef-x"])
    #expect(SPDXExpression(String(repeating: "(", count: 100_000) + "MIT") == nil)
  }
}
