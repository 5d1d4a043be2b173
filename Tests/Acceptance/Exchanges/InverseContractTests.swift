import TestSupport
import Testing

/// Contracts that are amounts of dollars, at the exchanges that have them.
@Suite struct InverseContractTests {
  typealias Exchange = ExchangeBench.Exchange

  static let exchanges: [Exchange] = [.bybit, .okx]

  /// An account with a bitcoin to put up.
  private func bench(_ exchange: Exchange) throws -> ExchangeBench {
    try ExchangeBench(exchange, #","balances":{"BTC":"1"}"#)
  }

  private func place(_ words: String, id: String = "a") -> String {
    "order place --id \(id) --symbol BTC/USD:BTC --side buy \(words)"
  }

  private func name(_ exchange: Exchange) -> String {
    exchange == .okx ? "BTC-USD-SWAP" : "BTCUSD/inverse"
  }

  // MARK: The life of an order

  @Test(arguments: exchanges)
  func `an order is sized in dollars, trades, and is told in both units`(
    exchange: Exchange
  ) throws {
    let bench = try bench(exchange)
    let order = try bench.run(place("--quote 1000"))
    #expect(order.status == 0, "\(order.text)\(order.errorText)")
    let record = try #require(order.records.first)
    #expect(record.text("status") == "filled", "\(order.text)")
    #expect(record.text("quote_quantity") == "1000")
    #expect(record.text("quantity") == nil)
    #expect(record.text("filled_quote_quantity") == "1000")
    #expect(record.text("filled_quantity") == "0.02")
    #expect(record.text("average_price") == "50000")
    #expect(record.text("fee_asset") == "BTC")
    let sent = try bench.server.log().requests(for: exchange.orderPath).first?.body ?? ""
    #expect(sent.contains(exchange == .okx ? #""sz":"10""# : #""qty":"1000""#), "\(sent)")
    for words in ["fills", "fills --symbol BTC/USD:BTC --at-venue"] {
      let fills = try bench.run(words)
      #expect(fills.records.map { $0.text("quote_quantity") } == ["1000"], "\(fills.text)")
      #expect(fills.records.first?.text("quantity") == "0.02")
    }
    #expect(try bench.run("ledger verify").status == 0)
  }

  @Test(arguments: exchanges)
  func `an order waits, is watched, changed and cancelled`(exchange: Exchange) throws {
    let bench = try bench(exchange)
    let limit = try bench.run(place("--quote 1200 --price 45000"))
    #expect(limit.status == 0, "\(limit.text)\(limit.errorText)")
    #expect(limit.records.first?.text("status") == "accepted")
    let listed = try bench.run("order list").records
    #expect(listed.map { $0.text("quote_quantity") } == ["1200"])
    let waiting = try bench.run("order watch a --timeout 100ms")
    #expect(waiting.status == 1, "\(waiting.text)")
    let odd = try bench.run("order amend a --quantity 0.01")
    #expect(odd.status == 65, "\(odd.text)\(odd.errorText)")
    #expect(odd.records.first?.text("error.message")?.contains("give --quote") == true)
    let amended = try bench.run("order amend a --quote 1000")
    #expect(amended.status == 0, "\(amended.text)\(amended.errorText)")
    #expect(try bench.server.dump().open.map(\.quantity) == ["1000"])
    try bench.server.fill("400")
    let part = try bench.run("order status a").records.first
    #expect(part?.text("status") == "partially_filled")
    #expect(part?.text("filled_quote_quantity") == "400")
    #expect(part?.text("filled_quantity") == "0.008888888888888889")
    #expect(part?.text("average_price") == "45000")
    let cancelled = try bench.run("order cancel a")
    #expect(cancelled.status == 0, "\(cancelled.text)")
    #expect(cancelled.records.first?.text("status") == "cancelled")
    #expect(cancelled.records.first?.text("final") == "true")
    #expect(try bench.run("order list").records.isEmpty)
    #expect(try bench.run("ledger verify").status == 0)
  }

  @Test(arguments: exchanges)
  func `an order is final when its last dollar has filled, at whatever prices`(
    exchange: Exchange
  ) throws {
    let bench = try bench(exchange)
    #expect(try bench.run(place("--quote 1000 --price 46000")).status == 0)
    try bench.server.fill("300")
    try bench.server.move("BTC", to: "45500")
    let watched = try bench.run("order watch a --timeout 20s")
    #expect(watched.status == 0, "\(watched.text)")
    let last = try #require(watched.records.last { $0.text("record") == "order" })
    #expect(last.text("status") == "filled")
    #expect(last.text("final") == "true")
    #expect(last.text("filled_quote_quantity") == "1000")
    // 300/46000 + 700/45500 base units.
    #expect(last.text("filled_quantity") == "0.021906354515050168", "\(watched.text)")
    #expect(try bench.run("order reconcile").records.isEmpty)
    #expect(try bench.run("ledger verify").status == 0)
  }

  // MARK: Positions

  @Test(arguments: exchanges)
  func `a position is shown in both units, and closed to the last dollar elsewhere`(
    exchange: Exchange
  ) throws {
    let bench = try bench(exchange)
    #expect(try bench.run(place("--quote 1000")).status == 0)
    try bench.server.move("BTC", to: "40000")
    let held = try bench.run("positions --total")
    let position = try #require(held.records.first)
    #expect(position.text("side") == "long")
    #expect(position.text("quote_quantity") == "1000", "\(held.text)")
    #expect(position.text("quantity") == "0.02")
    #expect(position.text("unrealized_pnl") == "-0.005")
    let sums = try #require(held.records.last)
    #expect(sums.text("notional") == "1000")
    #expect(sums.text("unrealized_pnl") == "-200", "what is lost in bitcoin, in dollars")
    // A bitcoin is 40000, and 0.005 of it are lost.
    #expect(try bench.run("account").records.first?.text("equity") == "49800")

    let half = try bench.run("position close BTC/USD:BTC --quote 400")
    #expect(half.status == 0, "\(half.text)\(half.errorText)")
    #expect(try bench.server.dump().positions == [name(exchange): "600"])
    let odd = try bench.run("position close BTC/USD:BTC --quantity 0.01")
    #expect(odd.status == 64, "\(odd.text)\(odd.errorText)")
    let closed = try bench.run("position close BTC/USD:BTC --reason done")
    #expect(closed.status == 0, "\(closed.text)\(closed.errorText)")
    #expect(closed.records.first?.text("quote_quantity") == "600")
    #expect(closed.records.first?.text("reduce_only") == "true")
    #expect(try bench.server.dump().positions.isEmpty)
    #expect(try bench.run("positions").records.isEmpty)
    let over = try #require(try bench.run("positions --closed").records.first)
    #expect(over.text("quote_quantity") == "1000")
    #expect(over.text("entry_price") == "50000")
    #expect(over.text("exit_price") == "40000")
    #expect(over.text("realized_pnl") == "-0.005")
    #expect(try bench.run("ledger verify").status == 0)
    let report = try bench.run("report --ledger")
    #expect(report.errorText.contains("leaves BTC/USD:BTC out"), "\(report.errorText)")
  }

  @Test(arguments: exchanges)
  func `an emergency stop cancels and flattens, what it did not open too`(
    exchange: Exchange
  ) throws {
    let bench = try bench(exchange)
    #expect(try bench.run(place("--quote 1500 --max-risk none")).status == 0)
    #expect(try bench.run(place("--quote 500 --price 45000 --max-risk none", id: "b")).status == 0)
    // Of all of that this ledger knows nothing.
    let fresh = try TemporaryFolder()
    try fresh.write(try bench.folder.read("c.toml"), to: "c.toml")
    try bench.server.move("BTC", to: "47123.4")
    let stop = try tradectl(
      "emergency-stop", environment: bench.keys.merging(["TRADECTL_CONFIG": "c.toml"]) { $1 },
      in: fresh)
    #expect(stop.status == 0, "\(stop.text)\(stop.errorText)")
    let dump = try bench.server.dump()
    #expect(dump.positions.isEmpty && dump.open.isEmpty, "\(stop.text)")
    let closing = try #require(stop.records.first { $0.text("role") == "emergency" })
    #expect(closing.text("quote_quantity") == "1500")
    #expect(closing.text("status") == "filled", "\(stop.text)")
  }

  @Test(arguments: exchanges)
  func `what protects a position is of its size`(exchange: Exchange) throws {
    let bench = try bench(exchange)
    let entry = try bench.run(place("--quote 1000 --stop-loss 45000 --take-profit 60000"))
    #expect(entry.status == 0, "\(entry.text)\(entry.errorText)")
    let orders = try bench.server.dump().orders
    #expect(orders.map(\.kind) == ["market", "stop", "take_profit"], "\(entry.text)")
    #expect(orders.map(\.quantity) == ["1000", "1000", "1000"])
    try bench.server.move("BTC", to: "44000")
    let reconciled = try bench.run("order reconcile")
    #expect(reconciled.status == 0, "\(reconciled.text)\(reconciled.errorText)")
    let dump = try bench.server.dump()
    #expect(dump.positions.isEmpty && dump.open.isEmpty, "\(reconciled.text)")
    #expect(try bench.run("position leverage BTC/USD:BTC 3").status == 0)
  }
}
