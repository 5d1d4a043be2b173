internal import Domain

extension OrderUnderTest {
  /// Refuses a stop-loss that would trigger at once.
  func stopSide() -> RiskViolation? {
    guard let price, let stop = intent.stopLoss,
      intent.side == .buy ? stop >= price : stop <= price
    else { return nil }
    let direction = intent.side == .buy ? "below" : "above"
    return RiskViolation(
      .stopSide, limit: Rate(scaled: price.scaled), actual: Rate(scaled: stop.scaled),
      "The stop-loss \(stop) of a \(intent.side.rawValue) must be \(direction) its entry at \(price)."
    )
  }
}
