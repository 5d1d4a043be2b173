import Domain
import Matching
import Testing

@Suite struct LiquidationTests {
  private func bench(_ side: Side, slippage: Rate = "0") throws -> Bench {
    let rules = try PaperRules(
      makerFee: "0", takerFee: "0", slippageBasisPoints: slippage, maintenanceRate: "0.005")
    var bench = try Bench(rules, instrument: Instrument(symbol: linearSymbol, tick: "0.01"))
    bench.submit(side, "10", at: 0) { $0.leverage = "10" }
    try bench.trade("100", at: 1)
    return bench
  }

  @Test(arguments: Side.allCases)
  func `a position is closed when a trade reaches its liquidation price`(side: Side) throws {
    var bench = try bench(side)
    let price = try #require(bench.exchange.position(in: bench.market).liquidationPrice)
    // 100 × (1 − 0.1) / (1 − 0.005) and 100 × (1 + 0.1) / (1 + 0.005).
    #expect(price.text(fractionDigits: 4) == (side == .buy ? "90.4523" : "109.4527"))
    try bench.trade(side.better(9), at: 2)
    #expect(bench.held == side.signed("10"))
    try bench.trade(side.better(11), at: 3)
    #expect(bench.held == "0")
    #expect(bench.fills.last?.reason == .liquidation)
    #expect(bench.fills.last?.fill.price == side.better(11))
    #expect(bench.fills.last?.reference == nil)
    #expect(bench.exchange.cash == "9890")
    #expect(bench.violations == [])
  }

  @Test(arguments: Side.allCases)
  func `in a candle it is closed at that price, with slippage`(side: Side) throws {
    var bench = try bench(side, slippage: "100")
    let price = try #require(bench.exchange.position(in: bench.market).liquidationPrice)
    try bench.candle("100", "120", "80", "100", at: 60)
    let slipped = try price * (side == .buy ? "0.99" : "1.01" as Rate)
    let filled = try slipped.rounded(side == .buy ? .down : .up, toMultipleOf: "0.01")
    #expect(bench.fills.last?.fill.price == filled)
    #expect(bench.held == "0")
  }

  @Test func `a stop before the liquidation price comes first, in a jump too`() throws {
    for isCandle in [true, false] {
      var bench = try bench(.buy)
      let stop = bench.submit(.sell, "10", .stop, stop: "92", at: 1) { $0.isReduceOnly = true }
      try bench.trade("100", at: 2)
      if isCandle {
        try bench.candle("100", "100", "80", "85", at: 60)
        #expect(bench.fills.last?.fill.price == "92")
      } else {
        try bench.trade("80", at: 3)
      }
      #expect(bench.order(stop)?.status == .filled)
      #expect(bench.fills.contains { $0.reason == .liquidation } == false)
    }
  }

  @Test func `the protection of a liquidated position is cancelled for that reason`() throws {
    var bench = try Bench()
    let parent = bench.submit(.buy, "10", at: 0) {
      $0.leverage = "10"
      $0.stopLoss = "85"
      $0.takeProfit = "120"
    }
    try bench.trade("100", at: 1)
    try bench.candle("100", "101", "80", "90", at: 60)
    let children = bench.children(of: parent).compactMap { bench.order($0) }
    #expect(children.map(\.status) == [.cancelled, .cancelled])
    #expect(children.map(\.reason) == [.liquidation, .liquidation])
    #expect(bench.fills.count == 2)
  }

  @Test func `it closes all of the position, whatever the event's volume`() throws {
    let rules = try PaperRules(slippageBasisPoints: "0", participation: "0.5")
    var bench = try Bench(rules)
    bench.submit(.buy, "10", at: 0) { $0.leverage = "10" }
    try bench.trade("100", "20", at: 1)
    try bench.trade("90", "0.1", at: 2)
    #expect(bench.held == "0")
  }

  @Test func `a long position without leverage is never liquidated`() throws {
    var bench = try Bench()
    bench.submit(.buy, "10", at: 0)
    try bench.trade("100", at: 1)
    #expect(bench.exchange.position(in: bench.market).liquidationPrice == nil)
    try bench.trade("0.000000000000000001", at: 2)
    #expect(bench.held == "10")
  }

  @Test func `more of a position moves the price at which it is liquidated`() throws {
    var bench = try bench(.buy)
    bench.submit(.buy, "10", at: 1) { $0.leverage = "5" }
    try bench.trade("100", at: 2)
    let position = bench.exchange.position(in: bench.market)
    #expect(position.leverage == "5")
    #expect(position.margin == "400")
    try bench.trade("85", at: 3)
    #expect(bench.held == "20")
    try bench.trade("80", at: 4)
    #expect(bench.held == "0")
  }
}
