internal import Domain
internal import Lifecycle
internal import Risk

extension LedgerSession {
  func journal(
    _ requests: [JournalRequest], policy: RiskPolicy, _ basis: RiskBasis
  ) throws(LedgerError) -> [JournalOutcome] {
    var outcomes: [JournalOutcome] = []
    outcomes.reserveCapacity(requests.count)
    var desk: JournalDesk?
    for request in requests {
      let scope = request.content.scope
      precondition(scope == requests[0].content.scope, "A batch is of one account")
      if let known = try order(key: request.content.key, in: scope) {
        let isSame = known.fingerprint == request.content.fingerprint
        outcomes.append(isSame ? .replayed(known) : .idReused(known))
        continue
      }
      // A venue would take two orders of one name for one.
      if let other = try order(named: request.content.clientOrderID, in: scope) {
        outcomes.append(.idReused(other))
        continue
      }
      // Looked up once for all of them, and not at all where nothing is new.
      if desk == nil { desk = JournalDesk(try situation(of: scope, policy, basis), policy) }
      outcomes.append(try carryOut(request, on: &desk, basis))
    }
    return outcomes
  }

  private func carryOut(
    _ request: JournalRequest, on desk: inout JournalDesk?, _ basis: RiskBasis
  ) throws(LedgerError) -> JournalOutcome {
    let time = basis.now
    let verdict = desk?.judge(
      request.intent, request.content.role, request.market,
      open: try interest(in: request.content.scope, basis))
    switch verdict {
    case nil: preconditionFailure("A request is carried out on a desk that is open")
    case .approved(let approved):
      guard let terms = OrderTerms(approved.intent, validUntil: request.validUntil) else {
        preconditionFailure("The policy approves no order without a quantity above zero")
      }
      let stored = try insertSent(request.content, terms, at: time)
      desk?.countOrder()
      return .journaled(JournaledOrder(approved, stored))
    case .blocked(let unknown): return .blocked(by: unknown)
    case .halted(let violations): return .halted(violations)
    case .denied(let violations):
      try note(violations, against: request.intent, in: request.content.scope, at: time)
      return .denied(violations)
    }
  }

  /// Writes an order down, as sent: it leaves as soon as the transaction is over.
  private func insertSent(
    _ content: OrderContent, _ terms: OrderTerms, at time: Timestamp
  ) throws(LedgerError) -> StoredOrder {
    var life = OrderLife(terms, createdAt: time)
    let sent = try advance(&life, by: .sent, of: 0, at: time)
    return try insert(content, life, beginning: .journaled, then: [sent])
  }

  func journalAgain(
    _ number: Int64, policy: RiskPolicy, _ basis: RiskBasis, market: RiskMarket
  ) throws(LedgerError) -> JournalOutcome {
    guard let order = try order(number) else { throw .noOrder(number) }
    let situation = try situation(of: order.scope, policy, basis, without: number)
    var desk = JournalDesk(situation, policy)
    let intent = Intent(order)
    switch desk.judge(intent, order.role, market, open: situation.state.open) {
    case .approved(let approved):
      // One that was on its way when its process ended is of unknown outcome by now.
      let isLost = order.life.state == .sent
      let events: [OrderEvent] =
        isLost ? [.outcomeUnknown(reason: "no answer was recorded"), .sent] : [.sent]
      return .journaled(JournaledOrder(approved, try record(events, of: number, at: basis.now)))
    case .blocked(let unknown): return .blocked(by: unknown)
    case .halted(let violations): return .halted(violations)
    case .denied(let violations): return .denied(violations)
    }
  }

  private func situation(
    of scope: AccountScope, _ policy: RiskPolicy, _ basis: RiskBasis, without number: Int64? = nil
  ) throws(LedgerError) -> RiskSituation {
    var basis = basis
    basis.measure(policy)
    return try riskSituation(of: scope, basis, without: number)
  }

  private func note(
    _ violations: [RiskViolation], against intent: Intent, in scope: AccountScope,
    at time: Timestamp
  ) throws(LedgerError) {
    let codes = violations.map(\.code).joined(separator: ",")
    let symbol = intent.symbol.description
    try add(Refusal(time: time, symbol: symbol, status: .denied, codes: codes), to: scope)
  }
}

extension Intent {
  /// The wish that an order of the ledger was.
  fileprivate init(_ order: StoredOrder) {
    let terms = order.life.terms
    self.init(symbol: terms.symbol, side: terms.side, type: terms.type, quantity: terms.quantity)
    icebergQuantity = terms.icebergQuantity
    price = terms.price
    stopPrice = terms.stopPrice
    trailingPercent = terms.trailingPercent
    timeInForce = terms.timeInForce
    isPostOnly = terms.isPostOnly
    isReduceOnly = terms.isReduceOnly
    positionSide = terms.positionSide
    stopLoss = terms.stopLoss
    takeProfit = terms.takeProfit
    leverage = terms.leverage
    strategy = order.strategy
    id = order.id
  }
}
