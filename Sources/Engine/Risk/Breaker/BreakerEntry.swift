public import Domain

/// One line of the breaker's log.
public enum BreakerEntry: Hashable, Sendable {
  case tripped(BreakerTrip)
  case reset(at: Timestamp)

  public var time: Timestamp {
    switch self {
    case .tripped(let trip): trip.time
    case .reset(let time): time
    }
  }
}

/// A trip of the circuit breaker.
public struct BreakerTrip: Hashable, Sendable {
  public let cause: BreakerCause
  /// Why, as a sentence for people.
  public let message: String
  public let time: Timestamp
  /// When it closes again by itself; nil when a person has to reset it.
  public let end: Timestamp?

  /// - Parameters:
  ///   - cause: What tripped it.
  ///   - message: A sentence.
  ///   - time: When.
  ///   - cooldown: How long it lasts; nil until a person resets it.
  public init(
    _ cause: BreakerCause, _ message: String, at time: Timestamp, for cooldown: TimeInterval?
  ) {
    self.init(cause, message, at: time, until: cooldown.map { time.advanced(by: $0) })
  }

  /// As the log has it.
  public init(_ cause: BreakerCause, _ message: String, at time: Timestamp, until end: Timestamp?) {
    self.cause = cause
    self.message = message
    self.time = time
    self.end = end
  }

  /// The same trip, open at least as long as another.
  func notBefore(_ other: BreakerTrip) -> BreakerTrip {
    guard let end else { return self }
    return BreakerTrip(cause, message, at: time, until: other.end.map { max($0, end) })
  }
}
