import Domain
import MarketData
import Testing

@Suite struct CSVQuoteTests {
  @Test func `reads quoted fields`() {
    let reading = Reading(
      """
      "time_ms","note","price","qty","side"
      "1","a, ""b"" and c","10","2","buy"
      2,"",11,3,sell
      3,"x",12,4,"SELL"
      4,plain,13,5,buy
      """)
    #expect(reading.problems.isEmpty && reading.errors.isEmpty)
    #expect(reading.trades.map(\.price.description) == ["10", "11", "12", "13"])
    #expect(reading.trades.map(\.aggressor) == [.buy, .sell, .sell, .buy])
  }

  @Test func `a comma in quotes does not part columns`() {
    let reading = Reading("time_ms,note,price,qty\n1,\"a,b\",10\n2,\"a,b\",10,1\n")
    #expect(reading.problems.map(\.place) == ["2 - has 3 columns, needs 4"])
    #expect(reading.trades.count == 1)
  }

  @Test func `a mark inside a field is a byte like others`() {
    let reading = Reading("time_ms,note,price,qty\n1,5\" disk,10,1\n")
    #expect(reading.problems.isEmpty && reading.trades.count == 1)
  }
}
