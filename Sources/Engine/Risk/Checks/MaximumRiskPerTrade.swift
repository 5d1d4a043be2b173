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
      loss = try (price - stop).magnitude * growth
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
}
