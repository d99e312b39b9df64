import Analysis
import Model
import Testing

let mavenProjectExample = """
  <?xml version="1.0" encoding="UTF-8"?>
  <project xmlns="http://maven.apache.org/POM/4.0.0">
    <modelVersion>4.0.0</modelVersion>
    <parent>
      <groupId>org.acme</groupId>
      <artifactId>parent</artifactId>
      <version>7</version>
    </parent>
    <artifactId>app</artifactId>
    <version>${revision}${changelist}</version>
    <organization><name>Acme</name></organization>
    <licenses><license><name>Apache-2.0</name></license></licenses>
    <properties>
      <revision>1.0</revision>
      <changelist/>
      <guava.version>32.1.3-jre</guava.version>
      <loop>${loop}</loop>
    </properties>
    <dependencyManagement><dependencies>
      <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId>
        <version>2.0.9</version></dependency>
      <dependency><groupId>junit</groupId><artifactId>junit</artifactId>
        <version>4.13.2</version><scope>test</scope></dependency>
      <dependency><groupId>org.acme</groupId><artifactId>bom</artifactId><version>1</version>
        <type>pom</type><scope>import</scope></dependency>
    </dependencies></dependencyManagement>
    <dependencies>
      <dependency><groupId>com.google.guava</groupId><artifactId>guava</artifactId>
        <version>${guava.version}</version></dependency>
      <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId></dependency>
      <dependency><groupId>junit</groupId><artifactId>junit</artifactId></dependency>
      <dependency><groupId>${project.groupId}</groupId><artifactId>core</artifactId>
        <version>${project.version}</version><classifier>linux</classifier></dependency>
      <dependency><groupId>a</groupId><artifactId>exact</artifactId><version>[1.0]</version>
        <optional>true</optional></dependency>
      <dependency><groupId>a</groupId><artifactId>range</artifactId><version>[1.0,2.0)</version>
      </dependency>
      <dependency><groupId>a</groupId><artifactId>loop</artifactId><version>${loop}</version>
      </dependency>
      <dependency><groupId>a</groupId><artifactId>by-parent</artifactId></dependency>
      <dependency><groupId>${elsewhere}</groupId><artifactId>x</artifactId></dependency>
    </dependencies>
    <profiles><profile><dependencies>
      <dependency><groupId>a</groupId><artifactId>profiled</artifactId><version>3</version>
        <type>war</type></dependency>
    </dependencies></profile></profiles>
  </project>
  """

let gradleLockExample = """
  # This is a Gradle generated file for dependency locking.
  # Manual edits can break the build and are not advised.
  com.google.guava:guava:32.1.3-jre=compileClasspath,testCompileClasspath
  junit:junit:4.13.2=testCompileClasspath,testRuntimeClasspath
  org.projectlombok:lombok:1.18.30=annotationProcessor
  nonsense
  empty=testAnnotationProcessor
  """

let gradleCatalogExample = """
  [versions]
  kotlin = "1.9.20"
  strict = { strictly = "[1.0, 2.0)", prefer = "1.5" }
  okio = { require = "3.6.0" }

  [libraries]
  short = "com.squareup.okhttp3:okhttp:4.12.0"
  module = { module = "org.jetbrains.kotlin:kotlin-stdlib", version.ref = "kotlin" }
  parts = { group = "com.squareup.okio", name = "okio", version = { ref = "okio" } }
  ranged = { module = "a:ranged", version.ref = "strict" }
  managed = { module = "org.springframework:spring-core" }
  nameless = { group = "x" }

  [bundles]
  all = ["short", "module"]

  [plugins]
  kotlin = { id = "org.jetbrains.kotlin.jvm", version.ref = "kotlin" }
  short = "com.acme.tool:1.2!!"
  unversioned = { id = "com.acme.other" }
  """

let sbtLockExample = """
  {"lockVersion": 1, "configurations": ["compile", "test"], "dependencies": [
    {"org": "org.typelevel", "name": "cats-core_2.13", "version": "2.9.0",
     "artifacts": [{"name": "cats-core_2.13.jar", "hash": "sha1:\(String(repeating: "0f", count: 20))"}],
     "configurations": ["compile", "runtime", "test"]},
    {"org": "org.scalatest", "name": "scalatest_2.13", "version": "3.2.15",
     "artifacts": [], "configurations": ["test"]}]}
  """

