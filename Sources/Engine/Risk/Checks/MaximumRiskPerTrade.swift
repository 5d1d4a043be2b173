internal import Domain

extension OrderUnderTest {
  /// Limits what the part of the order that opens something may lose.
  ///
  /// With a stop that is the distance to it, without one the margin. Unlevered spot without a
  /// stop is not measured: nothing liquidates it, and `STOP_REQUIRED` decides whether it may be.
  func maximumRiskPerTrade() throws(DecimalError) -> RiskViolation? {
    guard let limit = policy.maximumRisk, let price else { return nil }
    let loss: Notional
    if let stop = intent.stopLoss {
      loss = try self.loss(from: price, to: stop)
    } else if intent.symbol.kind == .spot, leverage == .one {
      return nil
    } else {
      loss = try growthValue.divided(by: leverage, rounding: .up)
    }
    guard try loss > money(limit) else { return nil }
    return try RiskViolation(
      .maximumRiskPerTrade, "The trade may lose", loss, of: state.equity, "the equity",
      limit: limit)
  }

  /// What is lost between two prices, in the quote currency as of the first.
  private func loss(from price: Price, to stop: Price) throws(DecimalError) -> Notional {
    let distance = try (price - stop).magnitude
    guard isInverse else { return try distance * growth }
    // In base units growth × |1/stop − 1/price|, which are worth the price each.
    return try Notional(scaled: growth.scaled).portion(distance, of: stop, rounding: .up)
  }
}
