/// Arithmetic on integers that count multiples of 10⁻¹⁸.
///
/// Every operation goes through 256 bits where it has to, so only a result that really does not
/// fit is an overflow.
public enum FixedPoint {
  /// Fraction digits of every exact number.
  public static let fractionDigits = 18
  /// One, in multiples of 10⁻¹⁸.
  public static let one: Int128 = 1_000_000_000_000_000_000

  /// The largest magnitude, 20 integer digits: what can be written can always be read again.
  public static let largest: Int128 = 99_999_999_999_999_999_999_999_999_999_999_999_999

  /// A result of an integer operation, if it did not wrap and is no larger than the largest.
  @inlinable
  public static func inRange(
    _ result: (partialValue: Int128, overflow: Bool)
  ) throws(DecimalError) -> Int128 {
    guard !result.overflow, result.partialValue <= largest, result.partialValue >= -largest else {
      throw .overflow
    }
    return result.partialValue
  }

  @usableFromInline static let unit: UInt64 = 1_000_000_000_000_000_000

  /// The product of two scaled numbers, scaled.
  @inlinable
  public static func multiply(
    _ lhs: Int128, _ rhs: Int128, rounding: Rounding
  ) throws(DecimalError) -> Int128 {
    let isNegative = (lhs < 0) != (rhs < 0)
    let product = fullProduct(lhs.magnitude, rhs.magnitude)
    // The quotient fits into 128 bits exactly if the high half is below the divisor.
    guard product.high < UInt128(unit) else { throw .overflow }
    let result = dividedByUnit(UInt64(truncatingIfNeeded: product.high), product.low)
    return try assemble(
      result.quotient, remainder: UInt128(result.remainder), divisor: UInt128(unit),
      isNegative: isNegative, rounding: rounding)
  }

  /// The quotient of two scaled numbers, scaled.
  @inlinable
  public static func divide(
    _ lhs: Int128, by rhs: Int128, rounding: Rounding
  ) throws(DecimalError) -> Int128 {
    guard rhs != 0 else { throw .divisionByZero }
    let isNegative = (lhs < 0) != (rhs < 0)
    let divisor = rhs.magnitude
    let dividend = fullProduct(lhs.magnitude, UInt128(unit))
    guard dividend.high < divisor else { throw .overflow }
    let result = quotientAndRemainder(dividend, by: divisor)
    return try assemble(
      result.quotient, remainder: result.remainder, divisor: divisor,
      isNegative: isNegative, rounding: rounding)
  }

  /// `lhs × numerator / denominator` with one rounding, for shares such as cost × closed / held.
  @inlinable
  public static func multiply(
    _ lhs: Int128, by numerator: Int128, dividingBy denominator: Int128, rounding: Rounding
  ) throws(DecimalError) -> Int128 {
    guard denominator != 0 else { throw .divisionByZero }
    let isNegative = ((lhs < 0) != (numerator < 0)) != (denominator < 0)
    let divisor = denominator.magnitude
    let product = fullProduct(lhs.magnitude, numerator.magnitude)
    guard product.high < divisor else { throw .overflow }
    let result = quotientAndRemainder(product, by: divisor)
    return try assemble(
      result.quotient, remainder: result.remainder, divisor: divisor,
      isNegative: isNegative, rounding: rounding)
  }

  /// The nearest multiple of `step` in the direction that `rounding` says.
  @inlinable
  public static func round(
    _ value: Int128, toMultipleOf step: Int128, rounding: Rounding
  ) throws(DecimalError) -> Int128 {
    guard step != 0 else { throw .divisionByZero }
    let divisor = step.magnitude
    let parts = value.magnitude.quotientAndRemainder(dividingBy: divisor)
    if parts.remainder == 0 { return value }
    // Both terms are below 2¹²⁷, or the step is 2¹²⁷ and the other less, so the sum cannot wrap.
    var magnitude = value.magnitude - parts.remainder
    if increments(
      parts.quotient, remainder: parts.remainder, divisor: divisor, isNegative: value < 0,
      rounding: rounding)
    {
      magnitude += divisor
    }
    guard magnitude <= UInt128(largest) else { throw .overflow }
    return value < 0 ? -Int128(magnitude) : Int128(magnitude)
  }

  /// All 256 bits of a product, from four machine multiplications.
  @inlinable @inline(__always)
  static func fullProduct(_ lhs: UInt128, _ rhs: UInt128) -> (high: UInt128, low: UInt128) {
    let mask = UInt128(UInt64.max)
    let (lhsHigh, lhsLow) = (lhs >> 64, lhs & mask)
    let (rhsHigh, rhsLow) = (rhs >> 64, rhs & mask)
    // (2⁶⁴ − 1)² + 2⁶⁴ − 1 is below 2¹²⁸: none of these sums can wrap.
    let low = lhsLow &* rhsLow
    let first = lhsHigh &* rhsLow &+ (low >> 64)
    let second = lhsLow &* rhsHigh &+ (first & mask)
    let high = lhsHigh &* rhsHigh &+ (first >> 64) &+ (second >> 64)
    return (high, second << 64 | low & mask)
  }

