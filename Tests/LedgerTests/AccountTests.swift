import Domain
import Ledger
import Lifecycle
import Risk
import Testing

/// Positions, equity, refusals, switches and prices, as they survive a restart.
@Suite struct AccountTests {
  private func held(_ desk: Desk, _ symbol: Symbol = .btc) throws -> StoredPosition? {
    try desk.another().read { view throws(LedgerError) in
      try view.positions(in: desk.scope, symbol: symbol)
    }.first
  }

  @Test func `fills add up to a position, its profit and its history`() throws {
    let desk = try Desk()
    var intent = Desk.intent(.btc, .buy, 4)
    intent.strategy = "trend"
    let entry = try desk.place(intent)
    try desk.record(
      [
        Desk.fill("1", .buy, 1, at: 100, seconds: 10),
        Desk.fill("2", .buy, 3, at: 104, seconds: 11),
      ],
      of: entry.number)
    var position = try #require(try held(desk))
    #expect(position.position == Position(quantity: Quantity(4), cost: Notional(412)))
    #expect(position.openedAt == .seconds(10))
    #expect(position.fees == Notional(2))
    #expect(position.strategy == "trend")

    let exit = try desk.place(Desk.intent(.btc, .sell, 6, at: 110))
    try desk.record([Desk.fill("3", .sell, 2, at: 110, seconds: 12)], of: exit.number)
    position = try #require(try held(desk))
    #expect(position.realizedProfit == Notional(14))
    // The rest closes it, and what is beyond opens the other side.
    try desk.record([Desk.fill("4", .sell, 4, at: 108, fee: 4, seconds: 13)], of: exit.number)
    position = try #require(try held(desk))
    #expect(position.position == Position(quantity: Quantity(-2), cost: Notional(216)))
    #expect(position.openedAt == .seconds(13))
    #expect(position.fees == Notional(2))
    #expect(position.realizedProfit == .zero)
    #expect(position.strategy == nil)
    let closed = try desk.read { view throws(LedgerError) in
      try view.closedPositions(in: desk.scope, since: .seconds(0))
    }
    #expect(closed.count == 1)
    let first = try #require(closed.first)
    #expect(first.side == .long)
    #expect(first.quantity == Quantity(4))
    #expect(first.entryPrice == Price(103))
    #expect(first.exitPrice == Price(109))
    #expect(first.realizedProfit == Notional(24))
    #expect(first.fees == Notional(5))
    #expect(first.openedAt == .seconds(10))
    #expect(first.closedAt == .seconds(13))
    #expect(first.reason == "entry")
    #expect(first.strategy == "trend")
    #expect(try desk.ledger.verify().firstFault == nil)
  }

  @Test func `a fill that is told twice counts once`() throws {
    let desk = try Desk()
    let order = try desk.place(Desk.intent(.btc, .buy, 4))
    try desk.record([Desk.fill("1")], of: order.number)
    let before = try desk.record(
      [Desk.fill("1"), Desk.fill("1", .buy, 1, at: 7)], of: order.number)
    #expect(before.life.filledQuantity == Quantity(1))
    try desk.record(
      [.acknowledged(orderID: "v"), Desk.fill("1"), Desk.fill("2")], of: order.number)
    #expect(try held(desk)?.position.quantity == Quantity(2))
    // The same name in another market is another fill.
    let other = try desk.place(Desk.intent(.eth, .buy, 4))
    try desk.record([Desk.fill("1")], of: other.number)
    #expect(try held(desk, .eth)?.position.quantity == Quantity(1))
    let fills = try desk.read { view throws(LedgerError) in
      try view.fills(FillQuery(scope: desk.scope))
    }
    #expect(fills.map(\.execution.id) == ["1", "2", "1"])
    #expect(fills.map(\.symbol) == [.btc, .btc, .eth])
  }

