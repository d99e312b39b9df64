import CStarter

/// The starter advisories that were built into the program.
package enum BuiltInStarter {
  /// The file that `scripts/make-starter` wrote; empty where there is none.
  package static func bytes() -> [UInt8] {
    var count = 0
    // SAFETY: the function gives the start of an array that lives as long as the program, and its size.
    let start = unsafe plimsoll_starter(&count)
    return unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }

  package static func archive() throws(StarterError) -> StarterArchive {
    try StarterArchive(bytes())
  }
}
