/// Units of the base asset, exact; also for contracts.
///
/// | operation            | result   |
/// |----------------------|----------|
/// | Quantity × Price     | Notional |
/// | Quantity ± Quantity  | Quantity |
/// | Quantity × Rate      | Quantity |
public struct Quantity: Decimal {
  /// Multiples of 10⁻¹⁸ base units.
  public let scaled: Int128
  @inlinable public init(scaled: Int128) { self.scaled = scaled }

  /// The money that this quantity costs, rounded half to even at the 18th fraction digit.
  @inlinable public static func * (lhs: Quantity, rhs: Price) throws(DecimalError) -> Notional {
    try rhs * lhs
  }
}
