import Formats

/// The form of a Maven project's model in the cache.
extension RecordWriter {
  mutating func write(_ model: MavenModel) {
    for text in [
      model.group, model.artifact, model.version, model.packaging, model.vendor, model.parentPath,
    ] { write(text) }
    write(model.licenses)
    write(model.parent) { $0.write([$1.group, $1.artifact, $1.version]) }
    write(model.properties)
    write(model.profileProperties)
    write(model.managed) { $0.write($1) }
    write(model.dependencies) { $0.write($1) }
  }

  private mutating func write(_ properties: [String: String]) {
    write(properties.sorted { $0.key < $1.key }) { writer, property in
      writer.write(property.key)
      writer.write(property.value)
    }
  }

  private mutating func write(_ dependency: MavenModel.Dependency) {
    for text in [
      dependency.group, dependency.artifact, dependency.version, dependency.type,
      dependency.classifier, dependency.scope, dependency.optional,
    ] { write(text) }
    write(dependency.line)
    write(dependency.isOfProfile ? 1 : 0)
  }
}

extension RecordReader {
  mutating func mavenModel() throws(Damaged) -> MavenModel {
    var model = MavenModel()
    model.group = try text()
    model.artifact = try text()
    model.version = try text()
    model.packaging = try text()
    model.vendor = try text()
    model.parentPath = try text()
    model.licenses = try texts()
    model.parent = try optional { (reader) throws(Damaged) in
      let texts = try reader.texts()
      guard texts.count == 3 else { throw Damaged() }
      return MavenModel.Reference(group: texts[0], artifact: texts[1], version: texts[2])
    }
    model.properties = try mavenProperties()
    model.profileProperties = try mavenProperties()
    model.managed = try list { (reader) throws(Damaged) in try reader.mavenDependency() }
    model.dependencies = try list { (reader) throws(Damaged) in try reader.mavenDependency() }
    return model
  }

  private mutating func mavenProperties() throws(Damaged) -> [String: String] {
    var properties: [String: String] = [:]
    for _ in 0..<(try count()) {
      let key = try text()
      properties[key] = try text()
    }
    return properties
  }

  private mutating func mavenDependency() throws(Damaged) -> MavenModel.Dependency {
    var dependency = MavenModel.Dependency()
    dependency.group = try text()
    dependency.artifact = try text()
    dependency.version = try text()
    dependency.type = try text()
    dependency.classifier = try text()
    dependency.scope = try text()
    dependency.optional = try text()
    dependency.line = try int()
    dependency.isOfProfile = try int() == 1
    return dependency
  }
}
