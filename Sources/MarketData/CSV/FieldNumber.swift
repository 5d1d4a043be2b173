/// Numbers as nearly all fields have them: up to eighteen digits and at most one point.
///
/// Anything else is nil and left to the parsers of Domain, which know every notation.
enum FieldNumber {
  /// A whole number of 1 to 18 digits.
  @inline(__always)
  static func whole(_ field: Span<UInt8>) -> Int64? {
    guard field.count > 0, field.count <= 18 else { return nil }
    var value: UInt64 = 0
    guard takeDigits(field, from: 0, into: &value) == field.count else { return nil }
    return Int64(truncatingIfNeeded: value)
  }

  /// A decimal of at most 18 digits without sign and exponent, in multiples of 10⁻¹⁸.
  @inline(__always)
  static func decimal(_ field: Span<UInt8>) -> Int128? {
    guard field.count > 0, field.count <= 19 else { return nil }
    var mantissa: UInt64 = 0
    let wholeDigits = takeDigits(field, from: 0, into: &mantissa)
    // A zero in front of other digits is no number.
    guard wholeDigits == 1 || (wholeDigits > 1 && field[0] != UInt8(ascii: "0")) else { return nil }
    guard wholeDigits < field.count else {
      return wholeDigits <= 18 ? Int128(mantissa) &* Int128(powersOfTen[18]) : nil
    }
    guard field[wholeDigits] == UInt8(ascii: ".") else { return nil }
    let end = takeDigits(field, from: wholeDigits + 1, into: &mantissa)
    let fractionDigits = end - wholeDigits - 1
    guard end == field.count, fractionDigits > 0 else { return nil }
    return Int128(mantissa) &* Int128(powersOfTen[18 - fractionDigits])
  }

  /// Appends the digits from `start` on to a number.
  ///
  /// - Parameters:
  ///   - field: Of at most 19 bytes, so that the number fits.
  ///   - start: At most the end of the field.
  ///   - value: What was read before, in front of the digits.
  /// - Returns: Where the digits end.
  @inline(__always)
  private static func takeDigits(
    _ field: Span<UInt8>, from start: Int, into value: inout UInt64
  ) -> Int {
    var index = start
    // Bytes have no padding whose content would be undefined.
    if field.count - index >= 8, let eight = unsafe EightBytes(field.bytes, at: index).number {
      value = value &* 100_000_000 &+ eight
      index += 8
    }
    while index < field.count {
      // The line above bounds the index.
      let digit = unsafe field[unchecked: index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ UInt64(digit)
      index &+= 1
    }
    return index
  }

  private static let powersOfTen: [19 of UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000,
    100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
    100_000_000_000_000_000, 1_000_000_000_000_000_000,
  ]
}
