internal import Domain

extension OrderUnderTest {
  /// Refuses an order worth less than the instrument allows.
  func minimumNotional() throws(DecimalError) -> RiskViolation? {
    let limit = rules.minimumNotional
    guard limit.isPositive, let price else { return nil }
    let value = try intent.symbol.notional(of: quantity, at: price)
    guard value < limit else { return nil }
    return RiskViolation(
      .minimumNotional, limit: Rate(scaled: limit.scaled), actual: Rate(scaled: value.scaled),
      "The order is worth \(value); the instrument asks for at least \(limit).")
  }
}
