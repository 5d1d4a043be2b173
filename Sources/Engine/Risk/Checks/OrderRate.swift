internal import Domain

extension OrderUnderTest {
  /// Stops a loop that places orders without end.
  func orderRate() -> RiskViolation? {
    for limit in policy.orderRates {
      guard let placed = state.recentOrders[limit.window], placed >= limit.count else { continue }
      return RiskViolation(
        .orderRate, limit: Rate(limit.count), actual: Rate(placed + 1),
        """
        The order would be number \(placed + 1) within \(limit.window.text); at most \
        \(limit.count) are allowed.
        """)
    }
    return nil
  }
}
