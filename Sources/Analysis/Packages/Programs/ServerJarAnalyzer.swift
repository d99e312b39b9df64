import Formats
package import Model

/// Tells servers written in Java by the name of the archive that each release of them carries.
///
/// What is in the archive is the business of the analyzer of Java archives; this says which product
/// is installed, in the words that its advisories use.
package struct ServerJarAnalyzer: FileAnalyzer {
  package static let name = "program-server-jar"
  package static let version = 1
  package static let summary = "Servers in Java (Kafka, ZooKeeper, Elasticsearch, …) by their jar"
  package static let view = AnalysisView.installed
  package static let patterns = [FilePattern.ending(".jar")]

  /// The artifact that only the server has, and the server; names of Scala builds less the version
  /// of Scala.
  private static let products = [
    "activemq-broker": "activemq",
    "apache-cassandra": "cassandra",
    "artemis-server": "activemq-artemis",
    "elasticsearch": "elasticsearch",
    "flink-dist": "flink",
    "hadoop-common": "hadoop",
    "hbase-server": "hbase",
    "kafka": "kafka",
    "logstash-core": "logstash",
    "neo4j": "neo4j",
    "opensearch": "opensearch",
    "solr-core": "solr",
    "spark-core": "spark",
    "zookeeper": "zookeeper",
  ]

  package init(limits: Limits) {}

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let name = JavaFileName(file.name)
    let artifact = name.name.prefix { $0 != "_" }
    guard let product = ServerJarAnalyzer.products[String(artifact)], !name.version.isEmpty else {
      return
    }
    let evidence = Evidence(
      analyzer: ServerJarAnalyzer.name,
      method: .fileName,
      path: file.path
    )
    facts.packages.append(
      Package(.generic, name: product, version: name.version, evidence: evidence)
    )
  }
}
