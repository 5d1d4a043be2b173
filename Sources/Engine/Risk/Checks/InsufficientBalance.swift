internal import Domain

extension OrderUnderTest {
  /// Refuses what the account cannot pay for.
  ///
  /// A spot sale is paid in the base asset, which the balance says nothing about.
  func insufficientBalance() throws(DecimalError) -> RiskViolation? {
    guard let available = availableBalance else { return nil }
    if intent.symbol.kind == .spot, intent.side == .sell { return nil }
    guard try growthValue > available * leverage else { return nil }
    let margin = try growthValue.divided(by: leverage, rounding: .up)
    return RiskViolation(
      .insufficientBalance, limit: Rate(scaled: available.scaled),
      actual: Rate(scaled: margin.scaled),
      "The order needs \(margin.text); \(available.text) is available.")
  }
}
