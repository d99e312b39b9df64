// OVAL 5 (oval.mitre.org): definitions name tests in trees of criteria; a test looks at an object, the
// name of a package, and holds it against states, such as "earlier than this version".
//
//   <definition class="patch"><metadata>…</metadata>
//     <criteria operator="AND"><criterion test_ref="tst:1"/><criteria operator="OR">…</criteria>
//   <rpminfo_test id="tst:1" comment=""><object object_ref="obj:1"/><state state_ref="ste:1"/>
//   <rpminfo_object id="obj:1"><name>bind</name>, or <name var_ref="var:1"/>
//   <rpminfo_state id="ste:1"><evr operation="less than">0:1.2-3</evr><arch/><version/>
//   <constant_variable id="var:1"><value>bind9</value>

import Formats
import Model

/// An OVAL document with its references resolved.
struct OVALDocument {
  /// What a test asks of packages.
  struct Test {
    var names: [String] = []
    var comment = ""
    /// The version that affected ones are below, and whether they include it.
    var upper: (version: String, isIncluded: Bool)?
    /// The version that affected ones are from on.
    var lower: String?
    /// A pattern of architectures, `aarch64|x86_64`.
    var architecture = ""
    /// A pattern of versions, `^8`.
    var versionPattern = ""
  }

  let definitions: [XMLElement]
  let date: String
  private var tests: [String: Test] = [:]

  init(_ bytes: Span<UInt8>, limits: Limits) throws(FeedError) {
    let root = try FeedXML.parse(bytes, limits: limits)
    guard root.name == "oval_definitions", let list = root.child("definitions") else {
      throw .malformed("no OVAL definitions")
    }
    definitions = list.children(named: "definition")
    date = Day.text(root.child("generator")?.childText("timestamp") ?? "")
    let objects = Self.byID(root.child("objects"))
    let states = Self.byID(root.child("states"))
    let variables = Self.byID(root.child("variables"))
    for element in root.child("tests")?.children ?? [] {
      guard let id = element.attribute("id") else { continue }
      tests[id] = Self.test(element, objects, states, variables)
    }
  }

  func test(_ id: String?) -> Test? { id.flatMap { tests[$0] } }

  private static func byID(_ list: XMLElement?) -> [String: XMLElement] {
    let pairs = (list?.children ?? []).map { ($0.attribute("id") ?? "", $0) }
    return Dictionary(pairs) { first, _ in first }
  }

  private static func test(
    _ element: XMLElement,
    _ objects: [String: XMLElement],
    _ states: [String: XMLElement],
    _ variables: [String: XMLElement]
  ) -> Test {
    var test = Test()
    test.comment = element.attribute("comment") ?? ""
    let object = element.child("object")?.attribute("object_ref").flatMap { objects[$0] }
    if let name = object?.child("name") {
      if let variable = name.attribute("var_ref") {
        test.names = (variables[variable]?.children(named: "value") ?? [])
          .map { String($0.text.trimmed) }
      } else {
        test.names = [String(name.text.trimmed)]
      }
      test.names.removeAll { $0.isEmpty }
    }
    for reference in element.children(named: "state") {
      guard let state = reference.attribute("state_ref").flatMap({ states[$0] }) else { continue }
      read(state, into: &test)
    }
    return test
  }

  private static func read(_ state: XMLElement, into test: inout Test) {
    for child in state.children {
      let text = String(child.text.trimmed)
      switch (child.name, child.attribute("operation") ?? "equals") {
      case ("evr", "less than"): test.upper = (RPMBuild.evr(text), false)
      case ("evr", "less than or equal"), ("evr", "equals"):
        test.upper = (RPMBuild.evr(text), true)
        if child.attribute("operation") != "less than or equal" { test.lower = RPMBuild.evr(text) }
      case ("evr", "greater than or equal"), ("evr", "greater than"):
        test.lower = RPMBuild.evr(text)
      case ("arch", _): test.architecture = text
      case ("version", _): test.versionPattern = text
      default: break
      }
    }
  }
}

/// What holds for the packages under one node of a tree of criteria.
struct OVALContext {
  var release = ""
  var architecture = ""
  var module = ""
}

/// One stretch of versions of one package, as criteria say it.
struct OVALStatement {
  var name: String
  var interval: VersionInterval
  var context: OVALContext
}

extension OVALDocument {
  /// What the criteria of a definition say of packages.
  ///
  /// - Parameter learn: what a test says of everything that must hold together with it.
  func statements(
    of definition: XMLElement,
    learn: (Test, _ comment: String, inout OVALContext) -> Void
  ) -> [OVALStatement] {
    var found: [OVALStatement] = []
    for criteria in definition.children(named: "criteria") {
      walk(criteria, OVALContext(), learn, &found)
    }
    return found
  }

  private func walk(
    _ criteria: XMLElement,
    _ outer: OVALContext,
    _ learn: (Test, String, inout OVALContext) -> Void,
    _ found: inout [OVALStatement]
  ) {
    var context = outer
    let isAll = (criteria.attribute("operator") ?? "AND") == "AND"
    var bounds: [String: VersionInterval] = [:]
    var order: [String] = []
    for criterion in criteria.children(named: "criterion")
    where criterion.attribute("negate") != "true" {
      guard let test = test(criterion.attribute("test_ref")) else { continue }
      let comment = criterion.attribute("comment") ?? test.comment
      if isAll { learn(test, comment.isEmpty ? test.comment : comment, &context) }
      guard test.upper != nil || test.lower != nil else { continue }
      for name in test.names {
        let key = isAll ? name : "\(name) \(order.count)"
        if bounds[key] == nil { order.append(key) }
        var interval = bounds[key] ?? VersionInterval(.open)
        if let lower = test.lower { interval.lower = lower }
        if let upper = test.upper {
          interval.end = upper.isIncluded ? .lastAffected(upper.version) : .fixed(upper.version)
        }
        bounds[key] = interval
      }
    }
    for key in order {
      guard let interval = bounds[key] else { continue }
      let name = key.cut(at: " ").map { String($0.before) } ?? key
      found.append(OVALStatement(name: name, interval: interval, context: context))
    }
    for inner in criteria.children(named: "criteria") { walk(inner, context, learn, &found) }
  }
}

extension XMLElement {
  /// The identifiers of references from one source, whatever its case.
  func references(from source: String) -> [String] {
    (child("metadata")?.children(named: "reference") ?? [])
      .filter { $0.attribute("source")?.lowercased() == source }
      .compactMap { $0.attribute("ref_id") }.filter { !$0.isEmpty }.distinct
  }
}
