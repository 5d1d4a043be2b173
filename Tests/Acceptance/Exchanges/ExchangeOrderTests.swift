import TestSupport
import Testing

/// Orders at exchanges, as users have them on paper.
@Suite struct ExchangeOrderTests {
  typealias Exchange = FamilyBench.Exchange

  @Test(arguments: Exchange.allCases)
  func `an order is placed, seen, changed and cancelled`(exchange: Exchange) throws {
    let bench = try FamilyBench(exchange)
    let limit = try bench.buy("--price 45000 --type limit")
    #expect(limit.status == 0, "\(limit.text)")
    #expect(limit.records.first?.text("status") == "accepted")
    #expect(limit.records.first?.text("venue") == exchange.rawValue)
    #expect(limit.records.first?.text("mode") == "demo")
    #expect(try bench.run("order status a").records.first?.text("status") == "accepted")
    #expect(try bench.run("order list").records.count == 1)
    let cancelled = try bench.run("order cancel a")
    #expect(cancelled.status == 0, "\(cancelled.text)")
    #expect(cancelled.records.first?.text("status") == "cancelled")
    #expect(try bench.run("order cancel a").status == 0, "what is cancelled is cancelled")
    #expect(try bench.run("order list").records.isEmpty)
    #expect(try bench.server.dump().orders.map(\.status) == ["CANCELED"])
  }

  @Test func `an order is changed in place where that can be, and replaced elsewhere`() throws {
    for exchange in [Exchange.futures, .binance] {
      let bench = try FamilyBench(exchange)
      let limit = try bench.run(
        "order place --id a --symbol \(exchange.symbol) --side buy --quantity 0.004 --price 45000")
      #expect(limit.status == 0, "\(limit.text)")
      let amended = try bench.run("order amend a --quantity 0.002")
      #expect(amended.status == 0, "\(amended.text)\(amended.errorText)")
      #expect(amended.records.last?.text("quantity") == "0.002", "\(amended.text)")
      let orders = try bench.server.dump().orders
      #expect(orders.filter { $0.status == "NEW" }.map(\.quantity) == ["0.002"])
    }
  }

  @Test(arguments: Exchange.allCases)
  func `an order is followed until the market comes to it`(exchange: Exchange) throws {
    let bench = try FamilyBench(exchange)
    #expect(try bench.buy("--price 45000 --type limit").status == 0)
    let waiting = try bench.run("order watch a --timeout 100ms")
    #expect(waiting.status == 1, "\(waiting.text)")
    try bench.server.move("BTCUSDT", to: "44000")
    let watched = try bench.run("order watch a --timeout 20s")
    #expect(watched.status == 0, "\(watched.text)")
    #expect(watched.records.last?.text("status") == "filled")
    #expect(watched.records.last?.text("final") == "true")
    let fills = try bench.run("fills").records
    #expect(fills.map { $0.text("price") } == ["44000"])
    #expect(fills.first?.text("fee_asset") == "USDT")
  }

  @Test(arguments: [Exchange.futures, .aster])
  func `an order that waits for a price is found, shown and cancelled with the others`(
    exchange: Exchange
  ) throws {
    let bench = try FamilyBench(exchange)
    let entry = try bench.buy("--stop-loss 45000 --take-profit 60000")
    #expect(entry.status == 0, "\(entry.text)")
    let orders = try bench.server.dump().orders
    #expect(orders.map(\.type) == ["MARKET", "STOP_MARKET", "TAKE_PROFIT_MARKET"], "\(entry.text)")
    let open = try bench.run("order list").records
    #expect(open.compactMap { $0.text("role") } == ["stop_loss", "take_profit"])
    let held = try bench.run("positions").records
    #expect(held.first?.text("stop_loss") == "45000")
    #expect(held.first?.text("take_profit") == "60000")
    for order in open {
      let name = try #require(order.text("client_order_id"))
      #expect(try bench.run("order cancel \(name)").status == 0)
    }
    #expect(try bench.server.dump().orders.map(\.status) == ["FILLED", "CANCELED", "CANCELED"])
  }

  @Test(arguments: [Exchange.futures, .aster])
  func `an emergency stop leaves nothing open, whoever opened it`(exchange: Exchange) throws {
    let bench = try FamilyBench(exchange)
    #expect(try bench.buy("--stop-loss 45000").status == 0)
    #expect(try bench.buy("--price 40000 --type limit", id: "b").status == 0)
    let stop = try bench.run("emergency-stop --deadline 20s")
    #expect(stop.status == 0, "\(stop.text)\(stop.errorText)")
    #expect(stop.records("summary").first?.text("flat") == "true")
    let dump = try bench.server.dump()
    #expect(dump.positions.isEmpty)
    #expect(dump.orders.allSatisfy { $0.status != "NEW" })
    #expect(try bench.buy(id: "c").status == 5, "nothing is sent until somebody resets it")
  }

