import Analysis
import Formats
import Model
import TestSupport

/// The inventory of a tree of files, seen by these analyzers alone.
func joined(
  _ analyzers: [any FileAnalyzer.Type],
  kind: Subject.Kind,
  _ build: (inout TarBuilder) -> Void
) -> Inventory {
  var tar = TarBuilder()
  build(&tar)
  let view = kind == .sourceTree ? AnalysisView.source : .installed
  let index = FileIndex(analyzers, view: view, limits: .standard)
  let layer = LayerWalk(index: index, limits: .standard).run(ArraySource(tar.finished()))
  var join = InventoryJoin(subject: Subject(kind: kind, name: "test"), layers: [layer])
  return join.run()
}
