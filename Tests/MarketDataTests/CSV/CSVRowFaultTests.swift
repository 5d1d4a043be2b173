import Domain
import MarketData
import Testing

@Suite struct CSVRowFaultTests {
  @Test(arguments: [
    ("1,10,2", "- has 3 columns, needs 4"), ("1,10,2,true,", "- has 5 columns, needs 4"),
    ("1", "- has 1 columns, needs 4"), (",,,,,,", "- has 7 columns, needs 4"),
    ("1,ten,2,true", "price is not a decimal number"),
    ("1,,2,true", "price is not a decimal number"),
    ("1,1.,2,true", "price is not a decimal number"),
    ("1,.5,2,true", "price is not a decimal number"),
    ("1,01,2,true", "price is not a decimal number"),
    ("1,1.2.3,2,true", "price is not a decimal number"),
    ("1,+1,2,true", "price is not a decimal number"),
    ("1, 1,2,true", "price is not a decimal number"),
    ("1,1;5,2,true", "price is not a decimal number"), ("1,0,2,true", "price is not above zero"),
    ("1,0.000,2,true", "price is not above zero"), ("1,-5,2,true", "price is not above zero"),
    ("1,1e21,2,true", "price has more than 20 integer digits"),
    ("1,200000000000000000000,2,true", "price has more than 20 integer digits"),
    ("1,10,0,true", "qty is not above zero"), ("1,10,-2,true", "qty is not above zero"),
    ("1,10,two,true", "qty is not a decimal number"),
    ("1,10,1e-30,true", "qty has more than 18 fraction digits"),
    ("1,10,2,", "buyer_is_maker is neither true nor false"),
    ("1,10,2,yes", "buyer_is_maker is neither true nor false"),
    ("1,10,2,truee", "buyer_is_maker is neither true nor false"),
    ("1,10,2,fals", "buyer_is_maker is neither true nor false"),
    ("soon,10,2,true", "time_ms is not a time such as 2026-11-20T12:00:00Z"),
    (",10,2,true", "time_ms is not a time such as 2026-11-20T12:00:00Z"),
    ("9999999999999999,10,2,true", "time_ms lies outside the years 1677 to 2262"),
    ("99999999999999999999,10,2,true", "time_ms lies outside the years 1677 to 2262"),
    ("0,10,2,true", "time_ms is earlier than in the row before"),
    ("\"1,10,2,true", "- has a quoted field that is not closed"),
    ("1,10,2,\"true\"x", "- has a quoted field that is not closed"),
  ])
  func `names the line, the column and the fault of a trade, and goes on`(
    row: String, fault: String
  ) {
    let reading = Reading("time_ms,price,qty,buyer_is_maker\n1,9,1,true\n\(row)\n2,11,1,false\n")
    #expect(reading.problems.map(\.place) == ["3 \(fault)"])
    #expect(reading.trades.map(\.price.description) == ["9", "11"])
    #expect(reading.errors.isEmpty)
  }

  @Test(arguments: [
    ("10,9,11,10,1", "high is below the low"),
    ("12,11,9,10,1", "open is not between the low and the high"),
    ("8,11,9,10,1", "open is not between the low and the high"),
    ("10,11,9,12,1", "close is not between the low and the high"),
    ("10,11,9,8,1", "close is not between the low and the high"),
    ("10,11,0,10,1", "low is not above zero"), ("10,11,-1,10,1", "low is not above zero"),
    ("10,11,9,10,-1", "volume is below zero"), ("x,11,9,10,1", "open is not a decimal number"),
    ("10,x,9,10,1", "high is not a decimal number"),
    ("10,11,x,10,1", "low is not a decimal number"),
    ("10,11,9,x,1", "close is not a decimal number"),
    ("10,11,9,10,x", "volume is not a decimal number"),
  ])
  func `names the fault of a candle`(row: String, fault: String) {
    let reading = Reading("open_ms,open,high,low,close,volume\n2,\(row)\n3,1,1,1,1,0\n")
    #expect(reading.problems.map(\.place) == ["2 \(fault)"])
    #expect(reading.candles.count == 1)
  }

  @Test func `names a side that is none`() {
    let reading = Reading("time_ms,side,price,qty\n1,hold,1,1\n1,BUY,1,1\n1,,1,1\n")
    #expect(
      reading.problems.map(\.place) == [
        "2 side is neither buy nor sell", "4 side is neither buy nor sell",
      ])
    #expect(reading.trades.map(\.aggressor) == [.buy])
  }

  @Test func `a row that is not used does not move the time on`() {
    let reading = Reading("time_ms,price,qty\n1,1,1\n9,-1,1\n2,2,1\n")
    #expect(reading.trades.count == 2 && reading.problems.count == 1)
  }

  @Test func `says where in one sentence`() {
    let file = TemporaryFile("time_ms,price,qty\n1,x,1\n")
    let reading = Reading([MarketFile(path: file.path, symbol: "X")])
    #expect(
      reading.problems.map(\.explanation) == [
        "\(file.path): line 2: price is not a decimal number"
      ])
  }
}
