import TestSupport
import Testing

/// What is refused of an inverse contract before anything leaves, and in which words.
@Suite struct InverseRefusalTests {
  typealias Exchange = ExchangeBench.Exchange

  private static let line =
    #"{"symbol":"BTC/USD:BTC","side":"buy","order_type":"market","#

  @Test(arguments: InverseContractTests.exchanges)
  func `a size in another unit is refused in one sentence`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let place = "order place --symbol BTC/USD:BTC --side buy"
    for words in ["--quantity 0.02", "--percent 10"] {
      let order = try bench.run("\(place) \(words)")
      #expect(order.status == 64, "\(order.text)")
      #expect(
        order.errorText.contains("inverse contract, which is sized in USD: give --quote"),
        "\(order.errorText)")
    }
    let order = try bench.run("order place -", input: Self.line + #""quantity":0.02}"# + "\n")
    #expect(order.status == 65, "\(order.text)")
    #expect(
      order.records.first?.text("error.message")
        == "quantity is in base units, and BTC/USD:BTC is an inverse contract, which is sized in "
        + "USD: give quote_quantity")
    let none = try bench.run("order place -", input: String(Self.line.dropLast()) + "}\n")
    #expect(none.status == 65, "\(none.text)")
    #expect(none.records.first?.text("error.field") == "quote_quantity", "\(none.text)")
    let linear = try bench.run("position close BTC/USDT:USDT --quote 100")
    #expect(linear.status == 64, "\(linear.text)")
    #expect(linear.errorText.contains("is sized in BTC: give --quantity"), "\(linear.errorText)")
    #expect(try bench.sent() == 0)
  }

  @Test func `what is no whole number of contracts is refused and never rounded`() throws {
    for (exchange, amount, words) in [
      (Exchange.okx, "150", "150 USD is not a multiple of 100"),
      (.bybit, "10.5", "The quantity 10.5 is not a multiple of the lot 1"),
      (.bybit, "0.5", "The quantity 0.5 is not a multiple of the lot 1"),
      (.bybit, "26000000", "The quantity 26000000 is above the instrument's maximum"),
      (.okx, "0", "is not above 0"),
    ] {
      let bench = try ExchangeBench(exchange, #","balances":{"BTC":"10000"}"#)
      let order = try bench.run(
        "order place --symbol BTC/USD:BTC --side buy --quote \(amount) --price 50000")
      #expect(order.status == 65 || order.status == 1, "\(order.text)")
      #expect(order.text.contains(words), "\(order.text)")
      #expect(try bench.sent() == 0)
    }
  }

  @Test(arguments: InverseContractTests.exchanges)
  func `an order is judged by its dollars, and by the bitcoins that can be put up`(
    exchange: Exchange
  ) throws {
    // Nothing but 10000 of another money.
    let poor = try ExchangeBench(exchange)
    let order = try poor.run("order place --symbol BTC/USD:BTC --side buy --quote 500")
    #expect(order.status == 1, "\(order.text)")
    #expect(order.text.contains(#""code":"INSUFFICIENT_BALANCE""#), "\(order.text)")
    #expect(order.text.contains("0 is available"), "\(order.text)")
    #expect(try poor.sent() == 0)
    // 10000 and a bitcoin of 50000: a tenth is 6000.
    let rich = try ExchangeBench(exchange, #","balances":{"BTC":"1"}"#)
    let place = "order place --symbol BTC/USD:BTC --side buy --max-risk none --quote"
    let large = try rich.run("\(place) 6100")
    #expect(large.status == 1, "\(large.text)")
    #expect(large.text.contains(#""code":"MAX_POSITION_SIZE""#), "\(large.text)")
    #expect(large.text.contains("(6100 of 60000)"), "\(large.text)")
    #expect(try rich.sent() == 0)
    #expect(try rich.run("\(place) 6000").status == 0)
  }

  @Test(arguments: InverseContractTests.exchanges)
  func `a dry run shows the request, and the exchange lists the market`(
    exchange: Exchange
  ) throws {
    let bench = try ExchangeBench(exchange, #","balances":{"BTC":"1"}"#)
    let shown = try bench.run(
      "order place --symbol BTC/USD:BTC --side sell --quote 300 --price 55000 --dry-run")
    #expect(shown.status == 0, "\(shown.text)\(shown.errorText)")
    #expect(
      shown.text.contains(exchange == .okx ? #""sz":"3""# : #""qty":"300""#)
        || shown.text.contains(exchange == .okx ? #"\"sz\":\"3\""# : #"\"qty\":\"300\""#),
      "\(shown.text)")
    #expect(try bench.sent() == 0)
    let rest = "--venue \(exchange.rawValue) --base-url http://127.0.0.1:\(bench.server.port)"
    let listed = try bench.run("market instruments BTC/USD:BTC \(rest)")
    #expect(listed.status == 0, "\(listed.text)\(listed.errorText)")
    #expect(listed.records.first?.text("lot") == (exchange == .okx ? "100" : "1"))
    let ticker = try bench.run("market ticker BTC/USD:BTC \(rest)")
    #expect(ticker.records.first?.text("price") == "50000", "\(ticker.text)")
  }

  @Test func `paper does not trade them and says so`() throws {
    let order = try tradectl(
      "order place --symbol BTC/USD:BTC --side buy --quote 100 --reference-price 50000",
      in: TemporaryFolder())
    #expect(order.status == 65, "\(order.text)\(order.errorText)")
    #expect(order.text.contains("which the paper market does not simulate"), "\(order.text)")
    #expect(order.records.first?.text("quote_quantity") == "100", "\(order.text)")
  }

  @Test func `an account that counts in the base currency cannot judge them`() throws {
    let bench = try ExchangeBench(.bybit, #","balances":{"BTC":"1"}"#)
    let text = String(decoding: try bench.folder.read("c.toml"), as: UTF8.self)
    try bench.folder.write(
      text.replacing(#"mode = "demo""#, with: "mode = \"demo\"\ncurrency = \"BTC\""), to: "c.toml")
    let order = try bench.run("order place --symbol BTC/USD:BTC --side buy --quote 100")
    #expect(order.status == 65, "\(order.text)\(order.errorText)")
    #expect(order.text.contains("an account that counts in BTC cannot judge"), "\(order.text)")
    #expect(try bench.sent() == 0)
  }

  @Test func `records of them are judged, with what is held of them`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      #"{"record":"position","v":1,"symbol":"BTC/USD:BTC","side":"long","quantity":0.02,"#
        + #""quote_quantity":1000,"entry_price":50000}"# + "\n", to: "held.jsonl")
    let words = "risk-check --equity 10000 --positions held.jsonl --max-risk none"
    let order = try tradectl(
      words, input: Self.line + #""quote_quantity":100,"entry":50000}"# + "\n", in: folder)
    #expect(order.status == 0, "\(order.text)\(order.errorText)")
    #expect(
      order.text.contains("11 % of the equity (1100 of 10000)"),
      "the dollars of both: \(order.text)")
  }
}