@Suite struct `Java source files` {
  @Test func `a Maven project resolves what it can and guesses nothing`() throws {
    let facts = try analyze(MavenProjectAnalyzer.self, path: "pom.xml", mavenProjectExample)
    #expect(
      facts.packageLines == [
        "org.acme/app 1.0", "com.google.guava/guava 32.1.3-jre", "org.slf4j/slf4j-api 2.0.9",
        "junit/junit 4.13.2 (development)", "org.acme/core 1.0", "a/exact 1.0 (optional)",
        "a/range ", "a/loop ", "a/by-parent ", "a/profiled 3 (optional)",
      ]
    )
    #expect(facts.package("core")?.qualifiers == ["classifier": "linux"])
    #expect(facts.package("profiled")?.qualifiers == ["type": "war"])
    #expect(facts.package("app")?.licenses == ["Apache-2.0"])
    #expect(facts.package("app")?.dependencies.first == "a:by-parent")
    #expect(facts.gaps.map(\.detail) == ["the dependency at line 41 is named by another file"])
  }

  @Test(arguments: ["<html/>", "<project>", "{}", ""])
  func `a project that is none is malformed`(text: String) {
    #expect(throws: AnalysisError.self) {
      try analyze(MavenProjectAnalyzer.self, path: "pom.xml", text)
    }
  }

  @Test func `properties that multiply stay small`() throws {
    let bombs = (0..<40).map { "<p\($0)>${p\($0 + 1)}${p\($0 + 1)}${p\($0 + 1)}</p\($0)>" }
    let text = """
      <project><properties>\(bombs.joined())<p40>x</p40></properties><dependencies><dependency>
      <groupId>a</groupId><artifactId>b</artifactId><version>${p0}</version>
      </dependency></dependencies></project>
      """
    let facts = try analyze(MavenProjectAnalyzer.self, path: "pom.xml", text)
    #expect(facts.packageLines == ["a/b "])
  }

  @Test func `Gradle's lock tells by configurations what serves tests`() throws {
    let facts = try analyze(GradleLockAnalyzer.self, path: "gradle.lockfile", gradleLockExample)
    #expect(
      facts.packageLines == [
        "com.google.guava/guava 32.1.3-jre", "junit/junit 4.13.2 (development)",
        "org.projectlombok/lombok 1.18.30 (development)",
      ]
    )
    #expect(facts.gaps.map(\.detail) == ["line 6 names no package"])
  }

  @Test func `Gradle's older locks are named for a configuration`() throws {
    let path = "gradle/dependency-locks/testRuntimeClasspath.lockfile"
    let facts = try analyze(GradleLockAnalyzer.self, path: path, "a:b:1\n")
    #expect(facts.packageLines == ["a/b 1 (development)"])
  }

  @Test func `a version catalog gives libraries and plug-ins`() throws {
    let path = "gradle/libs.versions.toml"
    let facts = try analyze(GradleCatalogAnalyzer.self, path: path, gradleCatalogExample)
    #expect(
      facts.packageLines == [
        "com.squareup.okhttp3/okhttp 4.12.0", "org.jetbrains.kotlin/kotlin-stdlib 1.9.20",
        "com.squareup.okio/okio 3.6.0", "a/ranged ", "org.springframework/spring-core ",
        "org.jetbrains.kotlin.jvm/org.jetbrains.kotlin.jvm.gradle.plugin 1.9.20 (development)",
        "com.acme.tool/com.acme.tool.gradle.plugin 1.2 (development)",
      ]
    )
    #expect(facts.gaps.map(\.detail) == ["the library nameless has no name"])
  }

  @Test func `sbt's lock has hashes and configurations`() throws {
    let facts = try analyze(SBTLockAnalyzer.self, path: "build.sbt.lock", sbtLockExample)
    #expect(
      facts.packageLines == [
        "org.typelevel/cats-core_2.13 2.9.0", "org.scalatest/scalatest_2.13 3.2.15 (development)",
      ]
    )
    #expect(facts.packages.map(\.digests.count) == [1, 0])
  }
}
