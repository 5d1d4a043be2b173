import Domain
import Matching
import Testing

/// What a person changes at an account that is in use.
@Suite struct AccountSettingsTests {
  private func long(_ leverage: Rate = "2") throws -> Bench {
    var bench = try Bench()
    bench.submit(.buy, "1") { $0.leverage = leverage }
    try bench.trade("1000", at: 1)
    return bench
  }

  @Test func `leverage is that of the position and of orders that do not say theirs`() throws {
    var bench = try long()
    #expect(bench.exchange.setLeverage("4", in: bench.market) == nil)
    let held = bench.exchange.position(in: bench.market)
    #expect(held.leverage == "4")
    #expect(held.margin == "250")
    #expect(try bench.exchange.freeMargin == "9750")
    #expect(bench.exchange.checkInvariants() == [])
    bench.submit(.sell, "1", at: 1)
    try bench.trade("1000", at: 2)
    bench.submit(.buy, "1", at: 2)
    try bench.trade("1000", at: 3)
    #expect(bench.exchange.position(in: bench.market).leverage == "4", "also after it was flat")
  }

  @Test func `a liquidation price moves with the leverage and is watched`() throws {
    var bench = try long()
    #expect(bench.exchange.setLeverage("10", in: bench.market) == nil)
    let price = try #require(bench.exchange.position(in: bench.market).liquidationPrice)
    #expect(price > "904" && price < "905")
    try bench.trade("905", at: 2)
    #expect(bench.held == "1")
    try bench.trade("904", at: 3)
    #expect(bench.held == "0")
  }

  @Test func `a leverage that cannot be is refused and changes nothing`() throws {
    var bench = try long()
    try bench.trade("850", at: 2)
    let before = bench.exchange.state(of: bench.market)
    for (leverage, code) in [
      ("0.5", PaperRefusalCode.leverage), ("126", .leverage), ("10", .leverage),
    ] as [(Rate, PaperRefusalCode)] {
      #expect(bench.exchange.setLeverage(leverage, in: bench.market)?.code == code, "\(leverage)")
      #expect(bench.exchange.state(of: bench.market) == before)
    }
  }

  @Test func `more margin than is free is refused`() throws {
    var bench = try Bench(equity: "600")
    bench.submit(.buy, "1") { $0.leverage = "2" }
    try bench.trade("1000", at: 1)
    let refusal = bench.exchange.setLeverage("1", in: bench.market)
    #expect(refusal?.code == .insufficientBalance)
    #expect(bench.exchange.position(in: bench.market).margin == "500")
  }

  @Test func `an account that begins anew numbers on`() throws {
    var bench = try long()
    let other = bench.submit(.buy, "1", .limit, price: "900")
    bench.exchange = bench.exchange.restarted(startingEquity: "77", currency: "USDT")
    #expect(bench.exchange.cash == "77")
    #expect(bench.exchange.openOrders.isEmpty)
    _ = try bench.exchange.addMarket(Instrument(symbol: bench.symbol))
    #expect(bench.submit(.buy, "1", .limit, price: "900") == other + 1)
  }

  @Test func `guards cancel each other and end with the position`() throws {
    for (price, filled) in [("900", 0), ("1100", 1)] as [(Price, Int)] {
      var bench = try long()
      let guards = [
        bench.submit(.sell, "1", .stop, stop: "900", at: 1) { $0.isReduceOnly = true },
        bench.submit(.sell, "1", .takeProfit, stop: "1100", at: 1) { $0.isReduceOnly = true },
      ]
      bench.exchange.makeGuard(guards[0], for: .stopLoss)
      bench.exchange.makeGuard(guards[1], for: .takeProfit)
      bench.exchange.pair(guards[0], guards[1])
      try bench.trade(price, at: 2)
      #expect(bench.order(guards[filled])?.status == .filled)
      #expect(bench.order(guards[1 - filled])?.status == .cancelled)
      #expect(bench.order(guards[1 - filled])?.reason == .linkedOrder)
      #expect(bench.exchange.checkInvariants() == [])
    }
    var bench = try long()
    let stop = bench.submit(.sell, "1", .stop, stop: "900", at: 1) { $0.isReduceOnly = true }
    bench.exchange.makeGuard(stop, for: .stopLoss)
    bench.submit(.sell, "1", at: 1)
    try bench.trade("1000", at: 2)
    #expect(bench.order(stop)?.reason == .positionClosed)
    #expect(bench.exchange.openOrders.isEmpty)
  }
}
