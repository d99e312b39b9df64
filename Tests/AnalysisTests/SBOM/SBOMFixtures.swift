/// Bills of materials as other tools write them, cut down to what is read.
enum SBOMFixtures {
  static let bitnami = """
    {
      "SPDXID": "SPDXRef-DOCUMENT", "spdxVersion": "SPDX-2.3", "name": "SPDX of PostgreSQL",
      "documentDescribes": ["SPDXRef-postgresql"],
      "packages": [
        {"SPDXID": "SPDXRef-postgresql", "name": "postgresql", "versionInfo": "17.2.0-8",
          "licenseConcluded": "PostgreSQL", "licenseDeclared": "PostgreSQL",
          "externalRefs": [
            {"referenceCategory": "SECURITY", "referenceType": "cpe23Type",
              "referenceLocator": "cpe:2.3:*:postgresql:postgresql:17.2.0:*:*:*:*:*:*:*"},
            {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
              "referenceLocator": "pkg:bitnami/postgresql@17.2.0-8?arch=amd64&distro=debian-12"}
          ]},
        {"SPDXID": "SPDXRef-geos", "name": "geos", "versionInfo": "3.13.0",
          "licenseDeclared": "LicenseRef-geos",
          "supplier": "Organization: GEOS (geos@example.org)",
          "checksums": [{"algorithm": "MD5", "checksumValue": "9e107d9d372bb6826bd81d3542a419d6"}]}
      ],
      "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-geos", "extractedText": "LGPL 2"}],
      "relationships": [
        {"spdxElementId": "SPDXRef-postgresql", "relationshipType": "CONTAINS",
          "relatedSpdxElement": "SPDXRef-geos"}
      ]
    }
    """

  static let trivy = """
    {
      "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
      "metadata": {"component": {
        "type": "container", "name": "app:1", "bom-ref": "root",
        "purl": "pkg:oci/app@sha256:1234?repository_url=example.org%2Fapp",
        "properties": [
          {"name": "aquasecurity:trivy:ImageID", "value": "sha256:\(hash("a"))"},
          {"name": "aquasecurity:trivy:DiffID", "value": "sha256:\(hash("b"))"},
          {"name": "aquasecurity:trivy:DiffID", "value": "sha256:\(hash("c"))"},
          {"name": "aquasecurity:trivy:RepoDigest", "value": "app@sha256:\(hash("d"))"},
          {"name": "aquasecurity:trivy:RepoTag", "value": "app:1"}
        ]}},
      "components": [
        {"type": "operating-system", "name": "debian", "version": "12.5", "bom-ref": "os"},
        {"type": "application", "name": "app/yarn.lock", "bom-ref": "lock",
          "properties": [{"name": "aquasecurity:trivy:Class", "value": "lang-pkgs"}]},
        {"type": "library", "name": "libc6", "version": "2.36-9", "bom-ref": "c",
          "supplier": {"name": "GNU Libc Maintainers"},
          "licenses": [{"license": {"name": "LGPL-2.1-only"}}],
          "purl": "pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12.5",
          "properties": [
            {"name": "aquasecurity:trivy:LayerDiffID", "value": "sha256:\(hash("c"))"},
            {"name": "aquasecurity:trivy:SrcName", "value": "glibc"},
            {"name": "aquasecurity:trivy:SrcVersion", "value": "2.36"},
            {"name": "aquasecurity:trivy:SrcRelease", "value": "9"}
          ]},
        {"type": "library", "name": "bash", "version": "5.2", "bom-ref": "b",
          "purl": "pkg:deb/debian/bash@5.2?arch=amd64&distro=debian-12.5"},
        {"type": "library", "group": "@babel", "name": "core", "version": "7.0.0", "bom-ref": "n",
          "purl": "pkg:npm/%40babel/core@7.0.0", "scope": "excluded",
          "hashes": [{"alg": "SHA-1", "content": "2FD4E1C67A2D28FCED849EE1BB76E7391B93EB12"}]}
      ],
      "dependencies": [
        {"ref": "b", "dependsOn": ["c", "n", "nothing"]}, {"ref": "lock", "dependsOn": ["n"]}
      ]
    }
    """

  static let syft = """
    {
      "artifacts": [
        {"id": "1", "name": "bash", "version": "5.2.15-2+b8", "type": "deb",
          "foundBy": "dpkg-db-cataloger",
          "locations": [{"path": "/var/lib/dpkg/status", "layerID": "sha256:\(hash("b"))"}],
          "licenses": [{"value": "GPL-3.0-or-later", "spdxExpression": "GPL-3.0-or-later"}],
          "purl": "pkg:deb/debian/bash@5.2.15-2%2Bb8?arch=amd64&distro=debian-12&upstream=bash%405.2",
          "metadata": {"maintainer": "Matthias Klose <doko@debian.org>"}},
        {"id": "2", "name": "six", "version": "1.16.0", "type": "python", "licenses": ["MIT"],
          "locations": [{"path": "/usr/lib/six.egg-info"}], "purl": "pkg:pypi/six@1.16.0"},
        {"id": "3", "name": "github.com/a/b", "version": "v1.0.0", "type": "go-module"},
        {"id": "4", "name": "thing", "version": "1", "type": "UnknownPackage"},
        {"id": "5", "name": "broken", "version": "1", "type": "UnknownPackage", "purl": "pkg:"},
        {"id": "6", "name": "libc6", "version": "2.36", "type": "deb",
          "purl": "pkg:deb/debian/libc6@2.36?arch=amd64&distro=debian-12"}
      ],
      "artifactRelationships": [
        {"parent": "1", "child": "2", "type": "ownership-by-file-overlap"},
        {"parent": "6", "child": "1", "type": "dependency-of"}
      ],
      "source": {"name": "app", "type": "image", "metadata": {
        "userInput": "app", "imageID": "sha256:\(hash("a"))",
        "manifestDigest": "sha256:\(hash("d"))", "tags": ["app:1"], "labels": {"k": "v"},
        "os": "linux", "architecture": "amd64",
        "layers": [{"mediaType": "m", "digest": "sha256:\(hash("b"))", "size": 12}]}},
      "distro": {"prettyName": "Debian GNU/Linux 12", "id": "debian", "versionID": "12",
        "versionCodename": "bookworm"},
      "schema": {"version": "16.0.18"}
    }
    """

  static func hash(_ digit: String) -> String { String(repeating: digit, count: 64) }
}
