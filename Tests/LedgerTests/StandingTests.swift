import Domain
import Ledger
import Lifecycle
import Risk
import Testing

/// What a process remembers of an account is what the ledger has.
@Suite struct StandingTests {
  private static let symbols: [Symbol] = [.btc, .eth]

  private func state(_ ledger: Ledger, _ desk: Desk, _ basis: RiskBasis) throws -> RiskState {
    try ledger.read { view throws(LedgerError) in
      try view.riskSituation(of: desk.scope, basis).state
    }
  }

  @Test func `a long run sees the same as one that has just begun`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("StandingTests seed \(seed)")
    var numbers = RandomNumbers(seed: seed)
    let desk = try Desk()
    var open: [StoredOrder] = []
    var marks: [Symbol: Price] = [:]
    for step in 0..<300 {
      let context: Comment = "seed \(seed), step \(step)"
      switch numbers.below(6) {
      case 0, 1, 2:
        let symbol = Self.symbols[numbers.below(2)]
        let side: Side = numbers.below(2) == 0 ? .buy : .sell
        let intent = Desk.intent(symbol, side, 1, at: 100 + step, id: "\(step)")
        // A symbol with an order of unknown outcome takes no more.
        if let order = try? desk.place(intent) { open.append(order) }
      case 3 where !open.isEmpty:
        let order = open.remove(at: numbers.below(open.count))
        let side = order.life.terms.side
        try desk.record(
          [.acknowledged(orderID: "v\(step)"), Desk.fill("f\(step)", side)], of: order.number)
      case 4 where !open.isEmpty:
        let place = numbers.below(open.count)
        let isLost = open[place].life.state == .sent && numbers.below(4) == 0
        let event: OrderEvent =
          isLost ? .outcomeUnknown(reason: "nobody said") : .acknowledged(orderID: "v\(step)")
        if open[place].life.acknowledgedAt == nil {
          open[place] = try desk.record([event], of: open[place].number)
        }
      default: marks[Self.symbols[numbers.below(2)]] = Price(90 + numbers.below(20))
      }
      var basis = Desk.basis()
      basis.marks = marks
      let known = try state(desk.ledger, desk, basis)
      #expect(known == (try state(try desk.another(), desk, basis)), context)
    }
    #expect(open.count > 3)
  }

  @Test func `orders of another process are seen`() throws {
    let desk = try Desk()
    _ = try desk.place(Desk.intent(id: "a"))
    #expect(try state(desk.ledger, desk, Desk.basis()).orders.count == 1)
    _ = try desk.journal(Desk.intent(at: 101, id: "b"), on: try desk.another())
    #expect(try state(desk.ledger, desk, Desk.basis()).orders.count == 2)
    _ = try desk.place(Desk.intent(at: 102, id: "c"))
    #expect(try state(desk.ledger, desk, Desk.basis()).orders.compactMap(\.id) == ["a", "b", "c"])
  }

  @Test func `orders that nobody knows the outcome of are in question`() throws {
    var desk = try Desk()
    desk.scope = AccountScope(mode: .demo, venue: "desk", account: "main")
    let sent = try desk.place(Desk.intent(id: "a"))
    let heard = try desk.place(Desk.intent(at: 101, id: "b"))
    let lost = try desk.place(Desk.intent(at: 102, id: "c"))
    let other = try desk.place(Desk.intent(.eth, id: "d"))
    try desk.record([.acknowledged(orderID: "v")], of: heard.number)
    try desk.record([.outcomeUnknown(reason: "nobody said")], of: lost.number)
    let scope = desk.scope
    for ledger in [desk.ledger, try desk.another()] {
      let found = try ledger.read { view throws(LedgerError) in
        try Self.symbols.map { symbol throws(LedgerError) in
          try view.ordersInQuestion(in: scope, symbol: symbol).map(\.number)
        }
      }
      #expect(found.map { $0.sorted() } == [[sent.number, lost.number], [other.number]])
    }
  }
}
