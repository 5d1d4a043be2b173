internal import Domain

extension OrderUnderTest {
  /// Stops growth on a price that the market may have left long ago.
  func stalePrice() -> RiskViolation? {
    guard let limit = policy.maximumPriceAge, let age = referenceAge, age > limit else {
      return nil
    }
    return RiskViolation(
      .stalePrice, limit: limit.asSeconds, actual: age.asSeconds,
      "The market price is \(age.text) old; at most \(limit.text) is allowed.")
  }
}

extension TimeInterval {
  /// Seconds, exact.
  fileprivate var asSeconds: Rate { Rate(scaled: Int128(nanoseconds) * 1_000_000_000) }
}
