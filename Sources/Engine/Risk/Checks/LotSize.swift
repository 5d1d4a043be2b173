internal import Domain

extension OrderUnderTest {
  /// Refuses a quantity off the instrument's lot, or below its minimum, and a shown part off the lot.
  func lotSize() -> RiskViolation? {
    guard intent.quantity != nil else { return nil }
    if !quantity.isMultiple(of: rules.lot) {
      return RiskViolation(
        .lotSize, limit: Rate(scaled: rules.lot.scaled), actual: Rate(scaled: quantity.scaled),
        "The quantity \(quantity) is not a multiple of the lot \(rules.lot).")
    }
    if let shown = intent.icebergQuantity, !shown.isMultiple(of: rules.lot) {
      return RiskViolation(
        .lotSize, limit: Rate(scaled: rules.lot.scaled), actual: Rate(scaled: shown.scaled),
        "The iceberg quantity \(shown) is not a multiple of the lot \(rules.lot).")
    }
    guard rules.minimumQuantity.isPositive, quantity < rules.minimumQuantity else { return nil }
    return RiskViolation(
      .lotSize, limit: Rate(scaled: rules.minimumQuantity.scaled),
      actual: Rate(scaled: quantity.scaled),
      "The quantity \(quantity) is below the minimum of \(rules.minimumQuantity).")
  }
}
