internal import Domain

extension OrderUnderTest {
  /// Stops growth once the day has lost too much.
  func dailyLoss() throws(DecimalError) -> RiskViolation? {
    guard let limit = policy.dailyLoss else { return nil }
    let loss = try state.dayStartEquity - state.equity
    guard loss.isPositive, try loss > state.dayStartEquity * limit else { return nil }
    return try RiskViolation(
      .dailyLoss, "The loss since the day began is", loss, of: state.dayStartEquity,
      "the equity then", limit: limit)
  }
}
