/// An exact decimal number with 18 fraction digits and a unit.
///
/// Each unit is a type of its own (`Price`, `Quantity`, `Notional`, `Rate`), so that only sums
/// and products that mean something compile. Values have up to 20 integer digits; whatever leaves
/// that range throws, nothing wraps and nothing is rounded unless a `Rounding` is named.
public protocol Decimal: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Multiples of 10⁻¹⁸ of the unit.
  var scaled: Int128 { get }
  init(scaled: Int128)
}

extension Decimal {
  @inlinable public static var zero: Self { Self(scaled: 0) }
  @inlinable public static var one: Self { Self(scaled: FixedPoint.one) }

  /// A whole number of units; any `Int` fits.
  @inlinable public init(_ whole: Int) {
    self.init(scaled: Int128(whole) * FixedPoint.one)
  }

  @inlinable public var isZero: Bool { scaled == 0 }
  @inlinable public var isPositive: Bool { scaled > 0 }
  @inlinable public var isNegative: Bool { scaled < 0 }

  /// The value without its sign.
  @inlinable public var magnitude: Self { scaled < 0 ? Self(scaled: -scaled) : self }

  @inlinable public static func < (lhs: Self, rhs: Self) -> Bool { lhs.scaled < rhs.scaled }

  /// The exact sum.
  ///
  /// - Throws: `.overflow`.
  @inlinable public static func + (lhs: Self, rhs: Self) throws(DecimalError) -> Self {
    Self(scaled: try FixedPoint.inRange(lhs.scaled.addingReportingOverflow(rhs.scaled)))
  }

  /// The exact difference.
  @inlinable public static func - (lhs: Self, rhs: Self) throws(DecimalError) -> Self {
    Self(scaled: try FixedPoint.inRange(lhs.scaled.subtractingReportingOverflow(rhs.scaled)))
  }

  /// The value with its sign turned.
  @inlinable public static prefix func - (value: Self) -> Self { Self(scaled: -value.scaled) }

  /// The product with a plain number, rounded half to even at the 18th fraction digit.
  @inlinable public static func * (lhs: Self, rhs: Rate) throws(DecimalError) -> Self {
    Self(scaled: try FixedPoint.multiply(lhs.scaled, rhs.scaled, rounding: .toNearestOrEven))
  }

  /// The quotient by a plain number.
  @inlinable public func divided(by divisor: Rate, rounding: Rounding) throws(DecimalError) -> Self
  {
    Self(scaled: try FixedPoint.divide(scaled, by: divisor.scaled, rounding: rounding))
  }

  /// How many times `other` this is.
  @inlinable public func ratio(to other: Self, rounding: Rounding) throws(DecimalError) -> Rate {
    Rate(scaled: try FixedPoint.divide(scaled, by: other.scaled, rounding: rounding))
  }

  /// The part of this that `share` is of `whole`, with a single rounding.
  @inlinable public func portion<Unit: Decimal>(
    _ share: Unit, of whole: Unit, rounding: Rounding
  ) throws(DecimalError) -> Self {
    Self(
      scaled: try FixedPoint.multiply(
        scaled, by: share.scaled, dividingBy: whole.scaled, rounding: rounding))
  }

  /// The nearest multiple of `step` in the direction that `rounding` says.
  ///
  /// - Throws: `.divisionByZero` when the step is zero, `.overflow` at the end of the range.
  @inlinable public func rounded(
    _ rounding: Rounding, toMultipleOf step: Self
  ) throws(DecimalError) -> Self {
    Self(scaled: try FixedPoint.round(scaled, toMultipleOf: step.scaled, rounding: rounding))
  }

  /// Whether this is a whole number of steps; a step of zero admits everything.
  @inlinable public func isMultiple(of step: Self) -> Bool {
    step.scaled == 0 || scaled % step.scaled == 0
  }

  /// The nearest binary floating-point number, for statistics only.
  ///
  /// In two halves, because converting 128 bits at once is slow; it may be off by the last bit.
  @inlinable public var approximation: Double {
    let magnitude = scaled.magnitude
    let high = UInt64(truncatingIfNeeded: magnitude &>> 64)
    let low = UInt64(truncatingIfNeeded: magnitude)
    let sum = Double(high) * 0x1p64 + Double(low)
    return (scaled < 0 ? -sum : sum) / 1e18
  }
}
