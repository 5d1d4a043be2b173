package import Domain
package import Ledger
package import Risk

/// How an account stands against its limits at one moment.
package struct RiskReport: Sendable {
  package let time: Timestamp
  package let dayStart: Timestamp
  package let state: RiskState
  /// Whether anybody knows what the account is worth; the state says zero where nobody does.
  package let isEquityKnown: Bool
  /// How many orders have an outcome that nobody knows.
  package let unknownCount: Int
  /// The trip that holds, and who made it; nil while the breaker is closed.
  package let trip: BreakerRecord?
  /// The latest turn of the emergency latch.
  package let latch: LatchEntry?
  /// Why the venue did not say what the account is worth.
  package var warning: String?

  /// - Parameters:
  ///   - view: One moment of the ledger.
  ///   - scope: The account.
  ///   - basis: What it is worth.
  /// - Throws: When the ledger cannot be read.
  package init(
    _ view: any LedgerView, _ scope: AccountScope, _ basis: RiskBasis
  ) throws(LedgerError) {
    time = basis.now
    dayStart = basis.dayStart
    let situation = try view.riskSituation(of: scope, basis)
    state = situation.state
    unknownCount = situation.unknownOrders.count
    let hasSamples = try view.peakEquity(in: scope) != nil
    isEquityKnown = basis.equity != nil || hasSamples
    trip = state.isBreakerOpen ? try view.breakerLog(of: scope).tripThatHolds : nil
    latch = try view.latch()
  }

  /// An account that nothing has happened to yet.
  package init(equity: Notional?, isHalted: Bool, now: Timestamp, dayStart: Timestamp) {
    time = now
    self.dayStart = dayStart
    var state = RiskState(equity: equity ?? .zero)
    state.isHalted = isHalted
    self.state = state
    isEquityKnown = equity != nil
    unknownCount = 0
    trip = nil
    latch = nil
  }
}

extension [BreakerRecord] {
  /// The trip that keeps the breaker open the longest since it was reset last.
  fileprivate var tripThatHolds: BreakerRecord? {
    var breaker = Breaker()
    var holder: BreakerRecord?
    for record in self {
      let former = breaker.trip?.end
      let wasTripped = breaker.trip != nil
      breaker.apply(record.entry)
      guard breaker.trip != nil else {
        holder = nil
        continue
      }
      // One that ends no later than the one before it is not the one that holds.
      if !wasTripped || breaker.trip?.end != former { holder = record }
    }
    return holder
  }
}
