/// The newest round trips of a run, at most a stated number.
package struct RecentRoundTrips: Sendable {
  package let limit: Int
  /// How many came in all.
  package private(set) var count = 0
  private var ring: [RoundTrip] = []

  /// - Parameter limit: The most to keep, above zero.
  package init(limit: Int) {
    precondition(limit > 0, "At least one round trip is kept")
    self.limit = limit
  }

  package mutating func add(_ trip: RoundTrip) {
    if ring.count < limit { ring.append(trip) } else { ring[count % limit] = trip }
    count += 1
  }

  /// The kept ones, newest last.
  package var elements: [RoundTrip] {
    guard count > limit else { return ring }
    let oldest = count % limit
    return Array(ring[oldest...] + ring[..<oldest])
  }
}
