import Domain
import MarketData
import Testing

@Suite struct CSVReaderTests {
  private static let tradeHeader = "local_ns,event_ms,trade_ms,id,price,qty,buyer_is_maker"
  private static let candleHeader = "open_ms,open,high,low,close,volume"

  @Test func `reads trades with the venue's own time before any other`() throws {
    let reading = Reading(
      """
      \(Self.tradeHeader)
      1700000000999000000,1700000000500,1700000000123,71,36500.10,0.250,true
      1700000001999000000,1700000001500,1700000001123,72,36500.20,1.5,FALSE
      """)
    #expect(reading.problems.isEmpty && reading.errors.isEmpty)
    #expect(
      reading.trades == [
        Trade(
          time: try Timestamp(milliseconds: 1_700_000_000_123),
          price: try Price(decimal: "36500.1"), quantity: try Quantity(decimal: "0.25"),
          aggressor: .sell),
        Trade(
          time: try Timestamp(milliseconds: 1_700_000_001_123),
          price: try Price(decimal: "36500.2"), quantity: try Quantity(decimal: "1.5"),
          aggressor: .buy),
      ])
    #expect(reading.symbols == ["BTC/USDT"])
  }

  @Test func `reads trades that name the aggressor's side`() {
    let reading = Reading("trade_ms,id,side,price,qty\n1,2,Sell,0.0014,23\n1,3,buy,0.0014,4\n")
    #expect(reading.problems.isEmpty && reading.errors.isEmpty)
    #expect(reading.trades.map(\.aggressor) == [.sell, .buy])
  }

  @Test func `reads candles`() throws {
    let reading = Reading("\(Self.candleHeader)\n60000,10,12.5,9,11,3.25\n")
    #expect(reading.problems.isEmpty && reading.errors.isEmpty)
    #expect(
      reading.candles == [
        Candle(
          openTime: try Timestamp(milliseconds: 60_000), open: Price(10),
          high: try Price(decimal: "12.5"), low: Price(9), close: Price(11),
          volume: try Quantity(decimal: "3.25"))
      ])
  }
}
