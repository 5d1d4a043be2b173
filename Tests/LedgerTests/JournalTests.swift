import Domain
import Ledger
import Lifecycle
import Risk
import Testing

/// What becomes of an order that wants to leave.
@Suite struct JournalTests {
  @Test func `an order that passes is written down as sent, with all that was ordered`() throws {
    let desk = try Desk()
    var intent = Desk.intent(id: "s-1")
    intent.strategy = "trend"
    intent.stopLoss = Price(90)
    intent.takeProfit = Price(120)
    intent.leverage = Rate(2)
    intent.type = .stopLimit
    intent.icebergQuantity = Quantity(1)
    intent.trailingPercent = Rate(3)
    intent.positionSide = .long
    var request = desk.request(intent, line: #"{"desk":"eu 1%"}"#)
    request.validUntil = .seconds(2_000)
    let outcomes = try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.journal([request], policy: Desk.open, Desk.basis())
    }
    guard case .journaled(let journaled) = outcomes.first else { throw Unexpected() }
    #expect(journaled.intent == intent)

    let stored = try #require(try desk.read { view throws(LedgerError) in try view.order(1) })
    for order in [stored, journaled.stored] {
      #expect(order.number == 1)
      #expect(order.life.state == .sent)
      #expect(order.life.sentAt == .seconds(1_000))
      #expect(order.life.terms == OrderTerms(intent, validUntil: .seconds(2_000)))
      #expect(order.scope == desk.scope)
      #expect(order.key == OrderKey(id: "s-1"))
      #expect(order.fingerprint == OrderFingerprint.make(intent))
      #expect(order.clientOrderID == request.content.clientOrderID)
      #expect(order.strategy == "trend")
      #expect(order.line == Array(#"{"desk":"eu 1%"}"#.utf8))
      #expect(order.arrivalPrice == Price(100))
      #expect(order.lastEvent == 2)
    }
    #expect(stored.life == journaled.stored.life)
    let kinds = try desk.read { view throws(LedgerError) in try view.events(of: 1) }.map(\.kind)
    #expect(kinds == [.journaled, .sent])
  }

  @Test func `the same id places once, with other content not at all`() throws {
    let desk = try Desk()
    let first = try desk.place(Desk.intent(id: "dca"))
    guard case .replayed(let again) = try desk.journal(Desk.intent(id: "dca")) else {
      throw Unexpected()
    }
    #expect(again.number == first.number)
    guard case .idReused(let other) = try desk.journal(Desk.intent(.btc, .buy, 2, id: "dca")) else {
      throw Unexpected()
    }
    #expect(other.number == first.number)
    #expect(try desk.read { view throws(LedgerError) in try view.orders(OrderQuery()) }.count == 1)
  }

  @Test func `the same id is another order in another scope`() throws {
    var desk = try Desk()
    _ = try desk.place(Desk.intent(id: "dca"))
    for scope in [
      AccountScope(mode: .live, venue: "binance", account: "main"),
      AccountScope(mode: .paper, venue: "binance", account: "second"),
      AccountScope(mode: .paper, venue: "bybit", account: "main"),
    ] {
      desk.scope = scope
      let order = try desk.place(Desk.intent(id: "dca"))
      #expect(order.scope == scope)
    }
    #expect(try desk.read { view throws(LedgerError) in try view.scopes() }.count == 4)
  }

