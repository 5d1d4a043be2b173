internal import Domain

/// How far a paper market has been shown what happened.
///
/// An event is told apart from others of the same time by how many came before it, so that a file
/// that is fed again, or by two processes at once, is seen once.
struct PaperMarketClock: Hashable {
  private(set) var time = Timestamp.distantPast
  /// How many events of that time there have been.
  private(set) var seen = 0

  init() {}

  init(time: Timestamp, seen: Int) {
    self.time = time
    self.seen = seen
  }

  /// Goes on to an event.
  ///
  /// - Parameters:
  ///   - time: When it happened.
  ///   - ordinal: Its place among the events of that time in its source, from 1.
  /// - Returns: False for one that has been seen, or is older than one that has.
  mutating func advance(to time: Timestamp, ordinal: Int) -> Bool {
    guard time > self.time || time == self.time && ordinal > seen else { return false }
    self.time = time
    seen = ordinal
    return true
  }
}
