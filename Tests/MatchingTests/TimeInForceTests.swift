import Domain
import Matching
import Testing

@Suite struct TimeInForceTests {
  struct Case: CustomTestStringConvertible {
    let side: Side
    let type: OrderType
    let force: TimeInForce
    var testDescription: String { "\(side) \(type.rawValue) \(force.rawValue)" }

    static let all = Side.allCases.flatMap { side in
      OrderType.allCases.flatMap { type in
        TimeInForce.allCases.map { Case(side: side, type: type, force: $0) }
      }
    }
  }

  /// Half of the volume of each event is ours.
  private func bench() throws -> Bench {
    try Bench(
      PaperRules(makerFee: "0", takerFee: "0", slippageBasisPoints: "0", participation: "0.5"))
  }

  /// An order that takes at once when the market comes to 100.
  private func submit(_ order: Case, _ quantity: Quantity, to bench: inout Bench) -> Int {
    bench.submit(
      order.side, quantity, order.type, price: order.type.hasPrice ? order.side.worse(5) : nil,
      stop: order.type.isTriggered ? "100" : nil
    ) { $0.timeInForce = order.force }
  }

  @Test(arguments: Case.all)
  func `an order that finds its quantity fills`(order: Case) throws {
    var bench = try bench()
    let number = submit(order, "2", to: &bench)
    try bench.trade("100", "4", at: 1)
    #expect(bench.order(number)?.status == .filled)
    #expect(bench.order(number)?.filledQuantity == "2")
    #expect(bench.violations == [])
  }

  @Test(arguments: Case.all)
  func `an order that finds half of it does what its time in force says`(order: Case) throws {
    var bench = try bench()
    let number = submit(order, "2", to: &bench)
    try bench.trade("100", "2", at: 1)
    switch order.force {
    case .goodTillCancelled:
      #expect(bench.order(number)?.status == .partiallyFilled)
      #expect(bench.order(number)?.filledQuantity == "1")
      // A remainder with a limit rests as a maker, one without takes at any price.
      try bench.trade(order.side.worse(4), "2", at: 2)
      #expect(bench.order(number)?.status == .filled)
      #expect(
        bench.fills.map(\.fill.liquidity) == [.taker, order.type.hasPrice ? .maker : .taker])
    case .immediateOrCancel:
      #expect(bench.order(number)?.status == .expired)
      #expect(bench.order(number)?.reason == .immediateOrCancel)
      #expect(bench.order(number)?.filledQuantity == "1")
    case .fillOrKill:
      #expect(bench.order(number)?.status == .expired)
      #expect(bench.order(number)?.reason == .fillOrKill)
      #expect(bench.fills == [])
    }
    #expect(bench.violations == [])
  }

  @Test(arguments: Case.all.filter { $0.type.hasPrice })
  func `a limit that is not marketable rests or ends at its first event`(order: Case) throws {
    var bench = try bench()
    let number = bench.submit(
      order.side, "1", order.type, price: order.side.better(5),
      stop: order.type.isTriggered ? "100" : nil
    ) { $0.timeInForce = order.force }
    try bench.trade("100", at: 1)
    #expect(bench.fills == [])
    switch order.force {
    case .goodTillCancelled: #expect(bench.order(number)?.status == .accepted)
    case .immediateOrCancel, .fillOrKill: #expect(bench.order(number)?.status == .expired)
    }
  }

  @Test(arguments: [TimeInForce.immediateOrCancel, .fillOrKill])
  func `an immediate limit tries its first event even when it was not marketable before`(
    force: TimeInForce
  ) throws {
    var bench = try bench()
    try bench.trade("100", at: 0)
    let number = bench.submit(.buy, "1", .limit, price: "99", at: 0) { $0.timeInForce = force }
    try bench.trade("98", "2", at: 1)
    #expect(bench.order(number)?.status == .filled)
    #expect(bench.fills.map(\.fill.price) == ["98"])
    #expect(bench.fills.map(\.fill.liquidity) == [.taker])
  }
}
