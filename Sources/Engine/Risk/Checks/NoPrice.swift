internal import Domain

extension OrderUnderTest {
  /// Refuses an order whose value nobody knows.
  ///
  /// A limit that is silently skipped protects from nothing.
  func noPrice() -> RiskViolation? {
    if price == nil {
      return RiskViolation(
        .noPrice, "The order carries no price and no market price is known to value it with.")
    }
    var unpricedCount = state.open.unpricedCount
    if reference != nil { unpricedCount -= market.unpricedCount }
    guard unpricedCount > 0 else { return nil }
    return RiskViolation(
      .noPrice, "\(unpricedCount) open orders have no price to value them with.")
  }
}
