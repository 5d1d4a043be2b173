/// Finds what a misspelt name was probably meant to be.
enum NearName {
  /// The first of the nearest names, at most two edits away and at most half of its letters.
  static func of(_ name: String, among known: [String]) -> String? {
    // Names longer than any known one need no distance, which bounds the work.
    guard name.utf8.count <= 64 else { return nil }
    let distances = known.map { (name: $0, distance: distance(Array(name.utf8), Array($0.utf8))) }
    guard let nearest = distances.min(by: { $0.distance < $1.distance }),
      nearest.distance <= 2, nearest.distance * 2 <= nearest.name.utf8.count
    else { return nil }
    return nearest.name
  }

  /// How many bytes have to be put in, taken out or replaced (Levenshtein, one row at a time).
  private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var row = Array(0...second.count)
    for (index, byte) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in second.indices {
        let replaced = diagonal + (byte == second[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
      }
    }
    return row[second.count]
  }
}
