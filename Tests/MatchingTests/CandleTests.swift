import Domain
import Matching
import Testing

@Suite struct CandleTests {
  /// Orders at both ends of a candle, in the sequence in which its path fills them.
  private func sequence(
    _ open: Price, _ high: Price, _ low: Price, _ close: Price
  ) throws -> [Side] {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    bench.submit(.sell, "1", .limit, price: "108", at: 0)
    bench.submit(.buy, "1", .limit, price: "92", at: 0)
    try bench.candle(open, high, low, close, at: 60)
    #expect(bench.violations == [])
    return bench.fills.map(\.fill.side)
  }

  @Test func `the nearer extreme comes first`() throws {
    #expect(try sequence("102", "110", "90", "100") == [.sell, .buy])
    #expect(try sequence("98", "110", "90", "100") == [.buy, .sell])
  }

  @Test func `where both are as near, the low of a rising candle comes first`() throws {
    #expect(try sequence("100", "110", "90", "105") == [.buy, .sell])
    #expect(try sequence("100", "110", "90", "100") == [.buy, .sell])
    #expect(try sequence("100", "110", "90", "95") == [.sell, .buy])
  }

  @Test func `a candle that only touches a limit does not fill it`() throws {
    #expect(try sequence("100", "108", "92", "100") == [])
    #expect(try sequence("100", "108.000000000000000001", "92", "100") == [.sell])
  }

  @Test(arguments: Side.allCases)
  func `a stop inside a candle takes at its stop price`(side: Side) throws {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    bench.submit(side, "1", .stop, stop: side.worse(5))
    try bench.candle("100", "110", "90", "100", at: 60)
    #expect(bench.fills.map(\.fill.price) == [side.worse(5)])
  }

  @Test(arguments: Side.allCases)
  func `a stop that the open has jumped over takes at the open`(side: Side) throws {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    bench.submit(side, "1", .stop, stop: side.worse(5))
    bench.submit(side.opposite, "1", .takeProfit, stop: side.worse(6))
    try bench.candle(side.worse(8), "110", "90", side.worse(8), at: 60)
    #expect(bench.fills.map(\.fill.price) == [side.worse(8), side.worse(8)])
  }

  @Test func `a limit that the open has jumped over fills at its own price`() throws {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    bench.submit(.buy, "1", .limit, price: "95")
    try bench.candle("90", "91", "89", "90", at: 60)
    #expect(bench.fills.map(\.fill.price) == ["95"])
  }

  @Test func `a stop-limit can trigger and fill in one candle`() throws {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    let order = bench.submit(.buy, "1", .stopLimit, price: "103", stop: "105")
    try bench.candle("100", "106", "99", "102", at: 60)
    // Nearer is the low; up to 106 it triggers, and on the way to the close 103 is gone through.
    #expect(bench.fills(of: order).map(\.fill.price) == ["103"])
    #expect(bench.fills.map(\.fill.liquidity) == [.maker])
  }

  @Test func `orders have their turn where the path reaches them`() throws {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    let stop = bench.submit(.buy, "1", .stop, stop: "107")
    let first = bench.submit(.sell, "1", .limit, price: "104")
    let target = bench.submit(.sell, "1", .takeProfit, stop: "106")
    let low = bench.submit(.buy, "1", .limit, price: "98")
    try bench.candle("100", "110", "97", "105", at: 60)
    #expect(bench.fills.map(\.number) == [low, first, target, stop])
  }

  @Test func `the last price is the close`() throws {
    var bench = try Bench()
    try bench.candle("100", "110", "90", "103", at: 0)
    #expect(bench.exchange.lastPrice(in: bench.market) == "103")
    bench.submit(.buy, "1", .limit, price: "95", at: 0)
    try bench.candle("100", "110", "90", "104", at: 60)
    #expect(bench.exchange.lastPrice(in: bench.market) == "104")
  }
}
