internal import Domain

extension OrderUnderTest {
  /// Limits the value of the position in the order's symbol.
  func maximumSymbolExposure() throws(DecimalError) -> RiskViolation? {
    guard let limit = policy.maximumSymbolExposure else { return nil }
    guard try symbolExposure > money(limit) else { return nil }
    return try RiskViolation(
      .maximumSymbolExposure, "The value of the position would be", symbolExposure,
      of: state.equity,
      "the equity", limit: limit)
  }
}
