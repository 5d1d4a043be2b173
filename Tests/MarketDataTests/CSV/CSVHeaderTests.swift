import Domain
import MarketData
import Testing

@Suite struct CSVHeaderTests {
  @Test(arguments: [
    "time_ms,price,qty", "time_ms,price,quantity", "TIME_MS,Price,AMOUNT", "ts_ms,price,size",
    "timestamp_ms,price,base_qty", "transact_time,price,quantity", "date_ms,price,qty",
    "open_time,price,qty", "\"time_ms\",\"price\",\" qty \"", " time_ms , price , qty ",
  ])
  func `knows the usual names of columns`(header: String) throws {
    let reading = Reading(header + "\n1700000000000,10,2\n")
    #expect(reading.problems.isEmpty && reading.errors.isEmpty)
    #expect(
      reading.trades == [
        Trade(
          time: try Timestamp(milliseconds: 1_700_000_000_000), price: Price(10),
          quantity: Quantity(2))
      ])
  }

  @Test(arguments: [
    ("time_s,price,qty", "1700000000"), ("time_ms,price,qty", "1700000000000"),
    ("time_us,price,qty", "1700000000000000"), ("time_ns,price,qty", "1700000000000000000"),
    ("time,price,qty", "1700000000"), ("time,price,qty", "1700000000000"),
    ("time,price,qty", "1700000000000000"), ("time,price,qty", "1700000000000000000"),
    ("time,price,qty", "2023-11-14T22:13:20Z"), ("date,price,qty", "2023-11-14 22:13:20+00:00"),
    ("time_s,price,qty", "1700000000.000"), ("time_ms,price,qty", "1.7e12"),
    ("time,price,qty", "1.7e9"), ("time,price,qty", "\"1700000000\""),
  ])
  func `finds the unit of times in the name or by their magnitude`(header: String, time: String)
    throws
  {
    let reading = Reading("\(header)\n\(time),10,2\n\(time),11,2\n")
    #expect(reading.problems.isEmpty && reading.errors.isEmpty)
    let expected = Timestamp(nanoseconds: 1_700_000_000_000_000_000)
    #expect(reading.trades.map(\.time) == [expected, expected])
  }

  @Test func `keeps the unit of the first row`() {
    let reading = Reading("time,price,qty\n1700000000,1,1\n1700000001000,2,1\n1700000002,3,1\n")
    #expect(reading.trades.map(\.price.description) == ["1", "3"])
    #expect(reading.problems.map(\.place) == ["3 time lies outside the years 1677 to 2262"])
  }

  @Test func `prefers the time of the trade to other times`() {
    for header in ["local_ns,event_ms,trade_ms", "trade_ms,local_ns,event_ms"] {
      let isLast = header.hasPrefix("local")
      let times = isLast ? "3000000,2,1" : "1,3000000,2"
      let reading = Reading("\(header),price,qty\n\(times),10,1\n")
      #expect(reading.trades.map(\.time.nanoseconds) == [1_000_000])
    }
  }

  @Test(arguments: [
    ("a,b,c", ["time", "price", "quantity"]), ("time_ms,price", ["quantity"]),
    ("price,qty", ["time"]), ("trade,price,qty", ["time"]),
    ("1,2,3", ["time", "price", "quantity"]),
    ("time_ms,open,high", ["low", "close", "volume"]), ("open,high,low,close,volume", ["time"]),
    ("\"time_ms,price,qty", ["time", "price", "quantity"]),
  ])
  func `names the columns that are missing`(header: String, missing: [String]) {
    let file = TemporaryFile(header + "\n1,2,3\n")
    let reading = Reading([MarketFile(path: file.path, symbol: "X")])
    #expect(reading.errors == [.missingColumns(file: file.path, columns: missing)])
    #expect(
      reading.errors.map(\.explanation) == [
        "\(file.path): line 1: the header row lacks \(missing.joined(separator: ", "))"
      ])
    #expect(reading.events.isEmpty && reading.problems.isEmpty)
  }

  @Test func `asks for the symbol that nobody names`() {
    let file = TemporaryFile("time_ms,price,qty\n1,2,3\n")
    let reading = Reading([MarketFile(path: file.path)])
    #expect(reading.errors == [.symbolNeeded(file: file.path)])
  }

  @Test func `passes over columns it does not need`() {
    let reading = Reading(
      """
      open_time,open,high,low,close,volume,close_time,quote_volume,count,ignore
      1700000000000,1,2,0.5,1.5,10,1700000059999,15,3,0
      """)
    #expect(reading.candles.map(\.close.description) == ["1.5"])
    #expect(reading.problems.isEmpty)
  }
}
