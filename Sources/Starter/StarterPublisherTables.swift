/// Whose records may be built in: those whose licence lets others pass them on with credit.
///
/// `docs/decisions/0007-starter.md` says why each is here and why others are not; NOTICE credits them.
package let starterPublishers: [StarterPublisher] = [
  StarterPublisher(
    "AlmaLinux",
    "MIT",
    "https://errata.almalinux.org",
    feeds: ["osv"],
    prefixes: ["ALSA-"],
    spaces: ["almalinux:8", "almalinux:9", "almalinux:10"]
  ),
  StarterPublisher(
    "Bitnami",
    "Apache-2.0",
    "https://github.com/bitnami/vulndb",
    feeds: ["osv"],
    prefixes: ["BIT-"],
    spaces: ["bitnami"]
  ),
  StarterPublisher(
    "Debian security tracker",
    "none stated, reuse endorsed",
    "https://security-tracker.debian.org",
    feeds: ["osv"],
    prefixes: ["CVE-", "DEBIAN-CVE-"],
    spaces: ["debian:11", "debian:12", "debian:13"]
  ),
  StarterPublisher(
    "GitHub Advisory Database",
    "CC-BY-4.0",
    "https://github.com/github/advisory-database",
    feeds: ["osv"],
    prefixes: ["GHSA-"],
    spaces: ["composer", "gem", "hex", "maven", "npm", "nuget", "pub", "pypi"]
  ),
  StarterPublisher(
    "Go vulnerability database",
    "CC-BY-4.0",
    "https://vuln.go.dev",
    feeds: ["osv"],
    prefixes: ["GO-"],
    spaces: ["golang"]
  ),
  StarterPublisher(
    "Microsoft, Azure Linux",
    "MIT",
    "https://github.com/microsoft/AzureLinuxVulnerabilityData",
    feeds: ["azurelinux-oval"],
    spaces: ["azurelinux:3", "mariner:2.0"]
  ),
  StarterPublisher(
    "Node.js security working group",
    "MIT",
    "https://github.com/nodejs/security-wg",
    feeds: ["nodejs"],
    spaces: ["generic"]
  ),
  StarterPublisher(
    "Python Packaging Authority",
    "CC-BY-4.0",
    "https://github.com/pypa/advisory-database",
    feeds: ["osv"],
    prefixes: ["PYSEC-"],
    spaces: ["pypi"]
  ),
  StarterPublisher(
    "Red Hat Product Security",
    "CC-BY-4.0",
    "https://access.redhat.com/security/data",
    feeds: ["osv", "redhat-securitydata"],
    spaces: ["redhat:8", "redhat:9"]
  ),
  StarterPublisher(
    "Rocky Linux",
    "BSD-3-Clause",
    "https://errata.rockylinux.org",
    feeds: ["osv"],
    prefixes: ["RLSA-"],
    spaces: ["rocky:8", "rocky:9"]
  ),
  StarterPublisher(
    "RustSec",
    "CC0-1.0",
    "https://github.com/rustsec/advisory-db",
    feeds: ["rustsec"],
    prefixes: ["RUSTSEC-"],
    spaces: ["cargo", "generic"]
  ),
  StarterPublisher(
    "SUSE",
    "CC-BY-4.0",
    "https://ftp.suse.com/pub/projects/security",
    feeds: ["osv"],
    prefixes: ["SUSE-", "openSUSE-"],
    spaces: ["opensuse-leap:15.6", "suse:15.5", "suse:15.6"]
  ),
]

/// Whose knowledge of flaws apart from packages may be built in.
package let starterFactPublishers: [StarterPublisher] = [
  StarterPublisher(
    "CISA, known exploited vulnerabilities",
    "CC0-1.0",
    "https://www.cisa.gov/known-exploited-vulnerabilities-catalog",
    feeds: ["kev"]
  ),
  StarterPublisher(
    "CVE program and CISA Vulnrichment",
    "CC0-1.0",
    "https://github.com/cisagov/vulnrichment",
    feeds: ["cve"]
  ),
  StarterPublisher(
    "FIRST, EPSS",
    "free with attribution",
    "https://www.first.org/epss",
    feeds: ["epss"]
  ),
]
