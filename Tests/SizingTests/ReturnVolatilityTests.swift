import Domain
import Sizing
import Testing

@Suite struct ReturnVolatilityTests {
  private func volatility(
    _ kind: ReturnVolatility.Kind, closes: [Int]
  ) throws -> ReturnVolatility {
    var volatility = ReturnVolatility(kind)
    for close in closes {
      try volatility.add(AverageTrueRangeTests.candle(high: close, low: close, close: close))
    }
    return volatility
  }

  @Test func `simple returns agree with numbers reckoned by hand`() throws {
    // Returns 0.1, −0.1 and 0.1: mean 1/30, squares 8/300, sample variance 4/300.
    let volatility = try volatility(.simple, closes: [1000, 1100, 990, 1089])
    #expect(volatility.count == 3)
    #expect(volatility.value()?.description == "0.1154700538")
  }

  @Test func `logarithmic returns agree with numbers reckoned by hand`() throws {
    // Returns ln 2 and −ln 2: sample deviation √2 · ln 2.
    let volatility = try volatility(.logarithmic, closes: [100, 200, 100])
    #expect(volatility.value()?.description == "0.9802581435")
  }

  @Test func `a longer horizon scales by its square root`() throws {
    let volatility = try volatility(.logarithmic, closes: [100, 200, 100])
    #expect(volatility.value(overBars: 4)?.description == "1.9605162869")
    #expect(volatility.value(overBars: 0) == nil)
    #expect(volatility.value(overBars: -1) == nil)
    #expect(volatility.value(overBars: .nan) == nil)
    #expect(volatility.value(overBars: .infinity) == nil)
  }

  @Test func `two returns are the least`() throws {
    #expect(try volatility(.simple, closes: []).value() == nil)
    #expect(try volatility(.simple, closes: [1, 2]).value() == nil)
    #expect(try volatility(.simple, closes: [1, 2, 4]).value() == .zero)
  }

  @Test func `an inconsistent candle is refused`() throws {
    var volatility = try volatility(.simple, closes: [1, 2])
    #expect(throws: SizingError.outOfRange(.candle)) {
      try volatility.add(AverageTrueRangeTests.candle(high: 1, low: 2, close: 1))
    }
    #expect(volatility.count == 1)
  }
}
