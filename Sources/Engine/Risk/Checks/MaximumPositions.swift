internal import Domain

extension OrderUnderTest {
  /// Limits how many symbols have a position, or an order that may open one.
  func maximumPositions() -> RiskViolation? {
    guard let limit = policy.maximumPositions, !market.isHeld else { return nil }
    let count = state.open.openCount + (market.isOpen ? 0 : 1)
    guard count > limit else { return nil }
    return RiskViolation(
      .maximumPositions, limit: Rate(limit), actual: Rate(count),
      "The order would make \(count) positions; at most \(limit) are allowed.")
  }
}