  /// The truncated quotient, whose 128 bits the caller has made sure of, and the remainder.
  @inlinable
  static func quotientAndRemainder(
    _ dividend: (high: UInt128, low: UInt128), by divisor: UInt128
  ) -> (quotient: UInt128, remainder: UInt128) {
    // 10¹⁸ is 2¹⁸ · 5¹⁸, so most numbers have factors of two in common; without them most
    // dividends fit into 128 bits and most divisors into 64, where a division costs a fraction.
    let twos = min(dividend.low.trailingZeroBitCount, divisor.trailingZeroBitCount)
    let divisor = divisor &>> UInt128(twos)
    let low = dividend.low &>> UInt128(twos) | dividend.high << UInt128(128 - twos)
    let high = dividend.high &>> UInt128(twos)
    guard high == 0 else {
      let result = divisor.dividingFullWidth((high, low))
      return (result.quotient, result.remainder &<< UInt128(twos))
    }
    let quotient = low / divisor
    return (quotient, (low &- quotient &* divisor) &<< UInt128(twos))
  }

  /// The truncated quotient of 192 bits by 10¹⁸, and the remainder.
  ///
  /// - Parameters:
  ///   - high: The upper 64 bits, below 10¹⁸.
  ///   - low: The other bits.
  /// - Returns: Both parts; the remainder is below 10¹⁸.
  @inlinable @inline(__always)
  static func dividedByUnit(
    _ high: UInt64, _ low: UInt128
  ) -> (quotient: UInt128, remainder: UInt64) {
    // 10¹⁸ has 60 bits; the reciprocal is that of a divisor whose highest bit is set.
    let top = high &<< 4 | UInt64(truncatingIfNeeded: low &>> 124)
    let middle = UInt64(truncatingIfNeeded: low &>> 60)
    let bottom = UInt64(truncatingIfNeeded: low) &<< 4
    // Up to 1.8 × 10¹⁹ in the quotient, one step is enough.
    if top == 0, middle < normalizedUnit {
      let only = dividedByNormalizedUnit(middle, bottom)
      return (UInt128(only.quotient), only.remainder &>> 4)
    }
    let first = dividedByNormalizedUnit(top, middle)
    let second = dividedByNormalizedUnit(first.remainder, bottom)
    return (
      UInt128(first.quotient) &<< 64 | UInt128(second.quotient), second.remainder &>> 4
    )
  }

  /// 2⁴ · 10¹⁸.
  @usableFromInline static let normalizedUnit: UInt64 = 16_000_000_000_000_000_000
  /// ⌊(2¹²⁸ − 1) / (2⁴ · 10¹⁸)⌋ − 2⁶⁴.
  @usableFromInline static let reciprocal: UInt64 = 2_820_903_858_849_102_350

  /// Two words by one, with two multiplications in place of a division.
  ///
  /// Source: N. Möller, T. Granlund, "Improved Division by Invariant Integers", IEEE Transactions
  /// on Computers 60 (2011), algorithm 4.
  ///
  /// - Parameters:
  ///   - high: Below the divisor, so that the quotient fits into a word.
  ///   - low: Any.
  /// - Returns: Both parts.
  @inlinable
  static func dividedByNormalizedUnit(
    _ high: UInt64, _ low: UInt64
  ) -> (quotient: UInt64, remainder: UInt64) {
    let dividend = UInt128(high) &<< 64 | UInt128(low)
    let estimate = UInt128(high) &* UInt128(reciprocal) &+ dividend
    var quotient = UInt64(truncatingIfNeeded: estimate &>> 64) &+ 1
    var remainder = low &- quotient &* normalizedUnit
    if remainder > UInt64(truncatingIfNeeded: estimate) {
      quotient &-= 1
      remainder &+= normalizedUnit
    }
    if remainder >= normalizedUnit {
      quotient &+= 1
      remainder &-= normalizedUnit
    }
    return (quotient, remainder)
  }

  /// A truncated quotient rounded and given its sign.
  @inlinable
  static func assemble(
    _ quotient: UInt128, remainder: UInt128, divisor: UInt128, isNegative: Bool,
    rounding: Rounding
  ) throws(DecimalError) -> Int128 {
    guard quotient <= UInt128(largest) else { throw .overflow }
    var magnitude = Int128(truncatingIfNeeded: quotient)
    if remainder != 0,
      increments(
        quotient, remainder: remainder, divisor: divisor, isNegative: isNegative,
        rounding: rounding)
    {
      magnitude &+= 1
      guard magnitude <= largest else { throw .overflow }
    }
    return isNegative ? -magnitude : magnitude
  }

  /// Whether a truncated quotient with a remainder has to grow by one.
  @inlinable
  static func increments(
    _ quotient: UInt128, remainder: UInt128, divisor: UInt128, isNegative: Bool,
    rounding: Rounding
  ) -> Bool {
    let rest = divisor - remainder
    let half = remainder < rest ? -1 : (remainder == rest ? 0 : 1)
    return rounding.increments(isNegative: isNegative, isOdd: quotient & 1 == 1, half: half)
  }
}
