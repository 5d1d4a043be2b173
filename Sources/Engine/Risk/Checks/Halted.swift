internal import Domain

extension OrderUnderTest {
  /// Stops everything while the emergency latch is set.
  ///
  /// Closing positions and the emergency stop itself hand in a state without the latch.
  func halted() -> RiskViolation? {
    guard state.isHalted else { return nil }
    return RiskViolation(.halted, "Trading is halted until a person resets the emergency latch.")
  }
}
