import Domain
import Matching
import Testing

@Suite struct ParticipationTests {
  private func bench(_ share: Rate = "0.1", lot: Quantity = "0.01") throws -> Bench {
    try Bench(
      PaperRules(makerFee: "0", takerFee: "0", slippageBasisPoints: "0", participation: share),
      instrument: Instrument(symbol: linearSymbol, lot: lot))
  }

  @Test func `an event gives a share of its volume, rounded down to the lot`() throws {
    var bench = try bench()
    let order = bench.submit(.buy, "1")
    try bench.trade("100", "3.59", at: 1)
    try bench.trade("102", "0.09", at: 2)
    try bench.trade("104", "100", at: 3)
    #expect(bench.fills.map(\.fill.quantity) == ["0.35", "0.65"])
    #expect(
      bench.updates(of: order).map(\.status) == [.accepted, .partiallyFilled, .filled])
    #expect(bench.order(order)?.averagePrice == "102.6")
    #expect(bench.violations == [])
  }

  @Test func `orders share it in the sequence of their arrival`() throws {
    var bench = try bench()
    let first = bench.submit(.buy, "1")
    let second = bench.submit(.sell, "1")
    try bench.trade("100", "15", at: 1)
    #expect(bench.fills.map(\.number) == [first, second])
    #expect(bench.fills.map(\.fill.quantity) == ["1", "0.5"])
  }

  @Test func `a resting order waits for the rest at its own price`() throws {
    var bench = try bench()
    try bench.trade("100", at: 0)
    let order = bench.submit(.buy, "1", .limit, price: "99")
    try bench.trade("98", "4", at: 1)
    try bench.trade("99", "100", at: 2)
    #expect(bench.order(order)?.filledQuantity == "0.4")
    try bench.trade("97", "100", at: 3)
    #expect(bench.fills.map(\.fill.price) == ["99", "99"])
    #expect(bench.order(order)?.status == .filled)
    #expect(bench.violations == [])
  }

  @Test func `a candle has one volume for its whole path`() throws {
    var bench = try bench()
    try bench.trade("100", at: 0)
    bench.submit(.buy, "1", at: 0)
    bench.submit(.sell, "1", .limit, price: "105", at: 0)
    try bench.candle("100", "110", "100", "100", volume: "15", at: 60)
    #expect(bench.fills.map(\.fill.quantity) == ["1", "0.5"])
  }

  @Test func `without a limit the volume does not matter`() throws {
    var bench = try Bench()
    bench.submit(.buy, "50")
    try bench.trade("100", "0", at: 1)
    #expect(bench.fills.map(\.fill.quantity) == ["50"])
  }

  @Test func `a partial fill keeps only the remainder's margin`() throws {
    var bench = try bench()
    try bench.trade("100", at: 0)
    bench.submit(.buy, "4", .limit, price: "90")
    try bench.trade("89", "10", at: 1)
    // A quarter is held as a position of 90, which has lost 1, the rest is reserved.
    #expect(try bench.exchange.freeMargin == "9639")
    #expect(try bench.exchange.balance.locked == "360")
  }
}
