import Domain
import MarketData
import TestSupport
import Testing

@Suite struct MarketStreamTests {
  private static func files(_ texts: [String]) -> (files: [TemporaryFile], list: [MarketFile]) {
    let files = texts.map { TemporaryFile("time_ms,price,qty\n" + $0) }
    let list = files.enumerated().map { MarketFile(path: $1.path, symbol: "S\($0)") }
    return (files, list)
  }

  private static func read(_ texts: [String]) -> Reading {
    let (files, list) = files(texts)
    return withExtendedLifetime(files) { Reading(list) }
  }

  @Test func `merges files by time, equal times in the order of the files`() {
    let reading = Self.read([
      "1,10,1\n3,11,1\n3,12,1\n9,13,1\n", "3,20,1\n3,21,1\n4,22,1\n", "", "0,30,1\n3,31,1\n",
    ])
    #expect(
      reading.trades.map(\.price.description)
        == ["30", "10", "11", "12", "20", "21", "31", "22", "13"])
    #expect(reading.symbols == ["S0", "S1", "S2", "S3"])
  }

  @Test func `merges as a stable sort does`() throws {
    let seed = UInt64.random(in: 1...(.max))
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let count = Int.random(in: 1...9, using: &random)
      var expected: [(time: Int, file: Int, price: Int)] = []
      var texts: [String] = []
      var price = 0
      for file in 0..<count {
        var time = 0
        var text = ""
        for _ in 0..<Int.random(in: 0...30, using: &random) {
          time += Int.random(in: 0...3, using: &random)
          price += 1
          text += "\(time),\(price),1\n"
          expected.append((time, file, price))
        }
        texts.append(text)
      }
      expected.sort { ($0.time, $0.file, $0.price) < ($1.time, $1.file, $1.price) }
      let prices = Self.read(texts).trades.map(\.price.description)
      #expect(prices == expected.map { "\($0.price)" }, "seed \(seed)")
    }
  }

  @Test func `tells problems of every file`() {
    let reading = Self.read(["1,10,1\nx,11,1\n5,12,1", "2,20,1\n1,21,1\n4,22,1\n7"])
    #expect(reading.trades.map(\.price.description) == ["10", "20", "22", "12"])
    #expect(
      reading.problems.map(\.place).sorted() == [
        "3 time_ms is earlier than in the row before",
        "3 time_ms is not a time such as 2026-11-20T12:00:00Z", "5 - has 1 columns, needs 3",
      ])
  }

  @Test func `goes on with the other files when one breaks off`() {
    let broken = TemporaryFile(
      Array(gzip(Array("time_ms,price,qty\n1,10,1\n4,40,1\n".utf8)).dropLast(12)))
    let whole = TemporaryFile("time_ms,price,qty\n2,20,1\n5,50,1\n")
    let reading = Reading([
      MarketFile(path: broken.path, symbol: "A"), MarketFile(path: whole.path, symbol: "B"),
    ])
    #expect(reading.trades.map(\.price.description) == ["10", "20", "50"])
    #expect(reading.errors.count == 1)
  }

  @Test func `reads the symbols of rows and gives each a number`() throws {
    let file = TemporaryFile(
      """
      pair,open_ms,open,high,low,close,volume
      ETH/BTC,1,2,2,2,2,0
      LTC/BTC,1,3,3,3,3,0
      ETH/BTC,2,4,4,4,4,0
      "LTC/BTC",0,5,5,5,5,0
      ,3,6,6,6,6,0
      LTC/BTC,3,7,7,7,7,0
      """)
    var table = SymbolTable()
    _ = table.number(of: "LTC/BTC")
    var stream = try MarketStream([MarketFile(path: file.path)], symbols: table)
    var seen: [String] = []
    while let event = try stream.next() {
      switch event {
      case .candle(let candle, symbol: let number):
        seen.append("\(stream.symbols.names[number]) \(candle.close)")
      case .problem: seen.append(stream.problem?.place ?? "")
      case .trade: Issue.record("There are no trades")
      }
    }
    #expect(
      seen == [
        "ETH/BTC 2", "LTC/BTC 3", "ETH/BTC 4", "5 open_ms is earlier than in the row before",
        "6 pair is empty", "LTC/BTC 7",
      ])
    let names = stream.symbols.names
    #expect(names == ["LTC/BTC", "ETH/BTC"])
  }

  @Test func `has nothing to say without files`() throws {
    var stream = try MarketStream([MarketFile]())
    let event = try stream.next()
    #expect(event == nil)
    let problem = stream.problem
    #expect(problem == nil)
  }

  @Test func `names the first file that cannot be opened`() {
    let file = TemporaryFile("time_ms,price,qty\n1,1,1\n")
    let reading = Reading([
      MarketFile(path: file.path, symbol: "X"), MarketFile(path: "/tmp/tradectl-none", symbol: "X"),
    ])
    #expect(reading.errors == [.notFound(file: "/tmp/tradectl-none")])
    #expect(reading.events.isEmpty)
  }
}
