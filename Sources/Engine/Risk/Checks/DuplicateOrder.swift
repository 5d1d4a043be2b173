internal import Domain

extension OrderUnderTest {
  /// Refuses what looks like the same order sent twice.
  func duplicateOrder() -> RiskViolation? {
    if let id = intent.id, state.open.contains(id: id) {
      return RiskViolation(.duplicateOrder, "An order with the id '\(id)' is open already.")
    }
    let shape = OrderShape(
      side: intent.side, type: intent.type, quantity: quantity, price: intent.price,
      stopPrice: intent.stopPrice, trailingPercent: intent.trailingPercent,
      positionSide: intent.positionSide)
    guard market.contains(shape) else { return nil }
    return RiskViolation(
      .duplicateOrder,
      "An order to \(intent.side.rawValue) \(quantity) \(intent.symbol) is open already.")
  }
}
