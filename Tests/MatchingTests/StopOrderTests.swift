import Domain
import Matching
import Testing

@Suite struct StopOrderTests {
  @Test(arguments: Side.allCases)
  func `a stop triggers at its price and takes at the trade that reached it`(side: Side) throws {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    let order = bench.submit(side, "2", .stop, stop: side.worse(5))
    try bench.trade(side.worse(4), at: 1)
    #expect(bench.order(order)?.status == .accepted)
    try bench.trade(side.worse(5), at: 2)
    #expect(bench.fills.map(\.fill.price) == [side.worse(5)])
    #expect(bench.fills.map(\.fill.liquidity) == [.taker])
    #expect(bench.order(order)?.status == .filled)
    #expect(bench.violations == [])
  }

  @Test(arguments: Side.allCases)
  func `a stop that is jumped over takes at the price behind it`(side: Side) throws {
    let rules = try PaperRules(slippageBasisPoints: "100")
    var bench = try Bench(rules)
    bench.submit(side, "2", .stop, stop: side.worse(5))
    try bench.trade("100", at: 1)
    try bench.trade(side.worse(10), at: 2)
    let slipped: Price = side == .buy ? "111.1" : "89.1"
    #expect(bench.fills.map(\.fill.price) == [slipped])
  }

  @Test(arguments: Side.allCases)
  func `a take-profit triggers in the favourable direction`(side: Side) throws {
    var bench = try Bench()
    let order = bench.submit(side, "2", .takeProfit, stop: side.better(5))
    try bench.trade("100", at: 1)
    try bench.trade(side.worse(50), at: 2)
    #expect(bench.order(order)?.status == .accepted)
    try bench.trade(side.better(5), at: 3)
    #expect(bench.fills.map(\.fill.price) == [side.better(5)])
    #expect(bench.fills.map(\.fill.liquidity) == [.taker])
  }

  @Test(arguments: Side.allCases)
  func `an order whose stop price is reached already triggers at the next event`(side: Side) throws
  {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    bench.submit(side, "1", .stop, stop: side.better(5))
    bench.submit(side, "1", .takeProfit, stop: side.worse(5))
    try bench.trade("100", at: 1)
    #expect(bench.fills.map(\.fill.price) == ["100", "100"])
  }

  @Test(arguments: Side.allCases)
  func `a stop-limit that is marketable when it triggers takes`(side: Side) throws {
    let rules = try PaperRules(slippageBasisPoints: "1000")
    var bench = try Bench(rules)
    try bench.trade("100", at: 0)
    bench.submit(side, "2", .stopLimit, price: side.worse(6), stop: side.worse(5))
    try bench.trade(side.worse(5), at: 1)
    #expect(bench.fills.map(\.fill.price) == [side.worse(6)])
    #expect(bench.fills.map(\.fill.liquidity) == [.taker])
  }

  @Test(arguments: Side.allCases)
  func `a stop-limit rests where the market has jumped over its limit`(side: Side) throws {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    let order = bench.submit(side, "2", .stopLimit, price: side.worse(6), stop: side.worse(5))
    try bench.trade(side.worse(8), at: 1)
    #expect(bench.fills == [])
    #expect(bench.order(order)?.status == .accepted)
    try bench.trade(side.worse(6), at: 2)
    #expect(bench.fills == [])
    try bench.trade(side.worse(5), at: 3)
    #expect(bench.fills.map(\.fill.price) == [side.worse(6)])
    #expect(bench.fills.map(\.fill.liquidity) == [.maker])
  }

  @Test func `a post-only stop-limit is rejected where it would take`() throws {
    var bench = try Bench()
    let order = bench.submit(.buy, "2", .stopLimit, price: "106", stop: "105") {
      $0.isPostOnly = true
    }
    try bench.trade("100", at: 1)
    try bench.trade("105", at: 2)
    #expect(bench.order(order)?.refusal?.code == .postOnly)
    #expect(bench.held == "0")
  }

  @Test func `a stop holds no margin until it is triggered, and is refused then`() throws {
    var bench = try Bench(equity: "1000")
    try bench.trade("100", at: 0)
    let stop = bench.submit(.buy, "9", .stop, stop: "105")
    let market = bench.submit(.buy, "9")
    try bench.trade("100", at: 1)
    #expect(bench.order(market)?.status == .filled)
    try bench.trade("105", at: 2)
    #expect(bench.order(stop)?.status == .rejected)
    #expect(bench.order(stop)?.refusal?.code == .insufficientBalance)
    #expect(bench.held == "9")
  }
}
