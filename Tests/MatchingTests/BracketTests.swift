import Domain
import Matching
import Testing

@Suite struct BracketTests {
  /// Protects an order at ten behind it and twenty before it.
  private func bracket(_ side: Side) -> (inout Intent) -> Void {
    { intent in
      intent.stopLoss = side.worse(-10)
      intent.takeProfit = side.better(-20)
    }
  }

  @Test(arguments: Side.allCases)
  func `a fill is protected by a linked pair of reduce-only orders`(side: Side) throws {
    var bench = try Bench()
    let parent = bench.submit(side, "2", at: 0, bracket(side))
    try bench.trade("100", at: 1)
    let children = bench.children(of: parent).compactMap { bench.order($0) }
    #expect(children.map(\.type) == [.stop, .takeProfit])
    #expect(children.map(\.reason) == [.stopLoss, .takeProfit])
    #expect(children.map(\.stopPrice) == [side.better(10), side.worse(20)])
    #expect(children.allSatisfy { $0.side == side.opposite && $0.isReduceOnly })
    #expect(children.allSatisfy { $0.quantity == "2" && $0.reference == 1 })
    #expect(bench.violations == [])
  }

  @Test(arguments: Side.allCases)
  func `the stop loss closes the position and cancels the take-profit`(side: Side) throws {
    var bench = try Bench()
    let parent = bench.submit(side, "2", at: 0, bracket(side))
    try bench.trade("100", at: 1)
    try bench.trade(side.better(11), at: 2)
    let children = bench.children(of: parent).compactMap { bench.order($0) }
    #expect(children.map(\.status) == [.filled, .cancelled])
    #expect(children.map(\.reason) == [.stopLoss, .linkedOrder])
    #expect(bench.fills.last?.reason == .stopLoss)
    #expect(bench.fills.last?.realizedProfit == "-22")
    #expect(bench.held == "0")
  }

  @Test(arguments: Side.allCases)
  func `the take-profit closes the position and cancels the stop loss`(side: Side) throws {
    var bench = try Bench()
    let parent = bench.submit(side, "2", at: 0, bracket(side))
    try bench.trade("100", at: 1)
    try bench.trade(side.worse(20), at: 2)
    let children = bench.children(of: parent).compactMap { bench.order($0) }
    #expect(children.map(\.status) == [.cancelled, .filled])
    #expect(bench.fills.last?.realizedProfit == "40")
  }

  @Test func `both triggers in one candle: the one that the path reaches first`() throws {
    for (open, reason) in [("104", PaperReason.stopLoss), ("106", .takeProfit)] {
      var bench = try Bench()
      bench.submit(.buy, "2", at: 0, bracket(.buy))
      try bench.trade("100", at: 1)
      try bench.candle(Price(literal: open), "121", "89", "100", at: 60)
      #expect(bench.fills.count == 2)
      #expect(bench.fills.last?.reason == reason)
      #expect(bench.held == "0")
    }
  }

