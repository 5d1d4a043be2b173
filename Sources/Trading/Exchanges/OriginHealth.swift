package import Domain
package import VenueInterface

/// Which of an operator's hosts is to be asked next: the preferred one, unless it has just failed.
package struct OriginHealth: Sendable {
  private struct Rest {
    var failures = 0
    var end = Timestamp.distantPast
  }

  /// The preferred one first; never empty.
  private let origins: [HTTPOrigin]
  private var rests: [Rest]

  /// - Parameter origins: The preferred one first; at least one.
  package init(_ origins: [HTTPOrigin]) {
    precondition(!origins.isEmpty, "An exchange is reached somewhere")
    self.origins = origins
    rests = Array(repeating: Rest(), count: origins.count)
  }

  package var count: Int { origins.count }

  /// The first that is not at rest; where all are, the one that has been so for the longest.
  package func best(at now: Timestamp) -> HTTPOrigin {
    let awake = origins.indices.first { rests[$0].end <= now }
    let place = awake ?? origins.indices.min { rests[$0].end < rests[$1].end } ?? 0
    return origins[place]
  }

  /// It did not answer, or not sensibly: it rests, the longer the more often that happens in a row.
  package mutating func fail(_ origin: HTTPOrigin, at now: Timestamp) {
    guard let place = origins.firstIndex(of: origin) else { return }
    rests[place].failures = min(rests[place].failures + 1, Self.doublingsMax)
    let length = Self.shortestRest.nanoseconds << Int64(rests[place].failures - 1)
    rests[place].end = now.advanced(by: TimeInterval(nanoseconds: length))
  }

  package mutating func succeed(_ origin: HTTPOrigin) {
    guard let place = origins.firstIndex(of: origin) else { return }
    rests[place] = Rest()
  }

  private static let shortestRest = TimeInterval(nanoseconds: 5_000_000_000)
  /// Rests end at eleven minutes.
  private static let doublingsMax = 8
}
