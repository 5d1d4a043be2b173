internal import Domain

extension OrderUnderTest {
  /// Refuses prices off the instrument's tick, those of protective orders included.
  func tickSize() -> RiskViolation? {
    let tick = rules.tick
    return violation(of: tick, by: intent.price, "price")
      ?? violation(of: tick, by: intent.stopPrice, "stop price")
      ?? (isReduction ? nil : violation(of: tick, by: intent.stopLoss, "stop-loss"))
      ?? (isReduction ? nil : violation(of: tick, by: intent.takeProfit, "take-profit"))
  }

  private func violation(of tick: Price, by price: Price?, _ name: String) -> RiskViolation? {
    guard let price, !price.isMultiple(of: tick) else { return nil }
    return RiskViolation(
      .tickSize, limit: Rate(scaled: tick.scaled), actual: Rate(scaled: price.scaled),
      "The \(name) \(price) is not a multiple of the tick \(tick).")
  }
}
