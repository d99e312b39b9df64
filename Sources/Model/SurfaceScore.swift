/// How much an image holds that an intruder could use: 0 for nothing but the application, 100 for
/// all there is.
package struct SurfaceScore: Hashable, Sendable {
  /// What adds to it, the most first.
  package var parts: [Part]

  /// One thing that adds to the score.
  package struct Part: Hashable, Sendable {
    /// Such as `shells`.
    package var name: String
    package var points: Int

    package init(name: String, points: Int) {
      self.name = name
      self.points = points
    }
  }

  package init(parts: [Part]) { self.parts = parts }

  package var value: Int { min(100, parts.reduce(0) { $0 + $1.points }) }
}
