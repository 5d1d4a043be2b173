import Domain
import MarketData
import Testing

@Suite struct LineSourceTests {
  private static func prices(_ reading: Reading) -> [String] {
    reading.trades.map(\.price.description)
  }

  @Test(arguments: [
    "time_ms,price,qty\n1,10,1\n2,20,1\n",
    "time_ms,price,qty\r\n1,10,1\r\n2,20,1\r\n",
    "\u{feff}time_ms,price,qty\n1,10,1\n2,20,1\n",
    "\u{feff}time_ms,price,qty\r\n1,10,1\r\n2,20,1",
    "time_ms,price,qty\n1,10,1\n2,20,1",
    "\n\r\n\ntime_ms,price,qty\n\n1,10,1\n\r\n2,20,1\n\n\n",
  ])
  func `reads every form of line ends`(text: String) {
    let reading = Reading(text)
    #expect(Self.prices(reading) == ["10", "20"])
    #expect(reading.problems.isEmpty && reading.errors.isEmpty)
  }

  @Test(arguments: [
    "", "\n", "\r\n\r\n", "\u{feff}", "\u{feff}\r\n", "time_ms,price,qty", "time_ms,price,qty\n\n",
  ])
  func `takes a file without rows for what it is`(text: String) {
    let reading = Reading(text)
    #expect(reading.events.isEmpty && reading.problems.isEmpty && reading.errors.isEmpty)
    let packed = Reading(gzip(Array(text.utf8)))
    #expect(packed.events.isEmpty && packed.problems.isEmpty && packed.errors.isEmpty)
  }

  @Test func `counts blank lines and lines with faults`() {
    let reading = Reading("\ntime_ms,price,qty\n\n1,x,1\n\n2,20,1\n3,-1,1")
    #expect(
      reading.problems.map(\.place) == [
        "4 price is not a decimal number", "7 price is not above zero",
      ])
    #expect(Self.prices(reading) == ["20"])
  }

  @Test(arguments: [1 << 20, 1 << 20 + 1, 1_300_000, 10_000_000])
  func `passes over a line of more than a megabyte`(count: Int) {
    let long = "2," + String(repeating: "0", count: count - 4) + ",1"
    for end in ["\n", "\r\n"] {
      let reading = Reading("time_ms,price,qty\n1,10,1\n\(long)\(end)3,30,1\(end)4,x,1")
      let fault =
        count > 1 << 20 ? "3 - is longer than 1 MiB" : "3 price is not a decimal number"
      #expect(reading.problems.map(\.place) == [fault, "5 price is not a decimal number"])
      #expect(Self.prices(reading) == ["10", "30"])
    }
  }

  @Test func `reports a long line at the end of the file`() {
    let reading = Reading("time_ms,price,qty\n1,10,1\n" + String(repeating: "7", count: 2_500_000))
    #expect(reading.problems.map(\.place) == ["3 - is longer than 1 MiB"])
    #expect(Self.prices(reading) == ["10"] && reading.errors.isEmpty)
  }

  @Test func `needs little memory for a long line`() {
    // A header that never ends is no header either.
    let reading = Reading(String(repeating: "a,", count: 3_000_000))
    #expect(reading.errors.count == 1 && reading.events.isEmpty)
  }

  @Test func `lives with NUL bytes and invalid UTF-8`() {
    let header = Array("time_ms,note,price,qty\n".utf8)
    let rows: [[UInt8]] = [
      Array("1,".utf8) + [0, 0xff, 0xc0, 0xaf, 0xed] + Array(",10,1\n".utf8),
      Array("2,a,1".utf8) + [0] + Array(",1\n".utf8),
      Array("3,a,".utf8) + [0xff, 0xfe] + Array(",1\n".utf8),
      [0, 0, 0, 10], Array("5,,50,1\n".utf8),
    ]
    let reading = Reading(header + rows.joined())
    #expect(Self.prices(reading) == ["10", "50"])
    #expect(
      reading.problems.map(\.place) == [
        "3 price is not a decimal number", "4 price is not a decimal number",
        "5 - has 1 columns, needs 4",
      ])
  }

  @Test func `does not read old bytes behind the last line`() {
    // The second block ends in the middle of bytes that the first one left in the buffer.
    let rows = (0..<16_000).map { "\(1_000_000 + $0),12345678,9\n" }.joined()
    let reading = Reading("time_ms,price,qty\n" + rows + "2000000,5,7")
    #expect(reading.trades.last?.price.description == "5")
    #expect(reading.trades.last?.quantity.description == "7")
    #expect(reading.trades.count == 16_001)
  }
}
