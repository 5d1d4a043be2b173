package import Domain

/// How far the clock of a venue is ahead of ours; below zero where it is behind.
package struct ClockSkew: Hashable, Sendable {
  package let interval: TimeInterval

  package static let none = ClockSkew(.zero)

  /// What took longer to measure is not kept.
  static let latencyMax = TimeInterval(nanoseconds: 1_000_000_000)

  package init(_ interval: TimeInterval) { self.interval = interval }

  /// - Parameters:
  ///   - told: What the venue said the time was.
  ///   - asked: When it was asked, by our clock.
  ///   - answered: When the answer was there; the venue looked at its clock half-way.
  package init(told: Timestamp, asked: Timestamp, answered: Timestamp) {
    let middle = asked.advanced(
      by: TimeInterval(nanoseconds: answered.since(asked).nanoseconds / 2))
    self.init(told.since(middle))
  }

  /// The venue's time at one of ours.
  package func venueTime(at time: Timestamp) -> Timestamp { time.advanced(by: interval) }

  /// Our time at one of the venue's.
  package func ownTime(at time: Timestamp) -> Timestamp {
    time.advanced(by: TimeInterval(nanoseconds: -interval.nanoseconds))
  }
}
