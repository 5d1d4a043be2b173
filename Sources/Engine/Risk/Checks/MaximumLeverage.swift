internal import Domain

extension OrderUnderTest {
  /// Limits the leverage that a position is opened with.
  func maximumLeverage() -> RiskViolation? {
    guard let limit = policy.maximumLeverage, leverage > limit else { return nil }
    return RiskViolation(
      .maximumLeverage, limit: limit, actual: leverage,
      "The leverage is \(leverage); at most \(limit) is allowed.")
  }
}
