internal import Domain

extension OrderUnderTest {
  /// Refuses what looks like the same order sent twice.
  func duplicateOrder() -> RiskViolation? {
    if let id = intent.id, state.index.contains(id: id) {
      return RiskViolation(.duplicateOrder, "An order with the id '\(id)' is open already.")
    }
    let orders = market.orders.span
    for index in orders.indices
    where orders[index].side == intent.side && orders[index].type == intent.type
      && orders[index].quantity == quantity && orders[index].price == intent.price
      && orders[index].stopPrice == intent.stopPrice
    {
      return RiskViolation(
        .duplicateOrder,
        "An order to \(intent.side.rawValue) \(quantity) \(intent.symbol) is open already.")
    }
    return nil
  }
}
