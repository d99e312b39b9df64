import Model
import TestSupport
import Testing

@Suite struct `package URL` {
  /// What is parsed and the canonical text it must give.
  @Test(
    arguments: [
      ("pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie", nil),
      ("PKG:NPM/foobar@12.3.1", "pkg:npm/foobar@12.3.1"),
      ("pkg:///maven/org.apache.commons/io", "pkg:maven/org.apache.commons/io"),
      ("pkg:maven/org.apache.commons//io/", "pkg:maven/org.apache.commons/io"),
      ("pkg:npm/@babel/core#/lib/./a/../b/", "pkg:npm/%40babel/core#lib/a/b"),
      ("pkg:npm/@babel/core@7.1", "pkg:npm/%40babel/core@7.1"),
      ("pkg:brew/node@20@20.10.0", "pkg:brew/node%4020@20.10.0"),
      ("pkg:opam/git@3/16.1", "pkg:opam/git@3%2F16.1"),
      (
        "pkg:docker/a/b@sha256%3A24?repository_url=gcr.io",
        "pkg:docker/a/b@sha256:24?repository_url=gcr.io"
      ),
      ("pkg:Maven/g/a@1?type=zip&Classifier=dist", "pkg:maven/g/a@1?classifier=dist&type=zip"),
      ("pkg:generic/a?b=1&&empty=&alone&a=2", "pkg:generic/a?a=2&b=1"),
      ("pkg:generic/a?url=https://x.org/y", "pkg:generic/a?url=https:%2F%2Fx.org%2Fy"),
      ("pkg:generic/a%2fb@1+2~3", "pkg:generic/a%2Fb@1%2B2~3"),
      ("pkg:generic/é@ü", "pkg:generic/%C3%A9@%C3%BC"),
      ("pkg:generic/a@", "pkg:generic/a"),
      ("pkg:generic/a#%2E%2E/%2E/x", "pkg:generic/a#x"),
      ("pkg:pypi/Django_REST.x@1.0RC1", "pkg:pypi/django-rest.x@1.0rc1"),
      ("pkg:github/Package-URL/purl-Spec@Ab", "pkg:github/package-url/purl-spec@Ab"),
      ("pkg:golang/github.com/BurntSushi/toml@v1", nil),
      ("pkg:huggingface/EleutherAI/gpt@79AB", "pkg:huggingface/EleutherAI/gpt@79ab"),
      ("pkg:pub/Foo-Bar@1", "pkg:pub/foo_bar@1"),
      ("pkg:git/codeberg.org/forgejo/forgejo@a7#b", nil),
      (
        "pkg:mlflow/Fraud@3?repository_url=https://a.azuredatabricks.net",
        "pkg:mlflow/fraud@3?repository_url=https:%2F%2Fa.azuredatabricks.net"
      ),
      (
        "pkg:mlflow/Fraud@3?repository_url=https://a.azureml.ms",
        "pkg:mlflow/Fraud@3?repository_url=https:%2F%2Fa.azureml.ms"
      ),
      (
        "pkg:swid/Fedora@29?tag_id=75B8C285-FA7B-485B-B199-4745E3004D0D",
        "pkg:swid/Fedora@29?tag_id=75b8c285-fa7b-485b-b199-4745e3004d0d"
      ),
      (
        "pkg:chrome-extension/Dlpngalgnefjeiefhmpklpfiohadpglk@1.2.3.4",
        "pkg:chrome-extension/dlpngalgnefjeiefhmpklpfiohadpglk@1.2.3.4"
      ),
      ("pkg:x-unregistered.type/Name@1", "pkg:x-unregistered.type/Name@1"),
    ] as [(String, String?)]
  )
  func `has one canonical text`(text: String, canonical: String?) throws {
    let purl = try PackageURL(parsing: text)
    #expect(purl.description == canonical ?? text)
    #expect(try PackageURL(parsing: purl.description) == purl)
  }

  @Test(arguments: [
    ("EnterpriseLibrary.Common@6.0.1304", PackageURLError.missingScheme),
    ("pkg%3Amaven/org.apache.commons/io", .missingScheme),
    ("", .missingScheme),
    ("pkg:", .missingType),
    ("pkg:EnterpriseLibrary.Common@6.0.1304", .missingName),
    ("pkg:npm/", .missingName),
    ("pkg:maven/@1.3.4", .missingName),
    ("pkg:swift/github.com/Alamofire/@5.4.3", .missingName),
    ("pkg:3nginx/nginx@0.8.9", .invalidType("3nginx")),
    ("pkg:nginx:a/nginx@0.8.9", .invalidType("nginx:a")),
    ("pkg:c++/x", .invalidType("c++")),
    ("pkg:n&g?inx/nginx@0.8.9", .missingName),
    ("pkg:npm/a?in%20production=true", .invalidQualifierKey("in%20production")),
    ("pkg:npm/a?=1", .invalidQualifierKey("")),
    ("pkg:npm/a?b=1&B=2", .repeatedQualifier("b")),
    ("pkg:npm/a%4", .invalidEncoding("a%4")),
    ("pkg:npm/a%ff", .invalidEncoding("a%ff")),
    ("pkg:npm/a%2Fb/c", .slashInSegment("a/b")),
    ("pkg:npm/a#b%2Fc", .slashInSegment("b/c")),
    ("pkg:swift/Alamofire@5.4.3", .missingNamespace(type: "swift")),
    ("pkg:rpm/curl@1", .missingNamespace(type: "rpm")),
    ("pkg:vcpkg/boost/asio@1.84.0", .forbiddenNamespace(type: "vcpkg")),
    ("pkg:julia/Dates", .missingQualifier(type: "julia", key: "uuid")),
    ("pkg:cpan/A::B", .invalidComponent(type: "cpan", component: "name", value: "A::B")),
    ("pkg:cpan/gdt/A", .invalidComponent(type: "cpan", component: "namespace", value: "gdt")),
    ("pkg:cocoapods/.a", .invalidComponent(type: "cocoapods", component: "name", value: ".a")),
    (
      "pkg:chrome-extension/dogs",
      .invalidComponent(type: "chrome-extension", component: "name", value: "dogs")
    ),
  ])
  func `is refused`(text: String, because reason: PackageURLError) {
    #expect(throws: reason) { try PackageURL(parsing: text) }
  }

  @Test func `is built from decoded components`() throws {
    let purl = try PackageURL(
      type: "Generic",
      namespace: "/a b//c/",
      name: "/n@me/",
      version: "1:2+3",
      qualifiers: ["B": "x=y", "a": "", "c.d-e_f": "é"],
      subpath: "./x/../y z/"
    )
    #expect(
      purl.description == "pkg:generic/a%20b/c/n%40me@1:2%2B3?b=x%3Dy&c.d-e_f=%C3%A9#x/y%20z"
    )
  }

  @Test func `of another tool may break the rules of its type`() throws {
    let purl = try PackageURL(parsing: "pkg:golang/stdlib@1.22.0", conformance: .grammar)
    #expect(purl.description == "pkg:golang/stdlib@1.22.0")
  }

  @Test func `survives spoilt text`() {
    let good = "pkg:npm/%40a/b@1.0?arch=x&vcs_url=git:%2F%2Fx#p/q"
    for bytes in hostileVariants(of: Array(good.utf8)) {
      let text = String(decoding: bytes, as: UTF8.self)
      // Refusing is as good an answer as any; what is accepted has to be canonical.
      guard let purl = try? PackageURL(parsing: text) else { continue }
      #expect((try? PackageURL(parsing: purl.description)) == purl)
    }
  }
}
