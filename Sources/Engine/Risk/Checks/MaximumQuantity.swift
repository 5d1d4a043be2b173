internal import Domain

extension OrderUnderTest {
  /// Refuses a quantity above the instrument's maximum.
  func maximumQuantity() -> RiskViolation? {
    let limit = rules.maximumQuantity
    guard limit.isPositive, quantity > limit else {
      return nil
    }
    return RiskViolation(
      .maximumQuantity, limit: Rate(scaled: limit.scaled), actual: Rate(scaled: quantity.scaled),
      "The quantity \(quantity) is above the instrument's maximum of \(limit).")
  }
}
