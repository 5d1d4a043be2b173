/// Eight decimal digits, one in each byte of a word, the first in the lowest byte.
///
/// All eight are taken apart in three steps instead of eight divisions.
struct EightDigits {
  /// Numbers from 0 to 9.
  let digits: UInt64

  /// - Parameter value: Below 10⁸.
  init(_ value: UInt64) {
    // Lanes of 32, 16 and 8 bits: four digits each, two digits each, one digit each. The
    // products divide by 100 and by 10: exact for everything that fits into such a lane.
    let four = (value / 10_000) | (value % 10_000) << 32
    let hundreds = (four &* 10_486) >> 20 & 0x0000_007f_0000_007f
    let two = hundreds | (four &- hundreds &* 100) << 16
    let tens = (two &* 103) >> 10 & 0x000f_000f_000f_000f
    digits = tens | (two &- tens &* 10) << 8
  }

  /// How many zeros the first digit that counts has before it.
  var leadingZeros: Int { digits.trailingZeroBitCount / 8 }

  /// How many zeros the last digit that counts has behind it.
  var trailingZeros: Int { digits.leadingZeroBitCount / 8 }
}

extension OutputSpan<UInt8> {
  /// Appends the characters of some of the digits.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func append(_ group: EightDigits, from start: Int = 0, upTo end: Int = 8) {
    var characters = (group.digits | 0x3030_3030_3030_3030) >> UInt64(start * 8)
    for _ in start..<end {
      append(UInt8(truncatingIfNeeded: characters))
      characters >>= 8
    }
  }
}
