internal import Domain
internal import Ledger
internal import Lifecycle
internal import Risk

extension OrderDesk {
  /// Keeps what the account is worth, and trips the breaker where that calls for it.
  ///
  /// - Parameters:
  ///   - basis: What it is worth; nothing is kept where nobody knows.
  ///   - transaction: Where it is written.
  /// - Throws: When the ledger cannot be written.
  func noteWorth(
    _ basis: RiskBasis, _ transaction: any LedgerTransaction
  ) throws(LedgerError) {
    guard let equity = basis.equity, equity != lastEquity else { return }
    let sample = EquitySample(time: basis.now, equity: equity)
    try transaction.add(sample, dayStart: basis.dayStart, to: scope)
    lastEquity = equity
    try tripIfDue(basis, transaction)
  }

  /// Keeps what a new account begins with, so that its first loss is measured from there.
  func noteBeginning(
    _ basis: @autoclosure () throws(LedgerError) -> RiskBasis, _ transaction: any LedgerTransaction
  ) throws(LedgerError) {
    guard lastEquity == nil, try transaction.peakEquity(in: scope) == nil else { return }
    try noteWorth(try basis(), transaction)
  }

  /// Trips the breaker where the account calls for it and its orders would not find out, because
  /// they are judged by other limits.
  func tripIfHidden(
    _ basis: @autoclosure () throws(LedgerError) -> RiskBasis, _ transaction: any LedgerTransaction
  ) throws(LedgerError) {
    guard terms.policy != terms.accountPolicy, lastEquity == nil else { return }
    try tripIfDue(try basis(), transaction)
  }

  /// Trips the breaker where the account calls for it.
  func tripIfDue(
    _ basis: RiskBasis, _ transaction: any LedgerTransaction
  ) throws(LedgerError) {
    var basis = basis
    basis.measure(terms.accountPolicy)
    let breaker = try transaction.breaker(of: scope)
    guard !breaker.isOpen(at: basis.now) else { return }
    let state = try transaction.riskSituation(of: scope, basis).state
    guard let trip = breaker.due(terms.accountPolicy, in: state, at: basis.now) else { return }
    let record = BreakerRecord(.tripped(trip), who: "tradectl")
    try transaction.add(record, to: scope)
    news.append(.trip(record, scope))
  }

  /// Remembers an order of which nobody knows any more what became of it.
  func noteOutcome(of order: StoredOrder, _ events: [OrderEvent]) {
    guard order.life.state == .unknown, events.contains(where: { $0.kind == .outcomeUnknown })
    else { return }
    news.append(.unknown(order))
  }
}
