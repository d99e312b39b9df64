/// Where the keys of an ordered map are, once there are more than a look along them finds as fast.
///
/// Most maps of lock files have few entries; a dictionary for each would cost more to make than
/// the rest of reading them.
struct KeyIndex {
  private var places: [String: Int] = [:]

  private static let usedFrom = 12

  /// The place of a key among `count` keys.
  func place(of key: String, count: Int, keyAt: (Int) -> String) -> Int? {
    if !places.isEmpty { return places[key] }
    for place in 0..<count where keyAt(place) == key { return place }
    return nil
  }

  /// Notes that the last of `count` keys is new.
  mutating func noteLast(count: Int, keyAt: (Int) -> String) {
    if !places.isEmpty {
      places[keyAt(count - 1)] = count - 1
    } else if count == Self.usedFrom {
      for place in 0..<count { places[keyAt(place)] = place }
    }
  }
}
