internal import Domain

extension OrderUnderTest {
  /// Stops growth once the account has fallen too far from its peak.
  func maximumDrawdown() throws(DecimalError) -> RiskViolation? {
    try policy.drawdownViolation(in: state)
  }
}

extension RiskPolicy {
  /// What the fall from the peak says against trading on; nil when nothing.
  func drawdownViolation(in state: RiskState) throws(DecimalError) -> RiskViolation? {
    guard let limit = maximumDrawdown else { return nil }
    let fall = try state.peakEquity - state.equity
    guard fall.isPositive, try fall > state.peakEquity * limit else { return nil }
    return try RiskViolation(
      .maximumDrawdown, "The fall from the peak is", fall, of: state.peakEquity, "the peak",
      limit: limit)
  }
}
