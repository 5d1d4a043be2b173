/// Orders that wait for a price, the one that is reached first at the end.
///
/// A ladder for falling prices keeps prices, one for rising prices their negatives, so that in
/// both an order is reached as soon as the market is at or below its key.
struct TriggerLadder: Sendable {
  struct Rung: Sendable {
    let key: Int128
    let priority: Int
    let slot: Int

    /// Whether it is reached after `other`: further away, or as far and later.
    func isBehind(_ other: Rung) -> Bool {
      key != other.key ? key < other.key : priority > other.priority
    }
  }

  private(set) var rungs: [Rung] = []

  var nearest: Rung? { rungs.last }

  mutating func insert(_ rung: Rung) {
    rungs.insert(rung, at: position(of: rung))
  }

  mutating func remove(_ rung: Rung) {
    let index = position(of: rung)
    precondition(
      index < rungs.count && rungs[index].slot == rung.slot, "An order left a ladder it is not on")
    rungs.remove(at: index)
  }

  /// The first rung that a market at `reached` has come to and that `isCandidate` takes.
  ///
  /// - Complexity: O(rungs that are reached but not taken).
  func first(reachedBy reached: Int128, where isCandidate: (Int) -> Bool) -> Rung? {
    for rung in rungs.reversed() {
      guard reached <= rung.key else { return nil }
      if isCandidate(rung.slot) { return rung }
    }
    return nil
  }

  /// The index of the first rung that is not behind `rung`.
  private func position(of rung: Rung) -> Int {
    var low = 0
    var high = rungs.count
    while low < high {
      let middle = (low + high) / 2
      if rungs[middle].isBehind(rung) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
