public import Domain

/// The circuit breaker of an account: open, and only reductions pass; closed, and all is as usual.
///
/// It is what its log makes of it, entry by entry, so that it survives every restart.
public struct Breaker: Hashable, Sendable {
  /// The last trip that nobody has reset.
  public private(set) var trip: BreakerTrip?
  /// When failed orders began to count anew: the last reset, or the last trip for them.
  private var failuresForgiven: Timestamp?

  /// A breaker that has never tripped.
  public init() {}

  /// - Parameter log: In the order in which it was written; the last entries are enough from the
  ///   last reset on.
  public init(_ log: some Sequence<BreakerEntry>) {
    for entry in log { apply(entry) }
  }

  /// Takes in what was just written to the log.
  public mutating func apply(_ entry: BreakerEntry) {
    switch entry {
    case .tripped(let new):
      // A trip never shortens the one before it.
      trip = trip.map(new.notBefore) ?? new
      if new.cause == .failedOrders { failuresForgiven = new.time }
    case .reset(let time):
      trip = nil
      failuresForgiven = time
    }
  }

  /// Whether only reductions pass.
  ///
  /// A clock that jumps back keeps it open for longer, never for less long.
  public func isOpen(at now: Timestamp) -> Bool {
    guard let trip else { return false }
    return trip.end.map { now < $0 } ?? true
  }

  /// From when on failed orders count, for the window of a limit.
  ///
  /// Count without an upper end: what seems to lie in the future happened before the clock was set
  /// back.
  public func failuresCount(from now: Timestamp, within window: TimeInterval) -> Timestamp {
    let start = now.advanced(by: TimeInterval(nanoseconds: -window.nanoseconds))
    // Forgiven in the future is a clock set back, and must not hide what happens now.
    guard let failuresForgiven, failuresForgiven <= now else { return start }
    // The failure that tripped it happened at the same moment, and is forgiven too.
    return max(start, failuresForgiven.advanced(by: TimeInterval(nanoseconds: 1)))
  }

  /// The trip that the account calls for; nil when there is no reason, or when it is open already.
  ///
  /// If the cause is still there when a trip has ended by itself, there is another.
  ///
  /// - Parameters:
  ///   - policy: The thresholds.
  ///   - state: The account as it stands.
  ///   - now: The time of the trip.
  /// - Returns: What to write to the log, and then to `apply`.
  public func due(
    _ policy: RiskPolicy, in state: RiskState, at now: Timestamp
  ) -> BreakerTrip? {
    guard !isOpen(at: now) else { return nil }
    for cause in BreakerCause.automatic where policy.breaker.causes.contains(cause) {
      guard let violation = policy.violation(of: cause, in: state) else { continue }
      return BreakerTrip(cause, violation.message, at: now, for: policy.breaker.cooldown)
    }
    return nil
  }
}

extension RiskPolicy {
  fileprivate func violation(of cause: BreakerCause, in state: RiskState) -> RiskViolation? {
    do throws(DecimalError) {
      return switch cause {
      case .drawdown: try drawdownViolation(in: state)
      case .dailyLoss: try dailyLossViolation(in: state)
      case .failedOrders: failedOrdersViolation(in: state)
      case .byHand: nil
      }
    } catch {
      // Values too large to reckon with deny every order anyway.
      return nil
    }
  }
}
