import TestSupport
import Testing

/// Stops that follow the market.
@Suite struct TrailingStopTests {
  typealias Exchange = ExchangeBench.Exchange

  /// Where there are such orders, with what leaves there for two percent.
  private static let following: [(Exchange, [String])] = [
    (.binance, ["type=STOP_LOSS&", "trailingDelta=200"]),
    (.futures, ["type=TRAILING_STOP_MARKET&", "callbackRate=2&"]),
    (.aster, ["type=TRAILING_STOP_MARKET&", "callbackRate=2&"]),
    (.okx, [#""ordType":"move_order_stop""#, #""callbackRatio":"0.02""#]),
  ]
  private static let without = Exchange.allCases.filter { exchange in
    !following.contains { $0.0 == exchange }
  }

  private func requests(_ bench: ExchangeBench) throws -> [String] {
    try bench.server.log().requests.filter { $0.method == "POST" && $0.target.contains("rder") }
      .map { $0.target + $0.body + "&" }
  }

  /// Sells what was bought once the market has fallen by two percent from its best.
  private func follow(_ bench: ExchangeBench, _ words: String = "") throws -> Finished {
    #expect(try bench.buy(id: "held").status == 0)
    return try bench.run(
      "order place --id a --symbol \(bench.exchange.symbol) --side sell --quantity 0.002 "
        + "--type stop --trailing 2 \(words)")
  }

  @Test(arguments: following)
  func `it follows, and trades when the market turns`(exchange: Exchange, words: [String]) throws {
    let bench = try ExchangeBench(exchange)
    let placed = try follow(bench)
    #expect(placed.status == 0, "\(placed.text)\(placed.errorText)")
    #expect(placed.records.first?.text("status") == "accepted")
    #expect(placed.records.first?.text("order_type") == "stop")
    #expect(placed.records.first?.text("trailing_percent") == "2")
    #expect(placed.records.first?.text("stop_price") == nil)
    let sent = try #require(try requests(bench).last)
    for word in words { #expect(sent.contains(word), "\(sent)") }
    for words in ["order status a", "order list"] {
      #expect(try bench.run(words).records.map { $0.text("trailing_percent") } == ["2"], "\(words)")
    }
    let told = try bench.run("order list --at-venue --symbol \(exchange.symbol)")
    #expect(told.records.map { $0.text("trailing_percent") } == ["2"], "\(told.text)")
    for price in ["52000", "51500"] {
      try bench.server.move("BTC", to: price)
      #expect(try bench.run("order status a").records.first?.text("status") == "accepted")
    }
    try bench.server.move("BTC", to: "50900")
    let ended = try bench.run("order watch a --timeout 20s")
    #expect(ended.records.last?.text("status") == "filled", "\(ended.text)")
    #expect(ended.records.last?.text("trailing_percent") == "2")
    #expect(try bench.run("ledger verify").status == 0)
  }

  @Test(arguments: following)
  func `it is cancelled by name`(exchange: Exchange, words: [String]) throws {
    let bench = try ExchangeBench(exchange)
    #expect(try follow(bench).status == 0)
    let cancelled = try bench.run("order cancel a")
    #expect(cancelled.status == 0, "\(cancelled.text)")
    #expect(cancelled.records.first?.text("status") == "cancelled")
    #expect(cancelled.records.first?.text("trailing_percent") == "2")
    #expect(try bench.server.dump().open.isEmpty)
  }

  @Test(arguments: following)
  func `it is found again where its answer was lost`(exchange: Exchange, words: [String]) throws {
    let bench = try ExchangeBench(exchange)
    #expect(try bench.buy(id: "held").status == 0)
    let path =
      exchange == .futures
      ? "/fapi/v1/algoOrder"
      : exchange == .okx ? "/api/v5/trade/order-algo" : exchange.orderPath
    try bench.server.misbehave(
      at: "POST \(path)", #"[{"acts":true,"status":503,"body":"{}"}]"#)
    let line =
      "order place --id a --symbol \(exchange.symbol) --side sell --quantity 0.002 "
      + "--type stop --trailing 2"
    _ = try bench.run(line)
    let found = try bench.run("order reconcile")
    #expect(found.status == 0, "\(found.text)")
    let again = try bench.run(line)
    #expect(again.records.first?.text("status") == "accepted", "\(again.text)")
    #expect(again.records.first?.text("replayed") == "true")
    #expect(again.records.first?.text("trailing_percent") == "2")
    #expect(try bench.server.dump().orders.count { $0.kind == "stop" } == 1)
    let other = try bench.run(line.replacing("--trailing 2", with: "--trailing 3"))
    #expect(other.records.first?.text("error.code") == "ID_REUSED", "\(other.text)")
  }

  @Test(arguments: following)
  func `what replaces it follows as it did`(exchange: Exchange, words: [String]) throws {
    let bench = try ExchangeBench(exchange)
    #expect(try follow(bench).status == 0)
    let amended = try bench.run("order amend a --quantity 0.001")
    #expect(amended.status == 0, "\(amended.text)")
    #expect(amended.records.last?.text("quantity") == "0.001")
    #expect(amended.records.last?.text("trailing_percent") == "2")
    let open = try bench.server.dump().open
    #expect(open.map(\.quantity) == ["0.001"])
    // A price is none of its terms; it is not taken back to find that out.
    for words in ["--dry-run", ""] {
      let refused = try bench.run("order amend a --price 49000 \(words)")
      #expect(refused.status != 0)
      #expect(refused.records.last?.text("error.code") == "UNSUPPORTED", "\(refused.text)")
    }
    #expect(try bench.server.dump().open.map(\.name) == open.map(\.name))
  }

  @Test(arguments: following)
  func `the emergency stop takes it back`(exchange: Exchange, words: [String]) throws {
    let bench = try ExchangeBench(exchange)
    #expect(try follow(bench).status == 0)
    let stop = try bench.run("emergency-stop --reason drill")
    #expect(stop.status == 0, "\(stop.text)\(stop.errorText)")
    #expect(try bench.server.dump().open.isEmpty)
    let record = stop.records("order").first { $0.text("id") == "a" }
    #expect(record?.text("status") == "cancelled", "\(stop.text)")
  }

  @Test func `it begins to follow at a price where one is given`() throws {
    for (exchange, word) in [
      (Exchange.futures, "activatePrice=51000"), (.aster, "activationPrice=51000"),
      (.okx, #""activePx":"51000""#), (.binance, "stopPrice=51000"),
    ] {
      let bench = try ExchangeBench(exchange)
      let placed = try follow(bench, "--stop-price 51000")
      #expect(placed.status == 0, "\(exchange): \(placed.text)")
      #expect(placed.records.first?.text("stop_price") == "51000")
      #expect(try requests(bench).last?.contains(word) == true, "\(exchange)")
    }
  }

  @Test(arguments: without)
  func `an exchange without them is sent nothing`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    #expect(try bench.buy(id: "held").status == 0)
    let sent = try requests(bench).count
    for words in ["--type stop --trailing 2", "--type stop --trailing 2 --dry-run"] {
      let refused = try bench.buy(words)
      #expect(refused.status == 65, "\(refused.text)")
      #expect(refused.records.first?.text("status") == "invalid")
      #expect(refused.records.first?.text("error.code") == "UNSUPPORTED")
    }
    #expect(try requests(bench).count == sent)
  }

  @Test(arguments: [
    ("--trailing 2", "UNSUPPORTED"), ("--trailing 2 --price 45000", "UNSUPPORTED"),
    ("--type stop --trailing 0", "OUT_OF_RANGE"), ("--type stop --trailing -1", "OUT_OF_RANGE"),
    ("--type stop --trailing 100", "OUT_OF_RANGE"), ("--type stop", "UNSUPPORTED"),
  ])
  func `what cannot follow is refused`(words: String, code: String) throws {
    let bench = try ExchangeBench(.futures)
    let refused = try bench.buy(words)
    #expect(refused.status != 0)
    #expect(refused.text.contains(#""code":"\#(code)""#), "\(refused.text)")
    #expect(try requests(bench).isEmpty)
  }

  @Test func `a dry run shows it, and a line asks for it as flags do`() throws {
    let bench = try ExchangeBench(.futures)
    let shown = try bench.buy("--type stop --trailing 0.5 --dry-run")
    #expect(shown.records.map { $0.text("record") } == ["request"], "\(shown.text)")
    #expect(shown.text.contains("Rate=0.5"))
    let line =
      #"{"id":"a","symbol":"BTC/USDT:USDT","side":"sell","quantity":0.002,"order_type":"stop","#
      + #""trailing_percent":"0.50"}"# + "\n"
    let placed = try bench.run("order place -", input: line)
    #expect(placed.status == 0, "\(placed.text)")
    #expect(placed.records.first?.text("trailing_percent") == "0.5")
    let flags = try bench.run(
      "order place --id a --symbol BTC/USDT:USDT --side sell --quantity 0.002 --type stop "
        + "--trailing 0.5")
    #expect(flags.records.first?.text("replayed") == "true", "\(flags.text)")
  }

  @Test func `the paper market says that it cannot`() throws {
    let refused = try tradectl(
      "order place --symbol BTC/USDT:USDT --side buy --quantity 1 --type stop --trailing 2",
      in: try TemporaryFolder())
    #expect(refused.status == 65, "\(refused.text)")
    #expect(refused.records.first?.text("error.field") == "trailing_percent")
  }
}
