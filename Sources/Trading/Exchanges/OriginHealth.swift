package import Domain
package import VenueInterface

/// Which of an operator's hosts is to be asked next: the preferred one, unless it has just failed.
package struct OriginHealth: Sendable {
  private struct Rest {
    var failures = 0
    var end = Timestamp.distantPast
  }

  /// The preferred one first; never empty.
  let origins: [HTTPOrigin]
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
    rests[place].end = now.advanced(by: Self.length(of: rests[place].failures))
  }

  /// - Returns: Whether it had failed before.
  @discardableResult
  package mutating func succeed(_ origin: HTTPOrigin) -> Bool {
    guard let place = origins.firstIndex(of: origin), rests[place].failures > 0 else {
      return false
    }
    rests[place] = Rest()
    return true
  }

  // MARK: For the next process

  /// The hosts that have failed, a line each: place, how often, and the end of its rest.
  package var text: String {
    zip(origins, rests).filter { $1.failures > 0 }
      .map { "\($0) \($1.failures) \($1.end.nanoseconds)\n" }.joined()
  }

  /// Takes in what another process has learned; what cannot be read is passed over.
  package mutating func learn(_ text: String, at now: Timestamp) {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 3, let failures = Int(words[1]), let end = Int64(words[2]),
        (1...Self.doublingsMax).contains(failures),
        let place = origins.firstIndex(where: { $0.description == words[0] })
      else { continue }
      let rest = Timestamp(nanoseconds: end)
      // No rest is longer than that: a clock was wrong.
      guard rest.since(now) <= Self.length(of: Self.doublingsMax) else { continue }
      rests[place] = Rest(failures: failures, end: rest)
    }
  }

  private static func length(of failures: Int) -> TimeInterval {
    TimeInterval(nanoseconds: shortestRest.nanoseconds << Int64(failures - 1))
  }

  private static let shortestRest = TimeInterval(nanoseconds: 5_000_000_000)
  /// Rests end at eleven minutes.
  private static let doublingsMax = 8
}
