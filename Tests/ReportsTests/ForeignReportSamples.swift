/// A report in the form of Trivy, with a difference of each kind; written for these tests.
let trivyReportExample = """
  {"SchemaVersion": 2, "ArtifactName": "example:1", "ArtifactType": "container_image", "Results": [
   {"Target": "example:1 (debian 12)", "Class": "os-pkgs", "Type": "debian",
    "Packages": [
     {"Name": "libssl3", "Version": "3.0.11", "Release": "1"}, {"Name": "zlib1g", "Version": "1.2-1"}
    ],
    "Vulnerabilities": [
     \(trivyFlaw("CVE-2024-1", "libssl3", "3.0.11-1", "HIGH", fixed: "3.0.13-1")),
     \(trivyFlaw("CVE-2024-2", "libssl3", "3.0.11-1", "LOW")),
     \(trivyFlaw("CVE-2024-3", "libssl3", "3.0.11-1", "LOW")),
     \(trivyFlaw("CVE-2024-4", "libssl3", "3.0.11-1", "LOW")),
     \(trivyFlaw("CVE-2024-5", "zlib1g", "1:1.2-1", "LOW")),
     \(trivyFlaw("CVE-2024-6", "zlib1g", "1:1.2-1", "LOW")),
     \(trivyFlaw("CVE-2024-7", "zlib1g", "1.3-1", "LOW")),
     \(trivyFlaw("CVE-2024-8", "ghost", "1.0", "LOW")),
     \(trivyFlaw("CVE-2024-8", "ghost", "1.0", "LOW"))
    ]},
   {"Target": "Python", "Class": "lang-pkgs", "Type": "python-pkg", "Vulnerabilities": [
     {"VulnerabilityID": "CVE-2024-9", "PkgName": "Requests", "InstalledVersion": "2.28.1",
      "PkgPath": "usr/lib/python3/dist-packages/requests", "Severity": "MEDIUM",
      "PkgIdentifier": {"PURL": "pkg:pypi/requests@2.28.1"}}]},
   {"Target": "Node.js", "Class": "lang-pkgs", "Type": "node-pkg", "Vulnerabilities": [
     {"VulnerabilityID": "CVE-2024-10", "PkgName": "left-pad", "InstalledVersion": "v1.0.0",
      "Severity": "MEDIUM"}]}
  ]}
  """

private func trivyFlaw(
  _ id: String,
  _ package: String,
  _ version: String,
  _ severity: String,
  fixed: String = ""
) -> String {
  """
  {"VulnerabilityID": "\(id)", "PkgName": "\(package)", "InstalledVersion": "\(version)",
   "FixedVersion": "\(fixed)", "Severity": "\(severity)", "DataSource": {"ID": "debian"}}
  """
}

/// A report in the form of Grype; written for these tests.
let grypeReportExample = """
  {"matches": [
   {"vulnerability": {"id": "GHSA-aaaa-bbbb-cccc", "namespace": "debian:distro:debian:12",
     "severity": "Negligible", "fix": {"versions": [], "state": "not-fixed"}},
    "relatedVulnerabilities": [{"id": "CVE-2024-1"}],
    "artifact": {"name": "libssl3", "version": "3.0.11-1", "type": "deb",
     "purl": "pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12",
     "locations": [{"path": "/var/lib/dpkg/status"}]}}],
   "ignoredMatches": [
   {"vulnerability": {"id": "CVE-2024-11", "severity": "High"},
    "artifact": {"name": "zlib1g", "version": "1:1.2-1"}}],
   "source": {"type": "image", "target": {"userInput": "example:1"}},
   "descriptor": {"name": "grype", "version": "0.0.0"}}
  """
