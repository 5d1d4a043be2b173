import Domain
import Matching
import Testing

@Suite struct OverflowTests {
  private static let largest = Price(scaled: FixedPoint.largest)

  @Test(arguments: OrderType.allCases)
  func `an order of the largest numbers is refused and changes nothing`(type: OrderType) throws {
    for side in Side.allCases {
      var bench = try Bench()
      try bench.trade("100", at: 0)
      let number = bench.submit(
        side, Quantity(scaled: FixedPoint.largest), type, price: type.hasPrice ? Self.largest : nil,
        stop: type.isTriggered ? Self.largest : nil, at: 0)
      try bench.trade("100", at: 1)
      #expect(bench.order(number)?.status == .rejected)
      #expect(bench.order(number)?.refusal?.code == .overflow)
      #expect(bench.exchange.cash == "10000")
      #expect(bench.exchange.openOrders == [])
      #expect(bench.violations == [])
    }
  }

  @Test func `a sell at the largest price rests`() throws {
    var bench = try Bench(equity: Notional(scaled: FixedPoint.largest))
    try bench.trade("100", at: 0)
    let number = bench.submit(
      .sell, "0.000000000000000001", .limit, price: Self.largest, at: 0)
    try bench.trade("100", at: 1)
    #expect(bench.order(number)?.status == .accepted)
    try bench.trade(Self.largest, at: 2)
    #expect(bench.violations == [])
  }

  @Test func `a fill that overflows ends its order and changes nothing`() throws {
    var bench = try Bench()
    let first = bench.submit(.buy, Quantity(scaled: FixedPoint.largest), at: 0)
    try bench.trade(Self.largest, at: 1)
    #expect(bench.order(first)?.status == .rejected)
    #expect(bench.order(first)?.refusal?.code == .overflow)
    #expect(bench.exchange.cash == "10000")
    #expect(bench.held == "0")
    #expect(bench.violations == [])
  }

  @Test func `a position that cannot be valued is not lost and can still be closed`() throws {
    var bench = try Bench(equity: "1000000000000000000")
    bench.submit(.buy, "1000000000", at: 0)
    try bench.trade("1", at: 1)
    try bench.trade(Self.largest, at: 2)
    #expect(throws: DecimalError.overflow) { try bench.exchange.equity() }
    let close = bench.submit(.sell, nil, at: 2)
    try bench.trade(Self.largest, at: 3)
    #expect(bench.order(close)?.refusal?.code == .overflow)
    #expect(bench.held == "1000000000")
    let again = bench.submit(.sell, nil, at: 3)
    try bench.trade("2", at: 4)
    #expect(bench.order(again)?.status == .filled)
    #expect(bench.exchange.cash == "1000000001000000000")
    #expect(bench.violations == [])
  }

  @Test func `a liquidation that overflows waits for a price that can be reckoned`() throws {
    var bench = try Bench(equity: "1000000000000000000")
    bench.submit(.sell, "1000000000", at: 0)
    try bench.trade("1", at: 1)
    try bench.trade(Self.largest, at: 2)
    #expect(bench.held == "-1000000000")
    try bench.trade("3", at: 3)
    #expect(bench.held == "0")
    #expect(bench.violations == [])
  }

  @Test func `times at the end of the range do not wrap`() throws {
    let rules = try PaperRules(latency: TimeInterval(nanoseconds: .max))
    var bench = try Bench(rules)
    bench.submit(.buy, "1", at: 1)
    try bench.trade("100", at: 2)
    #expect(bench.fills == [])
    bench.finish(at: 3)
    #expect(bench.exchange.openOrders == [])
  }
}
