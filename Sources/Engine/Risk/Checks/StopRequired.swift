internal import Domain

extension OrderUnderTest {
  /// Refuses to open a position without a stop-loss, where the policy wants one.
  func stopRequired() -> RiskViolation? {
    guard policy.isStopRequired, intent.stopLoss == nil else { return nil }
    return RiskViolation(.stopRequired, "The policy requires a stop-loss and the order has none.")
  }
}
