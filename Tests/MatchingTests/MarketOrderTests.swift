import Domain
import Matching
import Testing

@Suite struct MarketOrderTests {
  @Test(arguments: Side.allCases)
  func `takes at the first trade after its arrival`(side: Side) throws {
    var bench = try Bench()
    try bench.trade("90", at: 0)
    let order = bench.submit(side, "2", at: 1)
    try bench.trade("100", at: 2)
    #expect(bench.fills.map(\.fill.price) == ["100"])
    #expect(bench.fills.map(\.fill.liquidity) == [.taker])
    #expect(bench.updates(of: order).map(\.status) == [.accepted, .filled])
    #expect(bench.order(order)?.averagePrice == "100")
    #expect(bench.held == side.signed("2"))
    #expect(bench.violations == [])
  }

  @Test(arguments: Side.allCases)
  func `takes at the open of a candle`(side: Side) throws {
    var bench = try Bench()
    bench.submit(side, "2", at: 60)
    try bench.candle("100", "110", "90", "105", at: 60)
    #expect(bench.fills.map(\.fill.price) == ["100"])
    #expect(bench.fills.map(\.fill.time) == [Timestamp(seconds: 60)])
  }

  @Test(arguments: [
    (Side.buy, "100.05", "0.1", "100.2"),
    (.sell, "100.05", "0.1", "99.9"),
    (.buy, "100", "0", "100.05"),
    (.sell, "100", "0", "99.95"),
    (.sell, "0.000000000000000001", "0", "0.000000000000000001"),
    (.sell, "0.1", "0.1", "0.1"),
  ])
  func `loses the slippage, rounded to the tick against it`(
    side: Side, at marketText: String, tickText: String, filledText: String
  ) throws {
    let market = Price(literal: marketText)
    let tick = Price(literal: tickText)
    let filled = Price(literal: filledText)
    let rules = try PaperRules(makerFee: "0", takerFee: "0", slippageBasisPoints: "5")
    var bench = try Bench(rules, instrument: Instrument(symbol: linearSymbol, tick: tick))
    bench.submit(side, "2")
    try bench.trade(market, at: 1)
    #expect(bench.fills.map(\.fill.price) == [filled])
    let lost = try (filled - market).magnitude * ("2" as Quantity)
    #expect(bench.fills.map(\.slippageCost) == [lost])
  }

  @Test func `pays the taker fee on what it traded`() throws {
    var bench = try Bench(PaperRules(slippageBasisPoints: "0"))
    let order = bench.submit(.buy, "2")
    try bench.trade("100", at: 1)
    #expect(bench.fills.map(\.fill.fee) == ["0.08"])
    #expect(bench.order(order)?.fee == "0.08")
    #expect(bench.exchange.cash == "9999.92")
    #expect(bench.exchange.fees == "0.08")
  }

  @Test func `rounds a fee half to even at the 18th digit`() throws {
    let rules = try PaperRules(takerFee: "0.5", slippageBasisPoints: "0")
    var bench = try Bench(rules)
    bench.submit(.buy, "0.000000000000000001")
    bench.submit(.buy, "0.000000000000000003")
    try bench.trade("1", at: 1)
    #expect(bench.fills.map(\.fill.fee) == ["0", "0.000000000000000002"])
  }

  @Test func `several orders take in the sequence of their submission`() throws {
    var bench = try Bench()
    let orders = [bench.submit(.buy, "1"), bench.submit(.sell, "3"), bench.submit(.buy, "1")]
    try bench.trade("100", at: 1)
    #expect(bench.fills.map(\.number) == orders)
    #expect(bench.fills.map(\.fillNumber) == [1, 2, 3])
    #expect(bench.fills.map(\.position.quantity) == ["1", "-2", "-1"])
    #expect(bench.exchange.cash == "10000")
  }

  @Test func `a reversal realizes the closed part and opens the rest at the new price`() throws {
    var bench = try Bench()
    bench.submit(.buy, "2", at: 0)
    try bench.trade("100", at: 1)
    bench.submit(.sell, "5", at: 1)
    try bench.trade("110", at: 2)
    #expect(bench.fills.map(\.realizedProfit) == ["0", "20"])
    let position = bench.exchange.position(in: bench.market)
    #expect(position.position.quantity == "-3")
    #expect(position.position.entryPrice == "110")
    #expect(position.margin == "330")
    #expect(bench.exchange.cash == "10020")
  }

  @Test func `every event carries the caller's reference`() throws {
    var bench = try Bench()
    let intent = Intent(symbol: linearSymbol, side: .buy, quantity: "1")
    let number = bench.exchange.submit(
      intent, in: bench.market, reference: -77, at: Timestamp(seconds: 0))
    try bench.trade("100", at: 1)
    #expect(bench.updates(of: number).map(\.reference) == [-77, -77])
    #expect(bench.fills.map(\.reference) == [-77])
  }
}
