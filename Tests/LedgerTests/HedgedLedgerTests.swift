import Domain
import Ledger
import Lifecycle
import Risk
import Testing

/// Positions of accounts that hold long and short of a market apart.
@Suite struct HedgedLedgerTests {
  /// Two long and three short of the same market.
  private func desk() throws -> Desk {
    let desk = try Desk()
    try trade(.buy, 2, .long, "l", desk)
    try trade(.sell, 3, .short, "s", desk)
    return desk
  }

  private func trade(
    _ side: Side, _ quantity: Int, _ position: PositionSide?, _ id: String, _ desk: Desk,
    at price: Int = 100
  ) throws {
    var intent = Desk.intent(.btc, side, quantity, at: price, id: id)
    intent.positionSide = position
    let order = try desk.place(intent)
    try desk.record([Desk.fill(id, side, quantity, at: price)], of: order.number)
  }

  private func held(_ ledger: Ledger) throws -> [String] {
    try ledger.read { view throws(LedgerError) in
      try view.positions(in: .paper, symbol: .btc)
    }.map { "\($0.positionSide?.rawValue ?? "net") \($0.position.quantity)" }
  }

  @Test func `the sides are kept apart, for other processes too`() throws {
    let desk = try desk()
    for ledger in [desk.ledger, try desk.another()] {
      #expect(try held(ledger) == ["long 2", "short -3"])
    }
    #expect(try desk.ledger.verify().firstFault == nil)
  }

  @Test func `a fill changes its own side only`() throws {
    let desk = try desk()
    try trade(.buy, 1, .short, "c", desk, at: 90)
    #expect(try held(desk.ledger) == ["long 2", "short -2"])
    try trade(.sell, 2, .long, "d", desk, at: 110)
    for ledger in [desk.ledger, try desk.another()] {
      #expect(try held(ledger) == ["short -2"])
    }
    let closed = try desk.read { view throws(LedgerError) in
      try view.closedPositions(in: .paper, since: .distantPast)
    }
    #expect(closed.map(\.side) == [.long])
    #expect(closed.map(\.realizedProfit) == [Notional(20)])
    #expect(try desk.ledger.verify().firstFault == nil)
  }

  @Test func `one position without a side stands beside`() throws {
    let desk = try Desk()
    try trade(.buy, 1, nil, "n", desk)
    try trade(.sell, 3, .short, "s", desk)
    #expect(try held(desk.ledger) == ["net 1", "short -3"])
    #expect(try desk.ledger.verify().firstFault == nil)
  }

  @Test func `protection is that of a side`() throws {
    let desk = try desk()
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.setProtection(
        of: .btc, .short, in: desk.scope, stopLoss: Price(120), takeProfit: nil)
    }
    let stops = try desk.another().read { view throws(LedgerError) in
      try view.positions(in: .paper, symbol: .btc)
    }.map(\.stopLoss)
    #expect(stops == [nil, Price(120)])
  }

  @Test func `the risk policy sees both`() throws {
    let desk = try desk()
    let state = try desk.read { view throws(LedgerError) in
      try view.riskSituation(of: .paper, Desk.basis())
    }.state
    #expect(state.positions.map(\.positionSide) == [.long, .short])
    #expect(state.positions.map(\.quantity) == [Quantity(2), Quantity(-3)])
  }

  @Test(arguments: [
    "UPDATE positions SET position_side = 'short' WHERE position_side = 'long'",
    "UPDATE orders SET position_side = 'short' WHERE number = 1",
    "DELETE FROM positions WHERE position_side = 'long'",
  ])
  func `a side that was changed is found`(change: String) throws {
    let desk = try Desk()
    try trade(.buy, 2, .long, "l", desk)
    try Meddler(desk.path).run(change)
    #expect(try desk.another().verify().firstFault != nil)
  }
}
