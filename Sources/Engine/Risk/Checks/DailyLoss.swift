internal import Domain

extension OrderUnderTest {
  /// Stops growth once the day has lost too much.
  func dailyLoss() throws(DecimalError) -> RiskViolation? {
    try policy.dailyLossViolation(in: state)
  }
}

extension RiskPolicy {
  /// What the loss of the day says against trading on; nil when nothing.
  func dailyLossViolation(in state: RiskState) throws(DecimalError) -> RiskViolation? {
    guard let limit = dailyLoss else { return nil }
    let loss = try state.dayStartEquity - state.equity
    guard loss.isPositive, try loss > state.dayStartEquity * limit else { return nil }
    return try RiskViolation(
      .dailyLoss, "The loss since the day began is", loss, of: state.dayStartEquity,
      "the equity then", limit: limit)
  }
}
