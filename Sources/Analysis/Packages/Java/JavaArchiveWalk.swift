import Formats
import Model

/// Where an archive lies in the file that is looked at.
struct JavaArchivePlace {
  var fileName: String
  /// The way into the file, `app.war!/WEB-INF/lib/a.jar`; empty for the file itself.
  var innerPath = ""
  var depth = 0

  func inside(_ entry: String) -> String {
    innerPath.isEmpty ? entry : "\(innerPath)!/\(entry)"
  }

  func nested(_ entry: String) -> JavaArchivePlace {
    let name = entry.utf8.lastIndex(of: UInt8(ascii: "/")).map { entry[$0...].dropFirst() }
    return JavaArchivePlace(
      fileName: String(name ?? entry[...]),
      innerPath: inside(entry),
      depth: depth + 1
    )
  }
}

/// Walks one archive and those within it, one after the other, and collects packages.
///
/// Only what is read is decompressed: manifests, coordinates, and archives within, each let go
/// before the next. All together may not exceed a budget, so that archives within archives cannot
/// multiply.
struct JavaArchiveWalk: ~Copyable {
  private(set) var packages: [Package] = []
  private(set) var gaps: [CoverageGap] = []
  private let file: String
  private let limits: Limits
  private var inflate = Inflate(.bare)
  private var budget: Int
  private var known: [Key: Int] = [:]

  private struct Key: Hashable {
    let group: String
    let artifact: String
    let version: String
  }

  init(file: String, limits: Limits) {
    self.file = file
    self.limits = limits
    budget = 8 * limits.fileSize
  }

  mutating func read(_ bytes: Span<UInt8>, _ place: JavaArchivePlace) throws(ZipError) {
    let archive = try ZipReader(bytes, limits: limits)
    let contents = JavaArchiveContents(archive, bytes)
    var manifest = JarManifest()
    if let entry = contents.manifest {
      let text = try take(entry, of: archive, bytes)
      manifest = JarManifest(text.span)
    }
    var coordinates: [MavenCoordinates] = []
    for group in contents.maven {
      if let found = try readCoordinates(group, of: archive, bytes, place) {
        coordinates.append(found)
      }
    }
    try add(contents, manifest: manifest, coordinates: coordinates, bytes, place)
    for entry in contents.archives {
      let inner = place.nested(entry.nameText(in: bytes))
      do throws(ZipError) {
        try readNested(entry, of: archive, bytes, inner)
      } catch {
        let reason = AnalysisError(error).gap(path: file, source: JavaArchiveAnalyzer.name)
        gaps.append(reason.inside(inner.innerPath))
      }
    }
  }

  private mutating func readNested(
    _ entry: ZipEntry,
    of archive: ZipReader,
    _ bytes: Span<UInt8>,
    _ place: JavaArchivePlace
  ) throws(ZipError) {
    guard place.depth < limits.nesting else { throw .limit("\(limits.nesting) nested archives") }
    if let stored = try archive.contentsInPlace(of: entry, in: bytes) {
      let inner = bytes.extracting(stored)
      try read(inner, place)
    } else {
      let inner = try take(entry, of: archive, bytes)
      try read(inner.span, place)
    }
  }

  /// Decompresses an entry, at the expense of the budget.
  private mutating func take(
    _ entry: ZipEntry,
    of archive: ZipReader,
    _ bytes: Span<UInt8>
  ) throws(ZipError) -> [UInt8] {
    guard entry.size <= budget else { throw .limit("decompressed bytes of one archive") }
    budget -= entry.size
    return try archive.contents(of: entry, in: bytes, with: &inflate)
  }

  private mutating func readCoordinates(
    _ files: JavaArchiveContents.MavenFiles,
    of archive: ZipReader,
    _ bytes: Span<UInt8>,
    _ place: JavaArchivePlace
  ) throws(ZipError) -> MavenCoordinates? {
    guard let any = files.any, var found = MavenCoordinates(path: any.nameText(in: bytes)) else {
      return nil
    }
    if let entry = files.properties {
      let properties = try take(entry, of: archive, bytes)
      found.add(properties: properties.span)
    }
    if let entry = files.project {
      let text = try take(entry, of: archive, bytes)
      do throws(DataError) {
        found.add(project: try XMLReader.parse(text.span, limits: limits))
      } catch {
        // With the properties at hand a project file that names undeclared entities, as some do,
        // costs no more than the licence.
        if files.properties == nil {
          let gap = AnalysisError(error).gap(path: file, source: JavaArchiveAnalyzer.name)
          gaps.append(gap.inside(place.inside(found.path)))
        }
      }
    }
    return found
  }

  /// Adds the archive itself, and the artifacts that were shaded into it.
  private mutating func add(
    _ contents: JavaArchiveContents,
    manifest: JarManifest,
    coordinates: [MavenCoordinates],
    _ bytes: Span<UInt8>,
    _ place: JavaArchivePlace
  ) throws(ZipError) {
    guard packages.count + coordinates.count < limits.packagesPerFile else {
      throw .limit("packages in one file")
    }
    let fileName = JavaFileName(place.fileName)
    let own = JavaOwnership(fileName: fileName, manifest: manifest).own(among: coordinates)
    let identity = JavaIdentity(
      fileName: fileName,
      manifest: manifest,
      commonPackage: own == nil ? contents.commonPackage(in: bytes) : ""
    )
    for (index, found) in coordinates.enumerated() where index != own {
      var package = package(found.group, found.artifact, found.version, .embedded)
      package.licenses = found.licenses
      package.evidence[0].innerPath = place.inside(found.path)
      add(package)
    }
    var package: Package
    if let own {
      let found = coordinates[own]
      let version = found.version.isEmpty ? identity.version : found.version
      package = self.package(found.group, found.artifact, version, .embedded)
      package.licenses = found.licenses
    } else {
      // Resources without a version are no component that anyone could look up.
      guard contents.hasClasses || !identity.version.isEmpty else { return }
      package = self.package(
        identity.group,
        identity.artifact,
        identity.version,
        identity.isFromFileName ? .fileName : .embedded
      )
    }
    if package.licenses.isEmpty { package.licenses = JavaLicenses.stated(in: manifest) }
    package.vendor = manifest["Implementation-Vendor"] ?? manifest["Bundle-Vendor"] ?? ""
    package.digests = [Checksum.sha1(bytes)]
    package.evidence[0].innerPath = place.innerPath
    add(package)
  }

  private func package(
    _ group: String,
    _ artifact: String,
    _ version: String,
    _ method: Evidence.Method
  ) -> Package {
    Package(
      .maven,
      namespace: group,
      name: artifact,
      version: version,
      evidence: Evidence(analyzer: JavaArchiveAnalyzer.name, method: method, path: file)
    )
  }

  /// Adds a package, or what is new about one that another part of the file holds as well.
  private mutating func add(_ package: Package) {
    let key = Key(group: package.namespace, artifact: package.name, version: package.version)
    guard let index = known[key] else {
      known[key] = packages.count
      packages.append(package)
      return
    }
    packages[index].evidence += package.evidence
    for digest in package.digests where !packages[index].digests.contains(digest) {
      packages[index].digests.append(digest)
    }
    if packages[index].licenses.isEmpty { packages[index].licenses = package.licenses }
  }
}

extension CoverageGap {
  /// The same gap, said of an archive within the file.
  fileprivate func inside(_ innerPath: String) -> CoverageGap {
    var gap = self
    gap.detail = "\(innerPath): \(detail)"
    return gap
  }
}
