internal import Domain

extension OrderUnderTest {
  /// Stops growth while the circuit breaker is open.
  func breakerOpen() -> RiskViolation? {
    guard state.isBreakerOpen else { return nil }
    return RiskViolation(.breakerOpen, "The circuit breaker is open; only reductions pass.")
  }
}
