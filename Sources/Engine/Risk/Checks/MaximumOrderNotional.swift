internal import Domain

extension OrderUnderTest {
  /// Limits the value of one order.
  func maximumOrderNotional() throws(DecimalError) -> RiskViolation? {
    guard let limit = policy.maximumOrderNotional, let valuationPrice else { return nil }
    let value = try valuationPrice * quantity
    guard value > limit else { return nil }
    return RiskViolation(
      .maximumOrderNotional, limit: Rate(scaled: limit.scaled), actual: Rate(scaled: value.scaled),
      "The order is worth \(value.text); at most \(limit.text) is allowed.")
  }
}
