import Domain
import Sizing
import Testing

@Suite struct AverageTrueRangeTests {
  /// High, low and close by hand; the true ranges are 2, 3, 4, 5 and 1.
  static let candles = [(12, 10, 11), (14, 11, 13), (13, 9, 10), (15, 12, 14), (14, 13, 13)]
    .map(candle)

  static func candle(high: Int, low: Int, close: Int) -> Candle {
    Candle(
      openTime: Timestamp(nanoseconds: 0), open: Price(low), high: Price(high), low: Price(low),
      close: Price(close), volume: .one)
  }

  @Test func `agrees with numbers reckoned by hand`() throws {
    var average = try AverageTrueRange(period: 3)
    var values: [String?] = []
    for candle in Self.candles {
      try average.add(candle)
      values.append(average.value?.description)
    }
    // (2 + 3 + 4) / 3, then 3 + (5 − 3) / 3, then that + (1 − that) / 3.
    #expect(values == [nil, nil, "3", "3.666666666666666667", "2.777777777777777778"])
  }

  @Test func `a period of one is the latest true range`() throws {
    var average = try AverageTrueRange(period: 1)
    var values: [Price?] = []
    for candle in Self.candles {
      try average.add(candle)
      values.append(average.value)
    }
    #expect(values == [2, 3, 4, 5, 1].map { Price($0) })
  }

  @Test func `the period is fourteen unless said otherwise`() throws {
    var average = try AverageTrueRange()
    for index in 1...14 {
      #expect(average.value == nil)
      try average.add(Self.candle(high: 20 + index, low: 20, close: 20))
    }
    #expect(average.value == (try Price("7.5")))
  }

  @Test(arguments: [0, -1, 100_001])
  func `a period outside its range is refused`(period: Int) {
    #expect(throws: SizingError.outOfRange(.period)) { try AverageTrueRange(period: period) }
  }

  @Test func `an inconsistent candle is refused and changes nothing`() throws {
    var average = try AverageTrueRange(period: 1)
    try average.add(Self.candle(high: 12, low: 10, close: 11))
    #expect(throws: SizingError.outOfRange(.candle)) {
      try average.add(Self.candle(high: 10, low: 12, close: 11))
    }
    #expect(throws: SizingError.outOfRange(.candle)) {
      try average.add(Self.candle(high: 10, low: 0, close: 5))
    }
    #expect(average.value == Price(2))
  }

  @Test func `ranges too large to add up are refused`() throws {
    let top = Candle(
      openTime: Timestamp(nanoseconds: 0), open: Price(1), high: Price(scaled: FixedPoint.largest),
      low: Price(scaled: 1), close: Price(1), volume: .zero)
    var average = try AverageTrueRange(period: 2)
    try average.add(top)
    #expect(throws: SizingError.overflow) { try average.add(top) }
    #expect(average.value == nil)
  }
}
