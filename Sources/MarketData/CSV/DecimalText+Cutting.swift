internal import Domain

extension DecimalText {
  /// Reads a number, its digits behind the 18th of the fraction cut off.
  ///
  /// Files written from binary floating point hold numbers such as 0.0027300000000000002, whose
  /// last digits were never quoted by a venue. Cutting keeps the order of prices: what was equal
  /// stays equal, and nothing overtakes.
  static func scaled(cutting field: Span<UInt8>) throws(DecimalError) -> Int128 {
    do throws(DecimalError) {
      return try scaled(field)
    } catch {
      guard error == .tooManyFractionDigits else { throw error }
      let shorter = cut(field)
      return try scaled(shorter.span)
    }
  }

  /// The number in its own notation with as many digits as fit; it has been found well-formed.
  private static func cut(_ field: Span<UInt8>) -> [UInt8] {
    let bytes = field.indices.map { field[$0] }
    let mantissa = bytes.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    let power = bytes.dropFirst(mantissa.count)
    guard let point = mantissa.firstIndex(of: UInt8(ascii: ".")) else { return bytes }
    let exponent = Int(String(decoding: power.dropFirst(), as: UTF8.self)) ?? 0
    // With `e-5` thirteen digits are left, with `e5` twenty-three.
    let kept = mantissa.prefix(point + 1 + max(1, 18 + min(max(exponent, -18), 100)))
    return Array(kept + power)
  }
}
