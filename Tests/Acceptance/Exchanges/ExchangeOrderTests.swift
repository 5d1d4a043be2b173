import TestSupport
import Testing

/// Orders at exchanges, as users have them on paper.
@Suite struct ExchangeOrderTests {
  typealias Exchange = ExchangeBench.Exchange

  @Test(arguments: Exchange.allCases)
  func `an order is placed, seen and cancelled`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let limit = try bench.buy("--price 45000 --type limit")
    #expect(limit.status == 0, "\(limit.text)")
    #expect(limit.records.first?.text("status") == "accepted")
    #expect(limit.records.first?.text("venue") == exchange.rawValue)
    #expect(limit.records.first?.text("mode") == "demo")
    #expect(try bench.run("order status a").records.first?.text("status") == "accepted")
    #expect(try bench.run("order list").records.count == 1)
    let cancelled = try bench.run("order cancel a")
    #expect(cancelled.status == 0, "\(cancelled.text)")
    #expect(cancelled.records.first?.text("status") == "cancelled", "\(cancelled.text)")
    #expect(try bench.run("order cancel a").status == 0, "what is cancelled is cancelled")
    #expect(try bench.run("order list").records.isEmpty)
    #expect(try bench.server.dump().orders.map(\.status) == ["cancelled"])
  }

  @Test(arguments: Exchange.allCases)
  func `an order trades, and the account shows it`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let order = try bench.buy()
    #expect(order.status == 0, "\(order.text)\(order.errorText)")
    #expect(order.records.first?.text("status") == "filled", "\(order.text)")
    #expect(order.records.first?.text("average_price") == "50000")
    #expect(order.records.first?.text("filled_quantity") == "0.002")
    let fills = try bench.run("fills").records
    #expect(fills.map { $0.text("quantity") } == ["0.002"])
    #expect(fills.first?.text("fee_asset") == exchange.quote)
    let account = try bench.run("account").records.first
    #expect(account?.text("equity") == "10000", "a purchase is no loss")
    #expect(account?.text("asset") == exchange.quote)
    let held = try bench.run(exchange.hasContracts ? "positions" : "positions --spot").records
    #expect(held.map { $0.text("quantity") } == ["0.002"])
    #expect(held.first?.text("symbol") == exchange.symbol)
  }

  @Test(arguments: Exchange.allCases)
  func `an order is changed in place where that can be, and replaced elsewhere`(
    exchange: Exchange
  ) throws {
    let bench = try ExchangeBench(exchange)
    let limit = try bench.run(
      "order place --id a --symbol \(exchange.symbol) --side buy --quantity 0.004 --price 45000")
    #expect(limit.status == 0, "\(limit.text)")
    let amended = try bench.run("order amend a --quantity 0.002")
    #expect(amended.status == 0, "\(amended.text)\(amended.errorText)")
    #expect(amended.records.last?.text("quantity") == "0.002", "\(amended.text)")
    let dump = try bench.server.dump()
    #expect(dump.open.map(\.quantity) == ["0.002"])
    let inPlace = [Exchange.futures, .bybit, .okx, .coinbase]
    #expect(dump.orders.count == (inPlace.contains(exchange) ? 1 : 2))
  }

  @Test(arguments: Exchange.allCases)
  func `an order is followed until the market comes to it`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    #expect(try bench.buy("--price 45000 --type limit").status == 0)
    let waiting = try bench.run("order watch a --timeout 100ms")
    #expect(waiting.status == 1, "\(waiting.text)")
    try bench.server.move("BTC", to: "44000")
    let watched = try bench.run("order watch a --timeout 20s")
    #expect(watched.status == 0, "\(watched.text)")
    #expect(watched.records.last?.text("status") == "filled")
    #expect(watched.records.last?.text("final") == "true")
    let fills = try bench.run("fills").records
    #expect(fills.map { $0.text("price") } == ["44000"])
    #expect(fills.first?.text("fee_asset") == exchange.quote)
  }

  @Test(arguments: Exchange.allCases)
  func `what has filled in part stays so when the rest is taken back`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    let words = "order place --id a --side buy --quantity 0.004 --price 45000"
    #expect(try bench.run("\(words) --symbol \(exchange.symbol)").status == 0)
    try bench.server.fill("0.001")
    let part = try bench.run("order status a").records.first
    #expect(part?.text("status") == "partially_filled")
    #expect(part?.text("filled_quantity") == "0.001")
    #expect(part?.text("average_price") == "45000")
    let cancelled = try bench.run("order cancel a")
    #expect(cancelled.status == 0, "\(cancelled.text)")
    #expect(cancelled.records.first?.text("status") == "cancelled", "\(cancelled.text)")
    #expect(cancelled.records.first?.text("filled_quantity") == "0.001")
    #expect(try bench.run("fills").records.map { $0.text("quantity") } == ["0.001"])
  }

  // MARK: Orders that wait for a price

  @Test(arguments: Exchange.withContracts)
  func `what protects a position is found, shown and cancelled with the others`(
    exchange: Exchange
  ) throws {
    let bench = try ExchangeBench(exchange)
    let entry = try bench.buy("--stop-loss 45000 --take-profit 60000")
    #expect(entry.status == 0, "\(entry.text)")
    let orders = try bench.server.dump().orders
    #expect(orders.map(\.kind) == ["market", "stop", "take_profit"], "\(entry.text)")
    #expect(orders.map(\.side) == ["buy", "sell", "sell"])
    let open = try bench.run("order list").records
    #expect(open.compactMap { $0.text("role") } == ["stop_loss", "take_profit"])
    let held = try bench.run("positions").records
    #expect(held.first?.text("stop_loss") == "45000")
    #expect(held.first?.text("take_profit") == "60000")
    for order in open {
      let name = try #require(order.text("client_order_id"))
      #expect(try bench.run("order cancel \(name)").status == 0)
    }
    #expect(
      try bench.server.dump().orders.map(\.status) == ["filled", "cancelled", "cancelled"])
  }

  @Test(arguments: Exchange.withContracts)
  func `a stop that was reached closes the position, and its sibling goes`(
    exchange: Exchange
  ) throws {
    let bench = try ExchangeBench(exchange)
    #expect(try bench.buy("--stop-loss 45000 --take-profit 60000").status == 0)
    try bench.server.move("BTC", to: "44900")
    let reconciled = try bench.run("order reconcile")
    #expect(reconciled.status == 0, "\(reconciled.text)\(reconciled.errorText)")
    #expect(
      reconciled.records.map { $0.text("status") } == ["filled", "cancelled"],
      "\(reconciled.text)")
    #expect(reconciled.records.first?.text("average_price") == "44900")
    let dump = try bench.server.dump()
    #expect(dump.positions.isEmpty && dump.open.isEmpty)
    #expect(try bench.run("fills").records.count == 2)
  }

  @Test(arguments: Exchange.withContracts)
  func `what protected a position goes with it when it is closed`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    #expect(try bench.buy("--stop-loss 45000 --take-profit 60000").status == 0)
    let half = try bench.run("position close BTC/USDT:USDT --percent 50")
    #expect(half.status == 0, "\(half.text)\(half.errorText)")
    #expect(try bench.run("order list").records.count == 2, "half of it is there still")
    let closed = try bench.run("position close BTC/USDT:USDT")
    #expect(closed.status == 0, "\(closed.text)\(closed.errorText)")
    let dump = try bench.server.dump()
    #expect(dump.positions.isEmpty && dump.open.isEmpty, "\(dump.orders.map(\.status))")
    #expect(try bench.run("order list").records.isEmpty)
  }

  @Test(arguments: Exchange.withSpot)
  func `on spot an order waits for a price, and can be taken back until then`(
    exchange: Exchange
  ) throws {
    let bench = try ExchangeBench(exchange)
    let words =
      "order place --symbol \(exchange.spotSymbol) --side buy --quantity 0.002 --type stop_limit "
      + "--stop-price 60000 --price 61000 --price-collar none"
    let waiting = try bench.run("\(words) --id a")
    #expect(waiting.status == 0, "\(waiting.text)")
    #expect(waiting.records.first?.text("status") == "accepted", "\(waiting.text)")
    #expect(try bench.run("order list").records.map { $0.text("stop_price") } == ["60000"])
    let cancelled = try bench.run("order cancel a")
    #expect(cancelled.records.first?.text("status") == "cancelled", "\(cancelled.text)")
    #expect(try bench.run("\(words) --id b").status == 0)
    #expect(try bench.server.dump().orders.map(\.status) == ["cancelled", "open"])
    try bench.server.move("BTC", to: "60500")
    let watched = try bench.run("order watch b --timeout 20s")
    #expect(watched.status == 0, "\(watched.text)")
    #expect(watched.records.last?.text("status") == "filled", "\(watched.text)")
    #expect(watched.records.last?.text("average_price") == "60500")
    #expect(try bench.run("fills").records.count == 1)
  }

  // MARK: The emergency stop

  @Test(arguments: Exchange.withContracts)
  func `an emergency stop leaves nothing open, whoever opened it`(exchange: Exchange) throws {
    let bench = try ExchangeBench(exchange)
    #expect(try bench.buy("--stop-loss 45000").status == 0)
    #expect(try bench.buy("--price 40000 --type limit", id: "b").status == 0)
    // The ledger that knows them is gone.
    _ = try Running.shell("rm -r .local/state/tradectl", in: bench.folder)
    let stop = try bench.run("emergency-stop --deadline 20s")
    #expect(stop.status == 0, "\(stop.text)\(stop.errorText)")
    #expect(stop.records("summary").first?.text("flat") == "true")
    let dump = try bench.server.dump()
    #expect(dump.positions.isEmpty && dump.open.isEmpty, "\(stop.text)")
    #expect(try bench.buy(id: "c").status == 5, "nothing is sent until somebody resets it")
  }

  @Test(arguments: Exchange.withSpot)
  func `a spot holding is sold by an emergency stop where that is asked for`(
    exchange: Exchange
  ) throws {
    let bench = try ExchangeBench(exchange)
    let words = "order place --symbol \(exchange.spotSymbol) --price-collar none --quantity 0.002"
    for rest in [
      "--side buy", "--side buy --type limit --price 40000",
      "--side sell --type stop_limit --stop-price 42000 --price 41000",
    ] {
      let order = try bench.run("\(words) \(rest)")
      #expect(order.status == 0, "\(rest): \(order.text)\(order.errorText)")
    }
    let kept = try bench.run("emergency-stop --deadline 20s")
    #expect(kept.status == 0, "\(kept.text)\(kept.errorText)")
    var dump = try bench.server.dump()
    #expect(dump.orders.map(\.status) == ["filled", "cancelled", "cancelled"], "\(kept.text)")
    let stop = try bench.run("emergency-stop --spot --deadline 20s")
    #expect(stop.status == 0, "\(stop.text)\(stop.errorText)")
    dump = try bench.server.dump()
    #expect(dump.orders.last?.side == "sell" && dump.orders.last?.status == "filled")
    #expect(dump.orders.count == 4, "\(stop.text)")
    #expect(try bench.run("balance").records.compactMap { $0.text("asset") } == [exchange.quote])
  }

  @Test func `an emergency stop finds its way without a configuration`() throws {
    let bench = try ExchangeBench(.futures)
    #expect(try bench.buy().status == 0)
    try bench.folder.write("[accounts.main\nvenue = ", to: "c.toml")
    #expect(try bench.buy(id: "b").status == 78)
    let stop = try bench.run("emergency-stop --deadline 20s")
    #expect(stop.status == 0, "\(stop.text)\(stop.errorText)")
    #expect(try bench.server.dump().positions.isEmpty)
  }

  @Test(arguments: [Exchange.futures, .okx])
  func `an emergency stop goes on where an order of it is lost`(exchange: Exchange) throws {
    let cancelPath =
      exchange == .okx ? "POST /api/v5/trade/cancel-algos" : "DELETE /fapi/v1/algoOrder"
    var bench = try ExchangeBench(exchange)
    for fault in [
      #"{"acts":true,"status":503}"#, #"{"status":503}"#, #"{"steps":["\u0000reset"]}"#,
      #"{"status":429,"headers":{"Retry-After":"1"}}"#,
    ] {
      try bench.reset()
      #expect(try bench.buy("--stop-loss 45000").status == 0)
      try bench.misbehave(fault)
      try bench.server.misbehave(at: cancelPath, "[\(fault)]")
      let stop = try bench.run("emergency-stop --deadline 30s")
      let dump = try bench.server.dump()
      #expect(dump.positions.isEmpty, "\(fault): \(stop.text)")
      #expect(dump.open.isEmpty, "\(fault): \(stop.text)")
      #expect(stop.status == 0, "\(fault): \(stop.text)")
    }
  }

  // MARK: Amounts

  @Test func `money is turned into a quantity on the grid at what the exchange says`() throws {
    for (exchange, quantity) in [(Exchange.futures, "0.002"), (.okx, "0.002"), (.bybit, "0.002")] {
      let bench = try ExchangeBench(exchange)
      let order = try bench.run(
        "order place --symbol BTC/USDT:USDT --side buy --quote 123 --id a")
      #expect(order.records.first?.text("quantity") == quantity, "\(order.text)\(order.errorText)")
    }
  }

  @Test func `contracts are counted as their exchange does, and never rounded`() throws {
    for (exchange, sent, refused) in [
      (Exchange.okx, #""sz":"0.2""#, "0.0021"), (.kucoinFutures, #""size":2"#, "0.0025"),
    ] {
      let bench = try ExchangeBench(exchange)
      #expect(try bench.buy().status == 0)
      let body = try bench.server.log().requests(for: exchange.orderPath).first?.body
      #expect(body?.contains(sent) == true, "\(body ?? "")")
      let odd = try bench.run(
        "order place --symbol BTC/USDT:USDT --side buy --quantity \(refused)")
      #expect(odd.status == 65, "\(odd.text)")
      #expect(odd.records.first?.text("error.message")?.contains("not a multiple") == true)
      #expect(try bench.sent() == 1)
    }
  }

  @Test(arguments: Exchange.allCases, ["--parallel 8", "--batch-sync 8"])
  func `many orders share a sync, and each leaves once`(exchange: Exchange, flag: String) throws {
    let bench = try ExchangeBench(exchange)
    let lines = (1...20).map { number in
      #"{"id":"\#(number)","symbol":"\#(exchange.symbol)","side":"buy","order_type":"limit","#
        + #""price":\#(40000 + number),"quantity":0.001}"# + "\n"
    }.joined()
    let words = "order place \(flag) --price-collar none"
    let placed = try bench.run(words, input: lines)
    #expect(placed.status == 0, "\(placed.text)\(placed.errorText)")
    #expect(placed.records.compactMap { $0.text("id") } == (1...20).map(String.init))
    #expect(try bench.sent() == 20)
    #expect(try bench.run(words, input: lines).status == 0)
    #expect(try bench.sent() == 20)
    let connections = try bench.server.log().connections
    #expect(connections <= (flag.contains("parallel") ? 11 : 4), "connections are kept")
  }

  @Test func `leverage is set there`() throws {
    for (exchange, path, body) in [
      (Exchange.futures, "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=3&"),
      (.okx, "/api/v5/account/set-leverage", #"{"instId":"BTC-USDT-SWAP","lever":"3""#),
      (
        .bybit, "/v5/position/set-leverage",
        #"{"category":"linear","symbol":"BTCUSDT","buyLeverage":"3""#
      ),
      (.kucoinFutures, "/api/v2/changeCrossUserLeverage", #"{"symbol":"XBTUSDTM","leverage":"3""#),
    ] {
      let bench = try ExchangeBench(exchange)
      let set = try bench.run("position leverage BTC/USDT:USDT 3")
      #expect(set.status == 0, "\(set.text)\(set.errorText)")
      let sent = try bench.server.log().requests(for: path)
      #expect(sent.first?.body.hasPrefix(body) == true, "\(sent.first?.body ?? "")")
    }
    let spot = try ExchangeBench(.binance).run("position leverage BTC/USDT 3")
    #expect(spot.status == 65, "\(spot.text)\(spot.errorText)")
  }
}
