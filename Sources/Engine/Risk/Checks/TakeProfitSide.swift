internal import Domain

extension OrderUnderTest {
  /// Refuses a take-profit that would trigger at once.
  func takeProfitSide() -> RiskViolation? {
    guard let price, let target = intent.takeProfit,
      intent.side == .buy ? target <= price : target >= price
    else { return nil }
    let direction = intent.side == .buy ? "above" : "below"
    return RiskViolation(
      .takeProfitSide, limit: Rate(scaled: price.scaled), actual: Rate(scaled: target.scaled),
      "The take-profit \(target) of a \(intent.side.rawValue) must be \(direction) its entry at \(price)."
    )
  }
}
