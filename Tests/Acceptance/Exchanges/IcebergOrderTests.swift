import TestSupport
import Testing

/// Orders of which the book shows a part.
@Suite struct IcebergOrderTests {
  typealias Exchange = ExchangeBench.Exchange

  /// Where there are such orders, with what the part is called there.
  private static let shown: [(Exchange, String)] = [
    (.binance, "icebergQty=0.001"), (.kucoin, #""iceberg":true,"visibleSize":"0.001""#),
    (.kucoinFutures, #""iceberg":true,"visibleSize":"1""#),
  ]
  private static let hidden = Exchange.allCases.filter { exchange in
    !shown.contains { $0.0 == exchange }
  }

  private func orders(_ bench: ExchangeBench) throws -> [String] {
    try bench.server.log().requests(for: bench.exchange.orderPath)
      .filter { $0.method == "POST" }.map { $0.target + $0.body }
  }

  @Test(arguments: shown)
  func `the part is sent, kept and told`(exchange: Exchange, words: String) throws {
    let bench = try ExchangeBench(exchange)
    let placed = try bench.buy("--price 45000 --iceberg 0.001")
    #expect(placed.status == 0, "\(placed.text)\(placed.errorText)")
    #expect(placed.records.first?.text("status") == "accepted")
    #expect(placed.records.first?.text("iceberg_quantity") == "0.001")
    let sent = try orders(bench)
    #expect(sent.count == 1)
    #expect(sent.allSatisfy { $0.contains(words) }, "\(sent)")
    for words in ["order status a", "order list", "order cancel a"] {
      let told = try bench.run(words)
      #expect(told.records.map { $0.text("iceberg_quantity") } == ["0.001"], "\(words)")
    }
    #expect(try bench.run("ledger verify").status == 0)
  }

  @Test func `a line asks for it as flags do, and once`() throws {
    let bench = try ExchangeBench(.binance)
    func line(_ shown: String) -> String {
      #"{"id":"a","symbol":"BTC/USDT","side":"buy","quantity":0.004,"price":45000,"#
        + #""iceberg_quantity":\#(shown),"desk":"eu"}"# + "\n"
    }
    let placed = try bench.run("order place -", input: line(#""0.0010""#))
    #expect(placed.status == 0, "\(placed.text)")
    #expect(placed.records.first?.text("iceberg_quantity") == "0.001")
    #expect(placed.records.first?.text("desk") == "eu")
    let again = try bench.run("order place -", input: line("0.001"))
    #expect(again.records.first?.text("replayed") == "true", "\(again.text)")
    let other = try bench.run("order place -", input: line("0.002"))
    #expect(other.records.first?.text("error.code") == "ID_REUSED", "\(other.text)")
    #expect(try orders(bench).count == 1)
  }

  @Test(arguments: hidden)
  func `an exchange without them is sent nothing`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    for words in ["", "--dry-run"] {
      let refused = try bench.buy("--price 45000 --iceberg 0.001 \(words)")
      #expect(refused.status == 65, "\(refused.text)")
      #expect(refused.records.first?.text("status") == "invalid")
      #expect(refused.records.first?.text("error.code") == "UNSUPPORTED")
      #expect(refused.records.first?.text("error.message")?.contains("iceberg") == true)
    }
    #expect(try bench.sent() == 0)
    #expect(try bench.run("order list").records.isEmpty)
  }

  @Test(arguments: [
    ("--iceberg 0.0015", "LOT_SIZE"), ("--iceberg 0.003", "OUT_OF_RANGE"),
    ("--iceberg 0", "OUT_OF_RANGE"),
  ])
  func `a part that cannot be is refused`(words: String, code: String) throws {
    let bench = try ExchangeBench(.binance)
    let refused = try bench.buy("--price 45000 \(words)")
    #expect(refused.status == 1, "\(refused.text)")
    #expect(refused.records.first?.text("status") == "denied")
    #expect(refused.text.contains(#""code":"\#(code)""#), "\(refused.text)")
    let market = try bench.buy("--iceberg 0.001")
    #expect(market.records.first?.text("error.code") == "UNSUPPORTED", "\(market.text)")
    let fast = try bench.buy("--price 45000 --time-in-force ioc --iceberg 0.001")
    #expect(fast.records.first?.text("error.code") == "UNSUPPORTED", "\(fast.text)")
    #expect(try bench.sent() == 0)
  }

  @Test func `a dry run shows it`() throws {
    let bench = try ExchangeBench(.binance)
    let shown = try bench.buy("--price 45000 --iceberg 0.001 --dry-run")
    #expect(shown.status == 0, "\(shown.text)")
    #expect(shown.records.map { $0.text("record") } == ["request"])
    #expect(shown.text.contains("icebergQty=0.001"), "\(shown.text)")
    #expect(try bench.sent() == 0)
  }

  @Test func `what replaces such an order shows as much, or all of what is less`() throws {
    let bench = try ExchangeBench(.kucoin)
    #expect(try bench.buy("--price 45000 --iceberg 0.001").status == 0)
    let moved = try bench.run("order amend a --price 44000")
    #expect(moved.status == 0, "\(moved.text)")
    #expect(moved.records.last?.text("iceberg_quantity") == "0.001")
    let smaller = try bench.run("order amend a --quantity 0.001")
    #expect(smaller.status == 0, "\(smaller.text)")
    #expect(smaller.records.last?.text("quantity") == "0.001")
    #expect(smaller.records.last?.text("iceberg_quantity") == nil)
    #expect(try orders(bench).map { $0.contains(#""iceberg":true"#) } == [true, true, false])
  }

  @Test func `the paper market says that it cannot`() throws {
    let folder = try TemporaryFolder()
    let words = "--symbol BTC/USDT --side buy --quantity 1 --price 10 --iceberg 0.5"
    for command in ["order place --id a", "order place --dry-run"] {
      let refused = try tradectl("\(command) \(words)", in: folder)
      #expect(refused.status == 65, "\(refused.text)")
      #expect(refused.records.first?.text("status") == "invalid")
      #expect(refused.records.first?.text("iceberg_quantity") == "0.5")
      #expect(refused.records.first?.text("error.field") == "iceberg_quantity")
    }
    try folder.write("timestamp,price,quantity\n1,10,5\n2,10,5\n", to: "trades.csv")
    let run = try tradectl(
      "paper run --data BTC/USDT=trades.csv --equity 1000",
      input:
        #"{"ts":1,"symbol":"BTC/USDT","side":"buy","quantity":1,"price":1,"iceberg_quantity":1}"#
        + "\n", in: folder)
    #expect(run.records.first?.text("error.field") == "iceberg_quantity", "\(run.text)")
  }

  @Test func `slices that are smaller than the part are refused before the first one`() throws {
    let bench = try ExchangeBench(.binance)
    let words = "--id a --symbol BTC/USDT --side buy --quantity 0.005 --price 45000 --iceberg 0.002"
    let refused = try bench.run("order place \(words) --split 5 --every 1s")
    #expect(refused.status == 64, "\(refused.text)")
    #expect(refused.errorText.contains("smallest slice"), "\(refused.errorText)")
    #expect(try bench.sent() == 0)
  }

  @Test func `a part of an inverse contract is no amount in base units`() throws {
    let folder = try TemporaryFolder()
    let line =
      #"{"symbol":"BTC/USD:BTC","side":"buy","quote_quantity":100,"price":9,"iceberg_quantity":1}"#
    let refused = try tradectl("order place -", input: line + "\n", in: folder)
    #expect(refused.status == 65)
    #expect(refused.records.first?.text("error.field") == "iceberg_quantity", "\(refused.text)")
    let flags = try tradectl(
      "order place --symbol BTC/USD:BTC --side buy --quote 100 --price 9 --iceberg 1", in: folder)
    #expect(flags.status == 64)
  }
}
