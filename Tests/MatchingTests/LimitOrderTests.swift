import Domain
import Matching
import Testing

@Suite struct LimitOrderTests {
  @Test(arguments: Side.allCases)
  func `rests until a trade goes strictly through its price`(side: Side) throws {
    var bench = try Bench(PaperRules())
    try bench.trade("100", at: 0)
    let order = bench.submit(side, "2", .limit, price: side.better(2), at: 0)
    try bench.trade(side.better(1), at: 1)
    try bench.trade(side.better(2), at: 2)
    #expect(bench.fills == [])
    #expect(bench.order(order)?.status == .accepted)
    try bench.trade(side.better(4), at: 3)
    #expect(bench.fills.map(\.fill.price) == [side.better(2)])
    #expect(bench.fills.map(\.fill.liquidity) == [.maker])
    #expect(bench.fills.map(\.slippageCost) == ["0"])
    let fee = try (side.better(2) * ("2" as Quantity)) * ("0.0002" as Rate)
    #expect(bench.fills.map(\.fill.fee) == [fee])
    #expect(bench.order(order)?.status == .filled)
    #expect(bench.violations == [])
  }

  @Test(arguments: Side.allCases)
  func `is a taker when it is marketable at its arrival`(side: Side) throws {
    let rules = try PaperRules(makerFee: "0", takerFee: "0.001", slippageBasisPoints: "100")
    var bench = try Bench(rules)
    try bench.trade("100", at: 0)
    bench.submit(side, "2", .limit, price: side.worse(5), at: 0)
    try bench.trade("100", at: 1)
    #expect(bench.fills.map(\.fill.price) == [side.worse(1)])
    #expect(bench.fills.map(\.fill.liquidity) == [.taker])
  }

  @Test(arguments: Side.allCases)
  func `a taker pays no worse than its limit`(side: Side) throws {
    let rules = try PaperRules(makerFee: "0", takerFee: "0", slippageBasisPoints: "100")
    var bench = try Bench(rules)
    try bench.trade("100", at: 0)
    bench.submit(side, "2", .limit, price: "100", at: 0)
    try bench.trade("100", at: 1)
    #expect(bench.fills.map(\.fill.price) == ["100"])
    #expect(bench.fills.map(\.slippageCost) == ["0"])
  }

  @Test(arguments: Side.allCases)
  func `rests when the market has left before it could take`(side: Side) throws {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    let order = bench.submit(side, "2", .limit, price: "100", at: 0)
    try bench.trade(side.worse(3), at: 1)
    #expect(bench.fills == [])
    try bench.trade("100", at: 2)
    #expect(bench.fills == [])
    try bench.trade(side.better(1), at: 3)
    #expect(bench.fills(of: order).map(\.fill.price) == ["100"])
    #expect(bench.fills.map(\.fill.liquidity) == [.maker])
  }

  @Test(arguments: Side.allCases)
  func `is measured against the first event where no price is known`(side: Side) throws {
    var bench = try Bench()
    let marketable = bench.submit(side, "1", .limit, price: side.worse(1))
    let resting = bench.submit(side, "1", .limit, price: side.better(1))
    try bench.trade("100", at: 1)
    #expect(bench.fills.map(\.number) == [marketable])
    #expect(bench.fills.map(\.fill.liquidity) == [.taker])
    try bench.trade(side.better(2), at: 2)
    #expect(bench.fills(of: resting).map(\.fill.liquidity) == [.maker])
  }

  @Test func `better prices go first, then earlier orders`() throws {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    let low = bench.submit(.buy, "1", .limit, price: "95")
    let first = bench.submit(.buy, "1", .limit, price: "96")
    let second = bench.submit(.buy, "1", .limit, price: "96")
    try bench.trade("90", at: 1)
    #expect(bench.fills.map(\.number) == [first, second, low])
  }

  @Test(arguments: Side.allCases)
  func `post-only is rejected when it would take`(side: Side) throws {
    var bench = try Bench()
    let unknown = bench.submit(side, "1", .limit, price: "100") { $0.isPostOnly = true }
    try bench.trade("100", at: 1)
    #expect(bench.order(unknown)?.status == .rejected)
    #expect(bench.order(unknown)?.refusal?.code == .postOnly)
    let known = bench.submit(side, "1", .limit, price: "100", at: 1) { $0.isPostOnly = true }
    let maker = bench.submit(side, "1", .limit, price: side.better(1), at: 1) {
      $0.isPostOnly = true
    }
    try bench.trade(side.worse(1), at: 2)
    #expect(bench.updates(of: known).map(\.refusal?.code) == [.postOnly])
    #expect(bench.order(maker)?.status == .accepted)
    try bench.trade(side.better(2), at: 3)
    #expect(bench.fills.map(\.fill.liquidity) == [.maker])
  }

  @Test func `a post-only order rests beside the first price it learns`() throws {
    var bench = try Bench()
    let order = bench.submit(.buy, "1", .limit, price: "99") { $0.isPostOnly = true }
    try bench.candle("100", "101", "98", "100", at: 0)
    #expect(bench.fills(of: order).map(\.fill.price) == ["99"])
    #expect(bench.fills.map(\.fill.liquidity) == [.maker])
  }
}
