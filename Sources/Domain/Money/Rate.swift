/// A plain number: a share (0.02 is 2 %), a leverage, a multiplier; exact.
public struct Rate: Decimal {
  /// Multiples of 10⁻¹⁸.
  public let scaled: Int128
  @inlinable public init(scaled: Int128) { self.scaled = scaled }

  /// The share that a percentage stands for: 2 becomes 0.02, half to even at the 18th digit.
  @inlinable public init(percent: Rate) {
    let parts = percent.scaled.quotientAndRemainder(dividingBy: 100)
    let rest = parts.remainder.magnitude
    let increments = rest > 50 || (rest == 50 && parts.quotient & 1 == 1)
    self.init(scaled: parts.quotient + (increments ? percent.scaled.signum() : 0))
  }

  /// The same share in percent: 0.02 becomes 2.
  ///
  /// - Throws: `.overflow` above a share of about 10¹⁸.
  @inlinable public var percent: Rate {
    get throws(DecimalError) {
      Rate(scaled: try FixedPoint.inRange(scaled.multipliedReportingOverflow(by: 100)))
    }
  }

  /// A basis point, a hundredth of a percent.
  @inlinable public static var basisPoint: Rate { Rate(scaled: 100_000_000_000_000) }
}
