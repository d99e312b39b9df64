/// Deterministic pseudo-random numbers, so that a failing run can be repeated.
///
/// SplitMix64, after Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators".
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Spoilt versions of a good input: each parser must answer every one with a value or an error.
package func hostileVariants(of good: [UInt8], seed: UInt64 = 1) -> [[UInt8]] {
  var generator = SeededGenerator(seed: seed)
  var variants: [[UInt8]] = [[], [0], [UInt8](repeating: 0, count: 512)]
  variants.append([UInt8](repeating: 0xFF, count: 512))
  variants.append((0..<2048).map { _ in UInt8.random(in: 0...255, using: &generator) })
  // Truncated at every early byte, then at a spread of later ones.
  let cuts =
    Array(0..<min(good.count, 64))
    + stride(from: 64, to: max(good.count, 64), by: max(1, good.count / 64))
  variants += cuts.map { Array(good.prefix($0)) }
  variants.append(good + good)
  for _ in 0..<64 where !good.isEmpty {
    var flipped = good
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let at = Int.random(in: 0..<flipped.count, using: &generator)
      flipped[at] = UInt8.random(in: 0...255, using: &generator)
    }
    variants.append(flipped)
  }
  return variants
}
