extension Decimal {
  /// Reads a number in JSON notation: `-12.5`, `1e-8`; no plus sign, no leading zeros.
  ///
  /// The value counts, not its spelling: `1.50` and `15e-1` are equal, and zeros behind the 18th
  /// fraction digit are no fault.
  ///
  /// - Throws: `.malformed`, `.tooManyFractionDigits` or `.tooManyIntegerDigits`.
  @inlinable public init(decimal text: Span<UInt8>) throws(DecimalError) {
    self.init(scaled: try DecimalText.scaled(text))
  }

  /// Reads a number in JSON notation from a string.
  public init(decimal text: String) throws(DecimalError) {
    // A string literal may have no contiguous storage to borrow, an array always has.
    let bytes = Array(text.utf8)
    self.init(scaled: try DecimalText.scaled(bytes.span))
  }

  /// The number in plain notation: no exponent, no trailing zeros, no negative zero.
  public var description: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the number in plain notation.
  @inlinable public func append(to bytes: inout [UInt8]) {
    DecimalText.append(scaled, to: &bytes)
  }

  /// The number in plain notation with exactly `digits` fraction digits, half to even.
  ///
  /// - Parameter digits: In 0...18.
  /// - Returns: Such as `1500.00` for two digits.
  public func text(fractionDigits digits: Int) -> String {
    precondition((0...18).contains(digits), "An exact number has 0 to 18 fraction digits")
    // As a magnitude, which has room for what the largest number rounds up to.
    let step = UInt128(DecimalText.powersOfTen[18 - digits])
    let parts = scaled.magnitude.quotientAndRemainder(dividingBy: step)
    let increments =
      parts.remainder != 0
      && FixedPoint.increments(
        parts.quotient, remainder: parts.remainder, divisor: step, isNegative: isNegative,
        rounding: .toNearestOrEven)
    let magnitude = (parts.quotient + (increments ? 1 : 0)) * step
    var bytes: [UInt8] = []
    DecimalText.append(
      magnitude: magnitude, isNegative: isNegative && magnitude > 0, to: &bytes)
    guard digits > 0 else { return String(decoding: bytes, as: UTF8.self) }
    let point = bytes.firstIndex(of: UInt8(ascii: "."))
    if point == nil { bytes.append(UInt8(ascii: ".")) }
    let present = point.map { bytes.count - $0 - 1 } ?? 0
    if present < digits {
      bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: digits - present))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
