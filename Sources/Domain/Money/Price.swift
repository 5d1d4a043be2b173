/// Quote currency per unit of base, exact.
///
/// | operation        | result   |
/// |------------------|----------|
/// | Price × Quantity | Notional |
/// | Price − Price    | Price    |
/// | Price × Rate     | Price    |
public struct Price: Decimal {
  /// Multiples of 10⁻¹⁸ quote units.
  public let scaled: Int128
  @inlinable public init(scaled: Int128) { self.scaled = scaled }

  /// The money that a quantity costs, rounded half to even at the 18th fraction digit.
  @inlinable public static func * (lhs: Price, rhs: Quantity) throws(DecimalError) -> Notional {
    Notional(scaled: try FixedPoint.multiply(lhs.scaled, rhs.scaled, rounding: .toNearestOrEven))
  }
}
