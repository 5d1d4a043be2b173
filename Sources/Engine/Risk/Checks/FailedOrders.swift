internal import Domain

extension OrderUnderTest {
  /// Stops growth while orders keep failing.
  func failedOrders() -> RiskViolation? {
    policy.failedOrdersViolation(in: state)
  }
}

extension RiskPolicy {
  /// What the failed orders of late say against trading on; nil when nothing.
  func failedOrdersViolation(in state: RiskState) -> RiskViolation? {
    for limit in failedOrders {
      guard let failed = state.recentFailures[limit.window], failed >= limit.count else {
        continue
      }
      return RiskViolation(
        .failedOrders, limit: Rate(limit.count), actual: Rate(failed),
        "Within \(limit.window.text), \(failed) orders failed; at \(limit.count) trading pauses.")
    }
    return nil
  }
}
