import Formats
import Model
import OCI
import Testing

@testable import Registry

@Suite struct `engine history` {
  /// A history from steps as people list them, the first one first.
  private func history(_ steps: [(String, Int)]) throws -> EngineHistory {
    var json = JSONWriter(.compact)
    json.list(steps.reversed()) { json, step in
      json.object {
        $0.field("CreatedBy", step.0)
        $0.field("Size", Int64(step.1))
      }
    }
    return try EngineHistory(
      JSONReader.parse(json.bytes.span, limits: .standard),
      engine: .docker
    )
  }

  /// What each layer's step is called; an empty text for one without a layer.
  private func layers(_ steps: [(String, Int)], count: Int) throws -> [String]? {
    try history(steps).steps(layerCount: count)?.filter { !$0.isEmpty }.map(\.createdBy)
  }

  @Test func `tells steps with contents from settings`() throws {
    let steps = [
      ("ADD file:1 in /", 100), ("ENV A=b", 0), ("/bin/sh -c #(nop)  CMD [\"sh\"]", 0),
      ("RUN x # buildkit", 5),
    ]
    #expect(try layers(steps, count: 2) == ["ADD file:1 in /", "RUN x # buildkit"])
  }

  @Test func `gives a layer to each step that may have one where all must`() throws {
    let steps = [("ADD", 9), ("RUN mkdir /x", 0), ("LABEL a=b", 0), ("WORKDIR /y", 0)]
    #expect(try layers(steps, count: 3) == ["ADD", "RUN mkdir /x", "WORKDIR /y"])
  }

  @Test func `gives none to any where no layer is left`() throws {
    #expect(try layers([("ADD", 9), ("WORKDIR /there", 0)], count: 1) == ["ADD"])
  }

  @Test(arguments: [
    // One of two steps has a layer, and nothing says which.
    ([("ADD", 9), ("RUN rm /x", 0), ("WORKDIR /y", 0)], 2),
    // More steps with contents than layers, and fewer steps than layers.
    ([("ADD", 9), ("RUN x", 9)], 1),
    ([("ADD", 9)], 3),
  ])
  func `does not guess`(steps: [(String, Int)], count: Int) throws {
    #expect(try history(steps).steps(layerCount: count) == nil)
  }

  @Test func `of an image without one is empty`() throws {
    #expect(try history([]).steps(layerCount: 2)?.isEmpty == true)
  }

  @Test func `is believed where it tells all`() throws {
    let text = #"[{"created_by":"a"},{"created_by":"b","empty_layer":true},{"comment":"c"}]"#
    let list = try #require(JSONReader.parse(Array(text.utf8).span, limits: .standard).list)
    let steps = try #require(EngineHistory(ofConfiguration: list).steps(layerCount: 2))
    #expect(steps.map(\.createdBy) == ["a", "b", ""])
    #expect(steps.map(\.isEmpty) == [false, true, false])
  }

  @Test func `must be a list`() throws {
    let node = try JSONReader.parse(Array("{}".utf8).span, limits: .standard)
    #expect(throws: EngineError.self) { try EngineHistory(node, engine: .docker) }
  }
}