  @Test func `an emergency stop finds its way without a configuration`() throws {
    let bench = try FamilyBench(.futures)
    #expect(try bench.buy().status == 0)
    try bench.folder.write("[accounts.main\nvenue = ", to: "c.toml")
    #expect(try bench.buy(id: "b").status == 78)
    let stop = try bench.run("emergency-stop --deadline 20s")
    #expect(stop.status == 0, "\(stop.text)\(stop.errorText)")
    #expect(try bench.server.dump().positions.isEmpty)
  }

  @Test func `an emergency stop goes on where an order of it is lost`() throws {
    for fault in [
      #"{"acts":true,"status":503}"#, #"{"status":503}"#, #"{"steps":["\u0000reset"]}"#,
      #"{"status":429,"headers":{"Retry-After":"1"}}"#,
    ] {
      let bench = try FamilyBench(.futures)
      #expect(try bench.buy("--stop-loss 45000").status == 0)
      try bench.server.misbehave(at: "POST \(bench.exchange.orderPath)", "[\(fault)]")
      try bench.server.misbehave(at: "DELETE /fapi/v1/algoOrder", "[\(fault)]")
      let stop = try bench.run("emergency-stop --deadline 30s")
      let dump = try bench.server.dump()
      #expect(dump.positions.isEmpty, "\(fault): \(stop.text)")
      #expect(dump.orders.allSatisfy { $0.status != "NEW" }, "\(fault): \(stop.text)")
      #expect(stop.status == 0, "\(fault): \(stop.text)")
    }
  }

  @Test func `a spot holding is sold by an emergency stop where that is asked for`() throws {
    let bench = try FamilyBench(.binance)
    #expect(try bench.buy().status == 0)
    #expect(try bench.buy("--price 40000 --type limit", id: "b").status == 0)
    let stop = try bench.run("emergency-stop --spot --deadline 20s")
    #expect(stop.status == 0, "\(stop.text)\(stop.errorText)")
    let dump = try bench.server.dump()
    #expect(dump.orders.map(\.status) == ["FILLED", "CANCELED", "FILLED"])
    #expect(dump.orders.last?.side == "SELL")
  }

  @Test func `a purchase is no loss`() throws {
    let bench = try FamilyBench(.binance)
    for id in ["a", "b", "c"] {
      let order = try bench.run(
        "order place --id \(id) --symbol BTC/USDT --side buy --quote 900 --max-position none"
      )
      #expect(order.status == 0, "\(order.text)")
    }
    let account = try bench.run("account").records.first
    #expect(account?.text("equity") == "10000")
    #expect(account?.text("free") == "7300")
  }

  @Test func `money is turned into a quantity on the grid at what the exchange says`() throws {
    let bench = try FamilyBench(.futures)
    let order = try bench.run(
      "order place --symbol BTC/USDT:USDT --side buy --quote 123 --id a")
    #expect(order.records.first?.text("quantity") == "0.002", "\(order.text)\(order.errorText)")
  }

  @Test(arguments: Exchange.allCases)
  func `many orders leave at once, each of them once`(exchange: Exchange) throws {
    let bench = try FamilyBench(exchange)
    let lines = (1...20).map { number in
      #"{"id":"\#(number)","symbol":"\#(exchange.symbol)","side":"buy","order_type":"limit","#
        + #""price":\#(40000 + number),"quantity":0.001}"# + "\n"
    }.joined()
    let words = "order place --parallel 8 --price-collar none"
    let placed = try bench.run(words, input: lines)
    #expect(placed.status == 0, "\(placed.text)\(placed.errorText)")
    #expect(placed.records.compactMap { $0.text("id") } == (1...20).map(String.init))
    #expect(try bench.sent() == 20)
    #expect(try bench.run(words, input: lines).status == 0)
    #expect(try bench.sent() == 20)
    #expect(try bench.server.log().connections <= 11, "connections are kept")
  }

  @Test func `leverage is set there`() throws {
    let bench = try FamilyBench(.futures)
    let set = try bench.run("position leverage BTC/USDT:USDT 3")
    #expect(set.status == 0, "\(set.text)\(set.errorText)")
    let sent = try bench.server.log().requests(for: "/fapi/v1/leverage")
    #expect(sent.first?.body.hasPrefix("symbol=BTCUSDT&leverage=3&") == true)
    let spot = try FamilyBench(.binance).run("position leverage BTC/USDT 3")
    #expect(spot.status == 65, "\(spot.text)\(spot.errorText)")
  }
}
