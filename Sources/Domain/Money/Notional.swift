/// An amount of money in the quote (or settlement) currency, exact.
///
/// | operation           | result   |
/// |---------------------|----------|
/// | Notional / Price    | Quantity |
/// | Notional / Quantity | Price    |
/// | Notional ± Notional | Notional |
/// | Notional × Rate     | Notional |
public struct Notional: Decimal {
  /// Multiples of 10⁻¹⁸ quote units.
  public let scaled: Int128
  @inlinable public init(scaled: Int128) { self.scaled = scaled }

  /// The quantity that this money buys at a price.
  @inlinable public func divided(
    by price: Price, rounding: Rounding
  ) throws(DecimalError) -> Quantity {
    Quantity(scaled: try FixedPoint.divide(scaled, by: price.scaled, rounding: rounding))
  }

  /// The price at which this money buys a quantity.
  @inlinable public func divided(
    by quantity: Quantity, rounding: Rounding
  ) throws(DecimalError) -> Price {
    Price(scaled: try FixedPoint.divide(scaled, by: quantity.scaled, rounding: rounding))
  }
}
