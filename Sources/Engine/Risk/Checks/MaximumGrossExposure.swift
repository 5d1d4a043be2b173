internal import Domain

extension OrderUnderTest {
  /// Limits the value of all positions together, longs and shorts added.
  func maximumGrossExposure() throws(DecimalError) -> RiskViolation? {
    guard let limit = policy.maximumGrossExposure else { return nil }
    guard let total = state.open.exposure, let own = market.exposure else { throw .overflow }
    let gross = try total - own + symbolExposure
    guard try gross > money(limit) else { return nil }
    return try RiskViolation(
      .maximumGrossExposure, "The value of all positions would be", gross, of: state.equity,
      "the equity", limit: limit)
  }
}