  @Test func `an event that cannot be changes nothing`() throws {
    let desk = try Desk()
    let order = try desk.place(Desk.intent(.btc, .buy, 4))
    let illegal = IllegalTransition(state: .open, event: .filled, obstacle: .overfilled)
    #expect(throws: LedgerError.illegal(order: 1, illegal)) {
      try desk.record([.acknowledged(orderID: "v"), Desk.fill("1", .buy, 5)], of: order.number)
    }
    #expect(throws: LedgerError.noOrder(9)) { try desk.record([.sent], of: 9) }
    let same = try desk.read { view throws(LedgerError) in try view.order(1) }
    #expect(same?.life == order.life)
    #expect(try held(desk) == nil)
    #expect(try desk.ledger.verify().eventCount == 2)
  }

  @Test func `protection and leverage stay with the position`() throws {
    let desk = try Desk()
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.setLeverage(Rate(3), of: .btc, in: desk.scope)
    }
    let order = try desk.place(Desk.intent(.btc, .buy, 2))
    try desk.record([Desk.fill("1", .buy, 1)], of: order.number)
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.setProtection(
        of: .btc, nil, in: desk.scope, stopLoss: Price(90), takeProfit: Price(120))
    }
    try desk.record([Desk.fill("2", .buy, 1)], of: order.number)
    for ledger in [desk.ledger, try desk.another()] {
      let position = try ledger.read { view throws(LedgerError) in
        try view.positions(in: desk.scope, symbol: .btc)
      }.first
      #expect(position?.stopLoss == Price(90))
      #expect(position?.takeProfit == Price(120))
      #expect(position?.leverage == Rate(3))
    }
  }

  @Test func `the peak and the start of the day survive, and a clock that goes back`() throws {
    let desk = try Desk()
    func add(_ seconds: Int64, _ equity: Int, day: Int64) throws {
      try desk.ledger.write(.durable) { transaction throws(LedgerError) in
        try transaction.add(
          EquitySample(time: .seconds(seconds), equity: Notional(equity)), dayStart: .seconds(day),
          to: desk.scope)
      }
    }
    func state(_ now: Int64, day: Int64, equity: Int? = nil) throws -> RiskState {
      try desk.another().read { view throws(LedgerError) in
        try view.riskSituation(
          of: desk.scope,
          RiskBasis(
            now: .seconds(now), dayStart: .seconds(day), equity: equity.map { Notional($0) })
        )
      }.state
    }
    try add(100, 1_000, day: 0)
    try add(200, 1_500, day: 0)
    try add(300, 1_200, day: 0)
    var found = try state(310, day: 0)
    #expect(found.equity == Notional(1_200))
    #expect(found.peakEquity == Notional(1_500))
    #expect(found.dayStartEquity == Notional(1_000))
    // The day begins with what came last before it.
    #expect(try state(510, day: 500, equity: 1_100).dayStartEquity == Notional(1_200))
    try add(520, 1_100, day: 500)
    #expect(try state(530, day: 500).dayStartEquity == Notional(1_200))
    #expect(try state(490, day: 0).dayStartEquity == Notional(1_000))
    found = try state(540, day: 500, equity: 2_000)
    #expect(found.peakEquity == Notional(2_000))
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.restartEquity(
        at: EquitySample(time: .seconds(600), equity: Notional(700)), dayStart: .seconds(500),
        in: desk.scope)
    }
    found = try state(610, day: 500)
    #expect(found.peakEquity == Notional(700))
    #expect(found.dayStartEquity == Notional(700))
  }

  @Test func `an account that was never seen is worth nothing and has nothing`() throws {
    let desk = try Desk()
    try desk.read { view throws(LedgerError) in
      let situation = try view.riskSituation(of: .paper, Desk.basis())
      #expect(situation.state.positions.isEmpty)
      #expect(situation.state.peakEquity == Notional(10_000))
      #expect(try view.positions(in: .paper, symbol: nil) == [])
      #expect(try view.equitySamples(in: .paper, since: .seconds(0)) == [])
      #expect(try view.breaker(of: .paper) == Breaker())
      #expect(try view.latch() == nil)
      #expect(try view.paperBook(of: .paper) == nil)
      #expect(try view.order(id: "a", in: .paper) == nil)
      #expect(try view.scopes() == [])
    }
  }

  @Test func `the logs of breaker and latch keep who, when and why`() throws {
    let desk = try Desk()
    let trip = BreakerTrip(.dailyLoss, "lost 3 %", at: .seconds(5), until: .seconds(9))
    let records = [
      BreakerRecord(.tripped(trip), who: "policy"),
      BreakerRecord(.reset(at: .seconds(7)), who: "me", reason: "looked at"),
      BreakerRecord(
        .tripped(BreakerTrip(.byHand, "again", at: .seconds(8), until: nil)), who: "me"),
    ]
    let turns = [
      LatchEntry(time: .seconds(1), isHalted: true, reason: "r", who: "me"),
      LatchEntry(time: .seconds(2), isHalted: false, reason: "s", who: "you"),
    ]
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      for record in records { try transaction.add(record, to: desk.scope) }
      for turn in turns { try transaction.add(turn) }
    }
    try desk.another().read { view throws(LedgerError) in
      #expect(try view.breakerLog(of: desk.scope) == records)
      #expect(try view.breaker(of: desk.scope).trip?.message == "again")
      #expect(try view.latchLog() == turns)
      #expect(try view.latch() == turns.last)
    }
  }

  @Test func `nonces only rise, whoever asks`() throws {
    let desk = try Desk()
    func next(_ least: Int64, on ledger: Ledger, _ name: String = "k") throws -> Int64 {
      try ledger.write(.durable) { transaction throws(LedgerError) in
        try transaction.nextNonce(for: name, least: least)
      }
    }
    let other = try desk.another()
    #expect(try next(1_000, on: desk.ledger) == 1_000)
    #expect(try next(500, on: other) == 1_001)
    #expect(try next(5_000, on: other) == 5_000)
    #expect(try next(0, on: desk.ledger) == 5_001)
    #expect(try next(7, on: desk.ledger, "other") == 7)
  }

  @Test func `the last price of a market is kept`() throws {
    let desk = try Desk()
    let prices = [
      PriceEntry(time: .seconds(1), last: Price(100), bid: Price(99), ask: Price(101)),
      PriceEntry(time: .seconds(2), last: Price(102)),
    ]
    for price in prices {
      try desk.ledger.write(.relaxed) { transaction throws(LedgerError) in
        try transaction.setPrice(price, of: .btc, at: "binance")
      }
      #expect(
        try desk.read { view throws(LedgerError) in try view.price(of: .btc, at: "binance") }
          == price)
    }
    #expect(
      try desk.read { view throws(LedgerError) in try view.price(of: .btc, at: "okx") } == nil)
  }

  @Test func `orders are found by whatever is known of them`() throws {
    let desk = try Desk()
    var intent = Desk.intent(.btc, id: "a")
    intent.strategy = "trend"
    let first = try desk.place(intent)
    let second = try desk.place(Desk.intent(.eth))
    try desk.record([.acknowledged(orderID: "v"), .cancelled(reason: "user")], of: second.number)
    func numbers(_ change: (inout OrderQuery) -> Void) throws -> [Int64] {
      var query = OrderQuery(scope: desk.scope)
      change(&query)
      return try desk.read { view throws(LedgerError) in try view.orders(query).map(\.number) }
    }
    #expect(try numbers { _ in } == [1, 2])
    #expect(try numbers { $0.isNewestFirst = true } == [2, 1])
    #expect(try numbers { $0.limit = 1 } == [1])
    #expect(try numbers { $0.isFinal = true } == [2])
    #expect(try numbers { $0.isFinal = false } == [1])
    #expect(try numbers { $0.symbol = .btc } == [1])
    #expect(try numbers { $0.strategy = "trend" } == [1])
    #expect(try numbers { $0.state = .cancelled } == [2])
    #expect(try numbers { $0.parent = 1 } == [])
    #expect(try numbers { $0.since = .seconds(1_001) } == [])
    #expect(try numbers { $0.until = .seconds(1_000) } == [])
    #expect(try numbers { $0.scope = nil } == [1, 2])
    try desk.read { view throws(LedgerError) in
      #expect(try view.order(id: "a", in: desk.scope)?.number == 1)
      #expect(try view.order(orderID: "v", in: desk.scope)?.number == 2)
      #expect(
        try view.order(clientOrderID: first.clientOrderID, in: desk.scope)?.number == first.number)
      #expect(try view.sentCount(in: desk.scope, since: .seconds(1_000)) == 2)
    }
  }

  @Test func `the market of a paper account is kept row by row`() throws {
    let desk = try Desk()
    let rows = [PaperRow(number: 1, state: "a b", order: 7), PaperRow(number: 2, state: "c")]
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.savePaperAccount("cash=1", of: desk.scope)
      try transaction.savePaperMarket(PaperRow(number: 0, state: "m"), of: desk.scope)
      for row in rows { try transaction.savePaperOrder(row, of: desk.scope) }
    }
    func book() throws -> PaperBook? {
      try desk.another().read { view throws(LedgerError) in try view.paperBook(of: desk.scope) }
    }
    var expected = PaperBook(account: "cash=1")
    expected.markets = [PaperRow(number: 0, state: "m")]
    expected.orders = rows
    #expect(try book() == expected)
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.deletePaperOrder(1, of: desk.scope)
      try transaction.savePaperOrder(PaperRow(number: 2, state: "d"), of: desk.scope)
    }
    #expect(try book()?.orders == [PaperRow(number: 2, state: "d")])
  }

  @Test func `a paper account that begins again keeps its past and holds nothing`() throws {
    let desk = try Desk()
    let order = try desk.place(Desk.intent(.btc, .buy, 2))
    try desk.record([Desk.fill("1", .buy, 2)], of: order.number)
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.savePaperAccount("cash=1", of: desk.scope)
      try transaction.deletePaper(of: desk.scope)
    }
    #expect(try held(desk) == nil)
    #expect(try desk.read { view throws(LedgerError) in try view.order(1) }?.life.state == .filled)
    #expect(try desk.ledger.verify().firstFault == nil)
    let next = try desk.place(Desk.intent(.btc, .sell, 1))
    try desk.record([Desk.fill("2", .sell, 1)], of: next.number)
    #expect(try held(desk)?.position.quantity == Quantity(-1))
    #expect(try desk.ledger.verify().firstFault == nil)
  }
}
