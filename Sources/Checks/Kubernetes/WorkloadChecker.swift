import Formats
package import Model

/// The checks of workloads, sorted by id.
package let allWorkloadChecks: [any Check<Workload>] =
  ((BaselineControls.all + RestrictedControls.all).map(PodSecurity.init)
  + PodTables.all + OperationTables.all as [any Check<Workload>])
  .sorted { $0.rule.id < $1.rule.id }

/// The checks of objects of any kind, sorted by id.
package let allObjectChecks: [TableCheck<KubernetesObject>] =
  (RoleTables.all + TrafficTables.all + SettingTables.all).sorted { $0.rule.id < $1.rule.id }

/// The checks of all manifests together, sorted by id.
package let allClusterChecks: [TableCheck<ClusterView>] =
  ClusterTables.all.sorted { $0.rule.id < $1.rule.id }

/// A file of manifests that was looked at, and waits for what the others say.
package struct ManifestFile: Sendable {
  package var path: String
  var findings: [Finding] = []
  var gaps: [CoverageGap] = []
  var remarks: LineRemarks
  var objects: [KubernetesObject] = []
  var workloads: [ClusterView.Selected] = []
  /// Where an object or a container stands: what is said there is said of what is missing.
  var lacks: Set<DataNode.Position> = []
}

/// Reads manifests of Kubernetes and asks the chosen checks about what is in them.
package struct WorkloadChecker: Sendable {
  private let checks: [any Check<Workload>]
  private let objectChecks: [TableCheck<KubernetesObject>]
  private let clusterChecks: [TableCheck<ClusterView>]
  private let limits: Limits

  package init(_ selection: CheckSelection, limits: Limits) {
    checks = allWorkloadChecks.filter { selection.includes($0.rule) }
    objectChecks = allObjectChecks.filter { selection.includes($0.rule) }
    clusterChecks = allClusterChecks.filter { selection.includes($0.rule) }
    self.limits = limits
  }

  /// Names of files that may hold manifests.
  package static func recognizes(_ path: String) -> Bool {
    [".yaml", ".yml", ".json"].contains { path.lowercased().hasSuffix($0) }
  }

  /// What checks say of a file alone; `nil` where it holds no object of Kubernetes.
  package func check(_ bytes: Span<UInt8>, path: String) -> CheckedFile? {
    read(bytes, path: path).map { finish([$0])[0] }
  }

  /// Looks at one of several files; `nil` where it holds no object of Kubernetes.
  package func read(_ bytes: Span<UInt8>, path: String) -> ManifestFile? {
    guard Self.namesAnObject(bytes, path) else { return nil }
    var file = ManifestFile(path: path, remarks: LineRemarks(bytes, path: path))
    do throws(DataError) {
      for document in try YAMLReader.parse(bytes, limits: limits) { add(document, to: &file) }
    } catch {
      file.gaps.append(gap(error, bytes, path: path))
    }
    return file
  }

  private func add(_ document: DataNode, to file: inout ManifestFile) {
    for object in KubernetesObject.all(in: document, path: file.path) {
      for check in objectChecks { file.findings += check.evaluate(object) }
      // Few kinds matter to others, and the rest need not be kept.
      if ClusterView.matters(object.kind) { file.objects.append(object) }
    }
    if document["kind"] == nil, let kustomization = kustomization(document, file.path) {
      file.objects.append(kustomization)
    }
    for workload in Workload.all(in: document, path: file.path) {
      for check in checks { file.findings += check.evaluate(workload) }
      var view = ClusterView()
      view.add(workload)
      file.workloads += view.workloads
      file.lacks.insert(workload.document.position)
      file.lacks.insert(workload.spec.position)
      for container in workload.containers { file.lacks.insert(container.node.position) }
    }
  }

  /// A kustomization need not say what it is.
  private func kustomization(_ document: DataNode, _ path: String) -> KubernetesObject? {
    guard Self.isKustomization(path), document.map != nil else { return nil }
    return KubernetesObject(kustomization: document, path: path)
  }

  /// What is said of each file when all were read, in their order.
  package func finish(_ files: [ManifestFile]) -> [CheckedFile] {
    var cluster = ClusterView()
    for file in files {
      for object in file.objects { cluster.add(object) }
    }
    for file in files where !cluster.patches.contains(file.path) {
      cluster.workloads += file.workloads
    }
    var others: [String: [Finding]] = [:]
    for finding in clusterChecks.flatMap({ $0.evaluate(cluster) }) {
      others[finding.location.path, default: []].append(finding)
    }
    return files.map { file in
      var result = CheckedFile()
      result.gaps = file.gaps
      var findings = file.findings
      if cluster.patches.contains(file.path) {
        // What a patch does not say stands in the object that it is laid over.
        findings.removeAll { file.lacks.contains($0.position) }
      }
      findings += others[file.path] ?? []
      file.remarks.apply(to: findings.inOrder(), into: &result)
      return result
    }
  }

  /// A template is no manifest yet: that is said in words that help.
  private func gap(_ error: DataError, _ bytes: Span<UInt8>, path: String) -> CoverageGap {
    guard case .malformed = error, Self.isTemplate(bytes) else {
      return error.gap(path: path, source: "kubernetes")
    }
    let detail = "a template, which is no manifest before it is rendered"
    return CoverageGap(.unsupported, path: path, source: "kubernetes", detail: detail)
  }

  /// Whether `{{` stands in a line outside of a comment.
  private static func isTemplate(_ bytes: Span<UInt8>) -> Bool {
    var isComment = false
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "\n"): isComment = false
      case UInt8(ascii: "#"): isComment = true
      case UInt8(ascii: "{") where !isComment && bytes.holds("{{", at: index): return true
      default: break
      }
    }
    return false
  }

  private static func isKustomization(_ path: String) -> Bool {
    let name = path.pieces(on: "/").last ?? ""
    return ["kustomization.yaml", "kustomization.yml", "Kustomization"].contains(name)
  }

  /// Whether both words stand there that every object has.
  private static func namesAnObject(_ bytes: Span<UInt8>, _ path: String) -> Bool {
    isKustomization(path)
      || bytes.firstIndex(of: Array("apiVersion".utf8)) != nil
        && bytes.firstIndex(of: Array("kind".utf8)) != nil
  }
}

extension Finding {
  fileprivate var position: DataNode.Position {
    DataNode.Position(line: location.line ?? 0, column: location.column ?? 0)
  }
}
