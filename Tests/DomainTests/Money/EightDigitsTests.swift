import Testing

@testable import Domain

@Suite struct EightDigitsTests {
  /// Both halves of four digits go the same way through the word, so 10⁴ values show all 10⁸.
  @Test func `takes every four digits apart, in either half`() {
    var faults = 0
    for value: UInt64 in 0..<10_000 {
      let four =
        value / 1000 | (value / 100 % 10) << 8 | (value / 10 % 10) << 16 | (value % 10) << 24
      if EightDigits(value).digits != four << 32 { faults += 1 }
      if EightDigits(value * 10_000).digits != four { faults += 1 }
      if EightDigits(value * 10_000 + 9_999 - value).digits & 0xFFFF_FFFF != four { faults += 1 }
    }
    #expect(faults == 0)
  }

  @Test(arguments: [(0, 8, 8), (1, 7, 0), (10, 6, 1), (12_345_678, 0, 0), (10_000_000, 0, 7)])
  func `counts the zeros at both ends`(value: UInt64, leading: Int, trailing: Int) {
    #expect(EightDigits(value).leadingZeros == leading)
    #expect(EightDigits(value).trailingZeros == trailing)
  }
}
