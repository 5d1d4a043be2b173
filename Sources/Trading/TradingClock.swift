package import Domain

/// The time of day, and waiting; handed in, so that a test has both in its hand.
package protocol TradingClock: Sendable {
  func now() -> Timestamp
  /// Returns when the time is over, or earlier where a signal asks for the end.
  func wait(_ interval: TimeInterval)
}
