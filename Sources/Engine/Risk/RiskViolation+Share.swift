internal import Domain

extension RiskViolation {
  /// A violation of a limit that is a share of some money.
  ///
  /// - Parameters:
  ///   - check: The rule.
  ///   - subject: What was measured, with its verb.
  ///   - value: How much it is.
  ///   - whole: What the share is reckoned from.
  ///   - wholeName: What that is.
  ///   - limit: The largest share, as a fraction.
  /// - Throws: `.overflow`.
  init(
    _ check: RiskCheck, _ subject: String, _ value: Notional, of whole: Notional,
    _ wholeName: String, limit: Rate
  ) throws(DecimalError) {
    let amounts = "\(value.text) of \(whole.text)"
    guard whole.isPositive else {
      self.init(
        check, limit: try limit.percent,
        "\(subject) \(amounts), and no share of \(wholeName) is left to allow it.")
      return
    }
    let share = try value.ratio(to: whole, rounding: .up)
    self.init(
      check, limit: try limit.percent, actual: try share.percent,
      """
      \(subject) \(try share.percentText) of \(wholeName) (\(amounts)); at most \
      \(try limit.percentText) is allowed.
      """)
  }
}

extension Rate {
  /// The share in percent with at most two fraction digits, away from zero, so that what exceeds
  /// a limit also reads as more.
  var percentText: String {
    get throws(DecimalError) {
      let step = Rate(scaled: FixedPoint.one / 100)
      return try "\(percent.rounded(.awayFromZero, toMultipleOf: step)) %"
    }
  }
}

extension Notional {
  /// The amount with at most eight fraction digits, away from zero.
  var text: String {
    let step = Notional(scaled: FixedPoint.one / 100_000_000)
    let rounded = try? rounded(.awayFromZero, toMultipleOf: step)
    return (rounded ?? self).description
  }
}
