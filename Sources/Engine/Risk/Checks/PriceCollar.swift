internal import Domain

extension OrderUnderTest {
  /// Refuses a limit price far from the market, which is a slip of the hand more often than not.
  func priceCollar() throws(DecimalError) -> RiskViolation? {
    guard let limit = policy.priceCollar, let price = intent.price,
      let reference
    else { return nil }
    let distance = try (price - reference).magnitude
    guard try distance > reference * limit else { return nil }
    let actual = try distance.ratio(to: reference, rounding: .up)
    return RiskViolation(
      .priceCollar, limit: try limit.percent, actual: try actual.percent,
      """
      The limit price \(price) is \(try actual.percentText) away from the market at \(reference); \
      at most \(try limit.percentText) is allowed.
      """)
  }
}