  @Test func `no two orders go by one name at the venue`() throws {
    let desk = try Desk()
    var request = desk.request(Desk.intent(id: "a"))
    let first = try desk.place(Desk.intent(id: "b"))
    request.content = OrderContent(
      scope: desk.scope, key: OrderKey(id: "a"), fingerprint: request.content.fingerprint,
      clientOrderID: first.clientOrderID)
    let twin = request
    let outcomes = try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.journal([twin], policy: Desk.open, Desk.basis())
    }
    guard case .idReused(let other) = outcomes.first else { throw Unexpected() }
    #expect(other.number == first.number)
  }

  @Test func `an order that was never sent gives its key back`() throws {
    let desk = try Desk()
    let first = try desk.place(Desk.intent(id: "a"))
    try desk.record([.unsent(reason: "halted")], of: first.number)
    let found = try desk.read { view throws(LedgerError) in
      try view.order(id: "a", in: desk.scope)
    }
    #expect(found?.life.state == .unsent)
    let second = try desk.place(Desk.intent(.btc, .buy, 3, id: "a"))
    #expect(second.number == 2)
    #expect(second.clientOrderID == first.clientOrderID)
    let latest = try desk.read { view throws(LedgerError) in
      try view.order(clientOrderID: first.clientOrderID, in: desk.scope)
    }
    #expect(latest?.number == 2)
    #expect(try desk.ledger.verify().firstFault == nil)
  }

  @Test func `a refused order uses its key up`() throws {
    let desk = try Desk()
    let first = try desk.place(Desk.intent(id: "a"))
    try desk.record([.rejected(OrderFault(code: "-1", message: "no"))], of: first.number)
    guard case .replayed(let again) = try desk.journal(Desk.intent(id: "a")) else {
      throw Unexpected()
    }
    #expect(again.life.fault == OrderFault(code: "-1", message: "no"))
  }

  @Test func `what the policy refuses is noted and leaves the key free`() throws {
    let desk = try Desk()
    var policy = Desk.open
    policy.maximumOrderNotional = Notional(50)
    guard case .denied(let violations) = try desk.journal(Desk.intent(id: "a"), policy: policy)
    else { throw Unexpected() }
    #expect(violations.map(\.check) == [.maximumOrderNotional])
    let refusals = try desk.read { view throws(LedgerError) in
      try view.refusals(in: desk.scope, since: .seconds(0))
    }
    #expect(
      refusals == [
        Refusal(
          time: .seconds(1_000), symbol: "BTC/USDT:USDT", status: .denied,
          codes: "MAX_ORDER_NOTIONAL")
      ])
    #expect(try desk.place(Desk.intent(id: "a")).number == 1)
  }

  @Test(arguments: [0, -1])
  func `an order of nothing is refused like any other that cannot be`(quantity: Int) throws {
    let desk = try Desk()
    for role in [OrderRole.entry, .close, .emergency] {
      guard
        case .denied(let violations) = try desk.journal(
          Desk.intent(.btc, .buy, quantity), role: role)
      else {
        Issue.record("it was not denied")
        continue
      }
      #expect(violations.map(\.check) == [.outOfRange])
    }
    #expect(try desk.read { view throws(LedgerError) in try view.orders(OrderQuery()) }.isEmpty)
  }

  @Test func `later orders of a batch see the earlier ones`() throws {
    let desk = try Desk()
    var policy = Desk.open
    policy.maximumPositions = 2
    let symbols = ["A", "B", "C"].map { Symbol(base: $0, quote: "USDT", settle: "USDT") }
    let requests = symbols.map { desk.request(Desk.intent($0)) }
    let outcomes = try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.journal(requests, policy: policy, Desk.basis())
    }
    #expect(outcomes.map(\.word) == ["journaled", "journaled", "denied"])
    // And so do those of the next transaction, on another connection.
    let next = try desk.journal(Desk.intent(symbols[2]), policy: policy, on: desk.another())
    #expect(next.word == "denied")
  }

  @Test func `twins in one batch are one order`() throws {
    let desk = try Desk()
    let requests = [
      desk.request(Desk.intent(id: "a")), desk.request(Desk.intent(id: "a")),
      desk.request(Desk.intent(.eth, id: "a")),
    ]
    let outcomes = try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.journal(requests, policy: Desk.open, Desk.basis())
    }
    #expect(outcomes.map(\.word) == ["journaled", "replayed", "idReused"])
  }

  @Test func `an order of unknown outcome holds growth in its symbol, and only that`() throws {
    let desk = try Desk()
    let held = try desk.place(Desk.intent(.btc, .buy, 5))
    try desk.record([.acknowledged(orderID: "1"), Desk.fill("1", .buy, 5)], of: held.number)
    let lost = try desk.place(Desk.intent(.btc, .buy, 1, at: 99))
    try desk.record([.outcomeUnknown(reason: "timed out")], of: lost.number)

    guard case .blocked(let by) = try desk.journal(Desk.intent(.btc, .buy, 1, at: 98)) else {
      throw Unexpected()
    }
    #expect(by.number == lost.number)
    #expect(try desk.journal(Desk.intent(.eth)).word == "journaled")
    #expect(try desk.journal(Desk.intent(.btc, .sell, 2, at: 101)).word == "journaled")
    // More than is held opens something again.
    #expect(try desk.journal(Desk.intent(.btc, .sell, 9, at: 102)).word == "blocked")
    try desk.record([.cancelled(reason: "user")], of: lost.number)
    #expect(try desk.journal(Desk.intent(.btc, .buy, 1, at: 98)).word == "journaled")
  }

  @Test func `an order of unknown outcome counts in full`() throws {
    let desk = try Desk()
    var policy = Desk.open
    policy.maximumGrossExposure = Rate(percent: Rate(10))
    let lost = try desk.place(Desk.intent(.btc, .buy, 9))
    try desk.record([.outcomeUnknown(reason: "timed out")], of: lost.number)
    #expect(try desk.journal(Desk.intent(.eth, .buy, 2), policy: policy).word == "denied")
    #expect(try desk.journal(Desk.intent(.eth, .buy, 1), policy: policy).word == "journaled")
  }

  @Test(arguments: [true, false])
  func `a halt lets only the ends of positions pass`(isFile: Bool) throws {
    let desk = try Desk()
    let held = try desk.place(Desk.intent(.btc, .buy, 5))
    try desk.record([.acknowledged(orderID: "1"), Desk.fill("1", .buy, 5)], of: held.number)
    var basis = Desk.basis()
    basis.isHalted = isFile
    if !isFile {
      try desk.ledger.write(.durable) { transaction throws(LedgerError) in
        try transaction.add(
          LatchEntry(time: .seconds(1), isHalted: true, reason: "test", who: "me"))
      }
    }
    func word(_ intent: Intent, _ role: OrderRole) throws -> String {
      try desk.journal(intent, role: role, basis: basis).word
    }
    #expect(try word(Desk.intent(.eth), .entry) == "halted")
    #expect(try word(Desk.intent(.btc, .sell, 1), .entry) == "halted")
    #expect(try word(Desk.intent(.btc, .sell, 1), .stopLoss) == "halted")
    #expect(try word(Desk.intent(.btc, .sell, 1), .close) == "journaled")
    #expect(try word(Desk.intent(.btc, .sell, 2), .emergency) == "journaled")
    // What the position is not large enough for would open something.
    #expect(try word(Desk.intent(.btc, .sell, 3), .emergency) == "halted")
    #expect(try word(Desk.intent(.btc, .buy, 1), .close) == "halted")
    let count = try desk.read { view throws(LedgerError) in
      try view.failedCount(in: desk.scope, since: .seconds(0))
    }
    #expect(count == 0)
  }

  @Test func `two entries that are alike are each protected`() throws {
    let desk = try Desk()
    let held = try desk.place(Desk.intent(.btc, .buy, 2))
    try desk.record([.acknowledged(orderID: "1"), Desk.fill("1", .buy, 2)], of: held.number)
    var stop = Intent(symbol: .btc, side: .sell, type: .stop, quantity: Quantity(1))
    stop.stopPrice = Price(90)
    stop.isReduceOnly = true
    func word(_ role: OrderRole, _ occurrence: Int) throws -> String {
      try desk.journal(stop, role: role, occurrence: occurrence).word
    }
    #expect(try word(.stopLoss, 1) == "journaled")
    #expect(try word(.stopLoss, 2) == "journaled")
    // A user who sends the same twice is asked what is meant.
    #expect(try word(.entry, 3) == "denied")
  }

  @Test func `a tripped breaker lets reductions pass until it closes`() throws {
    let desk = try Desk()
    let held = try desk.place(Desk.intent(.btc, .buy, 5))
    try desk.record([.acknowledged(orderID: "1"), Desk.fill("1", .buy, 5)], of: held.number)
    let trip = BreakerTrip(.byHand, "enough", at: .seconds(900), until: .seconds(2_000))
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.add(BreakerRecord(.tripped(trip), who: "me"), to: desk.scope)
    }
    #expect(try desk.journal(Desk.intent(.eth)).word == "halted")
    #expect(try desk.journal(Desk.intent(.btc, .sell, 1)).word == "journaled")
    #expect(try desk.journal(Desk.intent(.eth), basis: Desk.basis(2_000)).word == "journaled")
  }

  @Test func `orders and failures are counted over a restart`() throws {
    let desk = try Desk()
    var policy = Desk.open
    try policy.set(.orderRate, to: "2/10s")
    for price in 98...99 {
      #expect(try desk.journal(Desk.intent(at: price), policy: policy).word == "journaled")
    }
    let other = try desk.another()
    let third = try desk.journal(
      Desk.intent(), policy: policy, basis: Desk.basis(1_010), on: other)
    #expect(third.word == "denied")
    let later = try desk.journal(
      Desk.intent(), policy: policy, basis: Desk.basis(1_011), on: other)
    #expect(later.word == "journaled")
  }

  @Test func `what is placed and filled in one transaction is found at every step of it`() throws {
    let desk = try Desk()
    let requests = [desk.request(Desk.intent(id: "a")), desk.request(Desk.intent(.eth, id: "b"))]
    try desk.ledger.write(.durable) { transaction throws(LedgerError) in
      let outcomes = try transaction.journal(requests, policy: Desk.open, Desk.basis())
      #expect(try transaction.sentCount(in: desk.scope, since: .seconds(0)) == 2)
      #expect(outcomes.map(\.word) == ["journaled", "journaled"])
      for number in [1, 2] as [Int64] {
        let events: [OrderEvent] = [.acknowledged(orderID: "v\(number)"), Desk.fill("\(number)")]
        _ = try transaction.record(events, of: number, at: .seconds(1_001))
        let found = try transaction.order(orderID: "v\(number)", in: desk.scope)
        #expect(found?.life.state == .filled)
      }
      #expect(try transaction.orders(OrderQuery()).map(\.life.state) == [.filled, .filled])
      #expect(try transaction.fills(FillQuery()).count == 2)
      let situation = try transaction.riskSituation(of: desk.scope, Desk.basis())
      #expect(situation.state.orders.isEmpty)
      #expect(situation.state.positions.count == 2)
    }
    let other = try desk.another()
    #expect(try other.read { view throws(LedgerError) in try view.order(1) }?.life.state == .filled)
    #expect(try other.verify().firstFault == nil)
  }

  @Test func `nothing of a transaction that is given up remains`() throws {
    let desk = try Desk()
    _ = try desk.place(Desk.intent(id: "a"))
    let request = desk.request(Desk.intent(.eth, id: "b"))
    #expect(throws: LedgerError.abandoned) {
      try desk.ledger.write(.durable) { transaction throws(LedgerError) in
        _ = try transaction.journal([request], policy: Desk.open, Desk.basis())
        _ = try transaction.record([.acknowledged(orderID: "1")], of: 2, at: .seconds(3))
        throw LedgerError.abandoned
      }
    }
    #expect(try desk.read { view throws(LedgerError) in try view.orders(OrderQuery()) }.count == 1)
    #expect(try desk.place(Desk.intent(.eth, id: "b")).number == 2)
    #expect(try desk.ledger.verify().firstFault == nil)
  }

  @Test func `an order is sent again only from the unknown, and judged anew`() throws {
    let desk = try Desk()
    let order = try desk.place(Desk.intent(id: "a"))
    func again(_ policy: RiskPolicy) throws -> JournalOutcome {
      try desk.ledger.write(.durable) { transaction throws(LedgerError) in
        try transaction.journalAgain(
          order.number, policy: policy, Desk.basis(1_005), market: RiskMarket(reference: Price(100))
        )
      }
    }
    var tight = Desk.open
    tight.maximumPositions = 0
    #expect(try again(tight).word == "denied")
    var one = Desk.open
    one.maximumPositions = 1
    guard case .journaled(let resent) = try again(one) else { throw Unexpected() }
    #expect(resent.stored.number == order.number)
    #expect(resent.stored.life.state == .sent)
    let kinds = try desk.read { view throws(LedgerError) in try view.events(of: order.number) }
    #expect(kinds.map(\.kind) == [.journaled, .sent, .outcomeUnknown, .sent])
    try desk.record([.acknowledged(orderID: "7")], of: order.number)
    #expect(throws: LedgerError.self) { try again(one) }
  }
}

extension JournalOutcome {
  var word: String {
    switch self {
    case .journaled: "journaled"
    case .replayed: "replayed"
    case .idReused: "idReused"
    case .halted: "halted"
    case .blocked: "blocked"
    case .denied: "denied"
    }
  }
}
