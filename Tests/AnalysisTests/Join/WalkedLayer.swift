import Analysis
import Formats
import Model
import TestSupport

/// The first bytes of a 64-bit program, little-endian: enough to be recognised.
let tinyProgram: [UInt8] =
  [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + [UInt8](repeating: 0, count: 8) + [2, 0, 62, 0]

/// What the walk makes of one layer.
func walked(
  limits: Limits = .standard,
  _ build: (inout TarBuilder) -> Void
) -> LayerInventory {
  var tar = TarBuilder()
  build(&tar)
  return walked(tar.finished(), limits: limits)
}

/// What the walk makes of these bytes of an archive.
func walked(_ bytes: [UInt8], limits: Limits = .standard) -> LayerInventory {
  let index = FileIndex([PlainListAnalyzer.self], view: .installed, limits: limits)
  return LayerWalk(index: index, limits: limits).run(ArraySource(bytes))
}
