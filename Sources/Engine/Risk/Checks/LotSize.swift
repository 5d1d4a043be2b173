internal import Domain

extension OrderUnderTest {
  /// Refuses a quantity off the instrument's lot, or below its minimum.
  func lotSize() -> RiskViolation? {
    guard intent.quantity != nil else { return nil }
    if !quantity.isMultiple(of: rules.lot) {
      return RiskViolation(
        .lotSize, limit: Rate(scaled: rules.lot.scaled), actual: Rate(scaled: quantity.scaled),
        "The quantity \(quantity) is not a multiple of the lot \(rules.lot).")
    }
    guard rules.minimumQuantity.isPositive, quantity < rules.minimumQuantity else { return nil }
    return RiskViolation(
      .lotSize, limit: Rate(scaled: rules.minimumQuantity.scaled),
      actual: Rate(scaled: quantity.scaled),
      "The quantity \(quantity) is below the minimum of \(rules.minimumQuantity).")
  }
}
