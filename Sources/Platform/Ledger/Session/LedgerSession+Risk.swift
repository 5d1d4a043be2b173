internal import Domain
internal import Lifecycle
internal import Risk

extension LedgerSession {
  private static let openOrders = Query(
    "SELECT \(OrderRow.columns) FROM orders WHERE account = $1 AND final_at IS NULL ORDER BY number"
  )

  func riskSituation(
    of scope: AccountScope, _ basis: RiskBasis
  ) throws(LedgerError) -> RiskSituation {
    try riskSituation(of: scope, basis, without: nil)
  }

  /// The situation as if one order were not there.
  func riskSituation(
    of scope: AccountScope, _ basis: RiskBasis, without number: Int64?
  ) throws(LedgerError) -> RiskSituation {
    var equity = basis.equity
    if equity == nil { equity = try latestSample(in: scope, upTo: .distantFuture)?.equity }
    let now = equity ?? .zero
    let peak = try peakEquity(in: scope) ?? now
    var start = try dayStartEquity(in: scope, basis.dayStart)
    if start == nil { start = try latestSample(in: scope, upTo: basis.dayStart)?.equity }
    var state = RiskState(equity: now, peakEquity: max(now, peak), dayStartEquity: start ?? now)
    state.availableBalance = basis.availableBalance
    let standing = try currentStanding(of: scope)
    state.isHalted = basis.isHalted || standing.isLatchSet
    state.open = standing.interest(basis)
    if let number { state.orders = openOrders(standing, without: number, basis) }
    try measure(&state, standing, basis)
    return RiskSituation(
      state,
      unknownOrders: standing.questions.filter { order in
        order.life.state == .unknown && order.number != number
      })
  }

  private func openOrders(
    _ standing: Standing, without number: Int64, _ basis: RiskBasis
  ) -> [OpenOrder] {
    standing.orders.filter { $0.number != number }.map { OpenOrder($0, basis.marks) }
  }

  /// What is open by now, orders of this transaction included.
  func interest(in scope: AccountScope, _ basis: RiskBasis) throws(LedgerError) -> OpenInterest {
    try currentStanding(of: scope).interest(basis)
  }

  func ordersInQuestion(
    in scope: AccountScope, symbol: Symbol
  ) throws(LedgerError) -> [StoredOrder] {
    try currentStanding(of: scope).questions.filter { $0.life.terms.symbol == symbol }
  }

  /// The breaker, and the counts that the policy limits.
  private func measure(
    _ state: inout RiskState, _ standing: Standing, _ basis: RiskBasis
  ) throws(LedgerError) {
    let scope = standing.scope
    let breaker = standing.breaker
    state.isBreakerOpen = breaker.isOpen(at: basis.now)
    for window in basis.orderWindows {
      let start = basis.now.advanced(by: TimeInterval(nanoseconds: -window.nanoseconds))
      state.recentOrders[window] = try sentCount(in: scope, since: start)
    }
    for window in basis.failureWindows {
      let start = breaker.failuresCount(from: basis.now, within: window)
      state.recentFailures[window] = try failedCount(in: scope, since: start)
    }
  }

  private func currentStanding(of scope: AccountScope) throws(LedgerError) -> Standing {
    if let standing, standing.scope == scope { return standing }
    let read = Standing(
      scope: scope, orders: try openOrders(of: scope),
      positions: try positions(in: scope, symbol: nil),
      isLatchSet: try latch()?.isHalted ?? false, breaker: try breaker(of: scope))
    standing = read
    return read
  }

  private func openOrders(of scope: AccountScope) throws(LedgerError) -> [StoredOrder] {
    guard let account = try knownNumber(of: scope) else { return [] }
    var open: [StoredOrder] = []
    try writeOrders()
    try database.rows(Self.openOrders) { row in
      row.add(account)
    } each: { row throws(LedgerError) in
      open.append(try order(from: &row))
    }
    return open
  }
}

extension StoredPosition {
  /// The position as the risk policy sees it.
  func open(_ basis: RiskBasis) -> OpenPosition {
    let entry = entryPrice ?? .zero
    return OpenPosition(
      symbol: symbol, quantity: position.quantity, entry: entry,
      mark: basis.marks[symbol] ?? entry, leverage: basis.leverages[symbol] ?? leverage,
      positionSide: positionSide)
  }
}

extension OpenOrder {
  /// What may still fill of an order of the ledger.
  init(_ order: StoredOrder, _ marks: [Symbol: Price]) {
    let terms = order.life.terms
    self.init(
      id: order.id, symbol: terms.symbol, side: terms.side, type: terms.type,
      quantity: order.life.openQuantity, price: terms.price, stopPrice: terms.stopPrice,
      trailingPercent: terms.trailingPercent, mark: marks[terms.symbol] ?? order.arrivalPrice,
      isReduceOnly: terms.isReduceOnly,
      positionSide: terms.positionSide)
  }
}
