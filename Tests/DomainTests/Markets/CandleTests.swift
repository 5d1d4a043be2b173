import Domain
import Testing

@Suite struct CandleTests {
  private func candle(
    open: Int = 10, high: Int = 12, low: Int = 9, close: Int = 11, volume: Int = 0
  ) -> Candle {
    Candle(
      openTime: Timestamp(nanoseconds: 0), open: Price(open), high: Price(high), low: Price(low),
      close: Price(close), volume: Quantity(volume))
  }

  @Test func `a candle whose prices lie between its extremes is consistent`() {
    #expect(candle().isConsistent)
    #expect(candle(open: 9, high: 9, low: 9, close: 9).isConsistent)
  }

  @Test func `each contradiction is seen`() {
    #expect(!candle(open: 13).isConsistent)
    #expect(!candle(open: 8).isConsistent)
    #expect(!candle(close: 13).isConsistent)
    #expect(!candle(close: 8).isConsistent)
    #expect(!candle(high: 8).isConsistent)
    #expect(!candle(low: 0).isConsistent)
    #expect(!candle(low: -1).isConsistent)
    #expect(!candle(volume: -1).isConsistent)
  }
}