  @Test func `the candle that fills the parent can trigger its protection`() throws {
    var bench = try Bench()
    let parent = bench.submit(.buy, "2", at: 0, bracket(.buy))
    try bench.candle("100", "105", "85", "95", at: 0)
    #expect(bench.fills.map(\.fill.price) == ["100", "90"])
    #expect(
      bench.children(of: parent).map { bench.order($0)?.status } == [.filled, .cancelled])
  }

  @Test func `what the path passed before the fill does not trigger the protection`() throws {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    bench.submit(.buy, "2", .limit, price: "95", at: 0) { $0.takeProfit = "104" }
    // Up to 105 first: nothing is held then.
    try bench.candle("100", "105", "90", "96", at: 0)
    #expect(bench.fills.map(\.fill.price) == ["95"])
    #expect(bench.held == "2")
  }

  @Test func `the trade that fills the parent does not trigger its protection`() throws {
    var bench = try Bench()
    try bench.trade("100", at: 0)
    bench.submit(.buy, "2", .limit, price: "99", at: 0) { $0.stopLoss = "95" }
    try bench.trade("94", at: 1)
    #expect(bench.fills.count == 1)
    try bench.trade("96", at: 1)
    #expect(bench.fills.count == 1)
    try bench.trade("95", at: 1)
    #expect(bench.fills.map(\.fill.price) == ["99", "95"])
  }

  @Test func `the protection grows with partial fills`() throws {
    let rules = try PaperRules(
      makerFee: "0", takerFee: "0", slippageBasisPoints: "0", participation: "0.5")
    var bench = try Bench(rules)
    let parent = bench.submit(.buy, "3", at: 0, bracket(.buy))
    try bench.trade("100", "2", at: 1)
    try bench.trade("100", "4", at: 2)
    let children = bench.children(of: parent)
    #expect(children.count == 2)
    #expect(children.map { bench.order($0)?.quantity } == ["3", "3"])
    try bench.trade("90", "2", at: 3)
    #expect(bench.order(children[0])?.status == .partiallyFilled)
    #expect(bench.order(children[1])?.status == .cancelled)
    try bench.trade("88", "100", at: 4)
    #expect(bench.order(children[0])?.averagePrice == Price(scaled: 88_666_666_666_666_666_667))
    #expect(bench.held == "0")
    #expect(bench.violations == [])
  }

  @Test func `a fill after the protection has triggered gets a new pair`() throws {
    let rules = try PaperRules(
      makerFee: "0", takerFee: "0", slippageBasisPoints: "0", participation: "0.5")
    var bench = try Bench(rules)
    try bench.trade("100", at: 0)
    let parent = bench.submit(.buy, "2", .limit, price: "99", at: 0) { $0.stopLoss = "95" }
    try bench.trade("98", "2", at: 1)
    try bench.trade("95", "1", at: 2)
    try bench.trade("98", "4", at: 3)
    #expect(bench.fills.map(\.fill.quantity) == ["1", "0.5", "1.5", "0.5"])
    let children = bench.children(of: parent).compactMap { bench.order($0) }
    #expect(children.map(\.status) == [.filled, .accepted])
    #expect(children.map(\.quantity) == ["1.5", "0.5"])
    #expect(bench.order(parent)?.status == .filled)
    #expect(bench.violations == [])
  }

  @Test func `a position that is closed otherwise cancels its protection`() throws {
    var bench = try Bench()
    let parent = bench.submit(.buy, "2", at: 0, bracket(.buy))
    try bench.trade("100", at: 1)
    bench.submit(.sell, nil, at: 1)
    try bench.trade("101", at: 2)
    let children = bench.children(of: parent).compactMap { bench.order($0) }
    #expect(children.map(\.status) == [.cancelled, .cancelled])
    #expect(children.map(\.reason) == [.positionClosed, .positionClosed])
    #expect(bench.exchange.openOrders == [])
  }

  @Test func `a reversal swaps the protection of the old position for that of the new`() throws {
    var bench = try Bench()
    let long = bench.submit(.buy, "2", at: 0, bracket(.buy))
    try bench.trade("100", at: 1)
    let short = bench.submit(.sell, "5", at: 1, bracket(.sell))
    try bench.trade("100", at: 2)
    #expect(bench.children(of: long).allSatisfy { bench.order($0)?.status == .cancelled })
    let children = bench.children(of: short).compactMap { bench.order($0) }
    #expect(children.map(\.status) == [.accepted, .accepted])
    // What was opened, not what was traded.
    #expect(children.map(\.quantity) == ["3", "3"])
    #expect(bench.held == "-3")
  }

  @Test func `an order that only reduces is not protected`() throws {
    var bench = try Bench()
    bench.submit(.buy, "2", at: 0)
    try bench.trade("100", at: 1)
    let order = bench.submit(.sell, "1", at: 1, bracket(.sell))
    try bench.trade("100", at: 2)
    #expect(bench.children(of: order) == [])
  }

  @Test func `a protective order is clipped to what is left of the position`() throws {
    var bench = try Bench()
    let parent = bench.submit(.buy, "3", at: 0) { $0.stopLoss = "90" }
    try bench.trade("100", at: 1)
    bench.submit(.sell, "2", at: 1)
    try bench.trade("100", at: 2)
    try bench.trade("90", at: 3)
    let child = bench.children(of: parent)[0]
    #expect(bench.order(child)?.filledQuantity == "1")
    #expect(bench.order(child)?.status == .cancelled)
    #expect(bench.order(child)?.reason == .positionClosed)
    #expect(bench.held == "0")
  }

  @Test func `each of two brackets guards its own part`() throws {
    var bench = try Bench()
    let first = bench.submit(.buy, "1", at: 0) { $0.stopLoss = "95" }
    let second = bench.submit(.buy, "2", at: 0) { $0.stopLoss = "90" }
    try bench.trade("100", at: 1)
    try bench.trade("94", at: 2)
    #expect(bench.held == "2")
    #expect(bench.order(bench.children(of: first)[0])?.status == .filled)
    #expect(bench.order(bench.children(of: second)[0])?.status == .accepted)
    try bench.trade("89", at: 3)
    #expect(bench.held == "0")
  }

  @Test func `a protective order can be cancelled by its number`() throws {
    var bench = try Bench()
    let parent = bench.submit(.buy, "1", at: 0, bracket(.buy))
    try bench.trade("100", at: 1)
    let children = bench.children(of: parent)
    bench.cancel(children[0], at: 1)
    try bench.trade("80", at: 2)
    #expect(bench.order(children[0])?.status == .cancelled)
    #expect(bench.order(children[1])?.status == .accepted)
    #expect(bench.held == "1")
  }
}
