import Domain
import Testing

@Suite struct LiquidationPriceTests {
  /// Worked out by hand from the formulas in the type's description.
  @Test(arguments: [
    (PositionSide.long, "50000", "10", "0.005", "45226.130653266331658291"),
    (.short, "50000", "10", "0.005", "54726.368159203980099502"),
    (.long, "50000", "3", "0", "33333.333333333333333333"),
    (.long, "50000", "2", "0", "25000"),
    (.short, "50000", "1", "0", "100000"),
    (.short, "50000", "125", "0.004", "50199.203187250996015936"),
    (.long, "0.00001234", "1.5", "0.01", "0.000004154882154882"),
  ])
  func `agrees with the formula`(
    side: PositionSide, entry: String, leverage: String, rate: String, expected: String
  ) throws {
    let price = try LiquidationPrice.isolated(
      side: side, entry: Price(decimal: entry), leverage: Rate(decimal: leverage),
      maintenanceRate: Rate(decimal: rate))
    #expect(price?.description == expected)
  }

  @Test(arguments: ["1", "0.5"])
  func `a long position that is paid in full cannot be liquidated`(leverage: String) throws {
    let price = try LiquidationPrice.isolated(
      side: .long, entry: Price(50_000), leverage: Rate(decimal: leverage),
      maintenanceRate: Rate(decimal: "0.005"))
    #expect(price == nil)
  }

  @Test func `at the liquidation price the margin left is the maintenance margin`() throws {
    var random = SeededGenerator(seed: Oracle.seed)
    for _ in 0..<500 {
      let entry = Price(scaled: Int128(1 + random.below(10_000_000)) * 10_000_000_000_000_000)
      let leverage = Rate(2 + random.below(124))
      let rate = Rate(scaled: Int128(1 + random.below(400)) * 10_000_000_000_000)
      for side in PositionSide.allCases {
        let price = try #require(
          try LiquidationPrice.isolated(
            side: side, entry: entry, leverage: leverage, maintenanceRate: rate))
        let margin = try entry.divided(by: leverage, rounding: .toNearestOrEven)
        let profit = side == .long ? try price - entry : try entry - price
        let left = try margin + profit
        let maintenance = try price * rate
        // A few roundings at the 18th digit, the divisions by 1 ± rate among them.
        #expect(try (left - maintenance).magnitude.scaled <= 4, "seed \(Oracle.seed)")
      }
    }
  }

  @Test func `of an inverse contract it is margin in base units that is left`() throws {
    var random = SeededGenerator(seed: Oracle.seed)
    for _ in 0..<500 {
      let entry = Price(scaled: Int128(1 + random.below(10_000_000)) * 10_000_000_000_000_000)
      let leverage = Rate(2 + random.below(124))
      let rate = Rate(scaled: Int128(1 + random.below(400)) * 10_000_000_000_000)
      for side in PositionSide.allCases {
        let price = try #require(
          try LiquidationPrice.isolatedInverse(
            side: side, entry: entry, leverage: leverage, maintenanceRate: rate)
        ).approximation
        let (begin, times) = (entry.approximation, leverage.approximation)
        let profit = side == .long ? 1 / begin - 1 / price : 1 / price - 1 / begin
        let left = 1 / (begin * times) + profit
        let maintenance = rate.approximation / price
        #expect(abs(left - maintenance) < 1e-9 / begin, "seed \(Oracle.seed)")
      }
    }
    let unlevered = try LiquidationPrice.isolatedInverse(
      side: .short, entry: Price(50_000), leverage: .one, maintenanceRate: .zero)
    #expect(unlevered == nil)
  }

  @Test(arguments: PositionSide.allCases)
  func `a leverage of zero is a division by zero`(side: PositionSide) {
    #expect(throws: DecimalError.divisionByZero) {
      try LiquidationPrice.isolated(
        side: side, entry: Price(1), leverage: .zero, maintenanceRate: .zero)
    }
  }
}
