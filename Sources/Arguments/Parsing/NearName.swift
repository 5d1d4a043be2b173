/// Finds the name that was probably meant by a mistyped one.
enum NearName {
  /// The candidate with the fewest slips from what was typed, if there are few enough of them.
  ///
  /// Two slips are allowed in names of six letters and more, one from three letters on, and none
  /// in shorter ones, where every name is near every other.
  static func nearest(to typed: String, among candidates: [String]) -> String? {
    let typed = letters(of: typed)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let name = letters(of: candidate)
      let shorter = min(typed.count, name.count)
      let allowed = shorter >= 6 ? 2 : shorter >= 3 ? 1 : 0
      guard allowed > 0, abs(typed.count - name.count) <= allowed else { continue }
      let distance = distance(from: typed, to: name)
      if distance <= allowed, distance < best?.distance ?? Int.max {
        best = (candidate, distance)
      }
    }
    return best?.name
  }

  /// Without leading dashes, which every option shares, and without regard to case.
  private static func letters(of name: String) -> [UInt8] {
    name.utf8.drop { $0 == UInt8(ascii: "-") }.prefix(64).map {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0
    }
  }

  /// How many insertions, deletions, replacements and swaps of neighbors lead from one to the other.
  ///
  /// This is the restricted Damerau-Levenshtein distance: a swapped pair is not edited again.
  static func distance(from source: [UInt8], to target: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...target.count)
    for row in source.indices {
      var current = [row + 1]
      for column in target.indices {
        let isSame = source[row] == target[column]
        var cost = min(previous[column + 1] + 1, current[column] + 1)
        cost = min(cost, previous[column] + (isSame ? 0 : 1))
        if row > 0, column > 0, source[row] == target[column - 1],
          source[row - 1] == target[column]
        {
          cost = min(cost, beforePrevious[column - 1] + 1)
        }
        current.append(cost)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[target.count]
  }
}
