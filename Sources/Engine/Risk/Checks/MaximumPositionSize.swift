internal import Domain

extension OrderUnderTest {
  /// Limits the margin that one position ties up.
  func maximumPositionSize() throws(DecimalError) -> RiskViolation? {
    guard let limit = policy.maximumPosition else { return nil }
    guard try symbolExposure > money(limit) * leverage else { return nil }
    let margin = try symbolExposure.divided(by: leverage, rounding: .up)
    return try RiskViolation(
      .maximumPositionSize, "The margin of the position would be", margin, of: state.equity,
      "the equity", limit: limit)
  }
}
