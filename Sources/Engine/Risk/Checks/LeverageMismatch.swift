internal import Domain

extension OrderUnderTest {
  /// Refuses an order that was sized for another leverage than the venue would use.
  func leverageMismatch() -> RiskViolation? {
    guard let wanted = intent.leverage, let actual = setLeverage,
      wanted != actual
    else { return nil }
    return RiskViolation(
      .leverageMismatch, limit: actual, actual: wanted,
      "The order asks for a leverage of \(wanted), but \(intent.symbol) is set to \(actual).")
  }
}
