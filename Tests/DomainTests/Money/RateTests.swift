import Domain
import Testing

@Suite struct RateTests {
  @Test(arguments: [
    ("2", "0.02"), ("-2", "-0.02"), ("100", "1"), ("0", "0"),
    ("0.000000000000000149", "0.000000000000000001"),
    ("0.00000000000000015", "0.000000000000000002"),
    ("0.00000000000000005", "0"), ("-0.00000000000000005", "0"),
    ("-0.00000000000000015", "-0.000000000000000002"),
    ("0.000000000000000051", "0.000000000000000001"),
  ])
  func `a percentage is a hundredth, half to even`(percent: String, share: String) throws {
    #expect(try Rate(percent: Rate(decimal: percent)).description == share)
  }

  @Test func `a percentage agrees with the division by a hundred`() throws {
    var random = SeededGenerator(seed: Oracle.seed)
    for _ in 0..<5_000 {
      let percent = Rate(scaled: Int128(Int64(truncatingIfNeeded: random.next())))
      let share = try percent.divided(by: Rate(100), rounding: .toNearestOrEven)
      #expect(Rate(percent: percent) == share, "seed \(Oracle.seed)")
    }
  }

  @Test func `a share in percent is exact or an overflow`() throws {
    #expect(try Rate(decimal: "0.025").percent == Rate(decimal: "2.5"))
    #expect(throws: DecimalError.overflow) { try Rate(scaled: .max).percent }
    #expect(throws: DecimalError.overflow) { try Rate(scaled: -.max).percent }
  }

  @Test func `a basis point is a hundredth of a percent`() throws {
    #expect(try Rate.basisPoint.percent == Rate(decimal: "0.01"))
  }
}
