internal import Domain

extension OrderUnderTest {
  /// Stops growth while only reductions are wanted.
  func reduceOnly() -> RiskViolation? {
    guard state.isReduceOnly || policy.isReduceOnly else { return nil }
    return RiskViolation(
      .reduceOnly, "Only orders that reduce a position are allowed; this one would open \(growth).")
  }
}
