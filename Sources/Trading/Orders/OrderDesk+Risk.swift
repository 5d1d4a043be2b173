internal import Domain
package import Ledger
internal import Risk
internal import VenueInterface

extension OrderDesk {
  /// How the account stands against its limits now.
  ///
  /// - Throws: When the ledger cannot be read.
  package func riskReport() throws(LedgerError) -> RiskReport {
    let now = clock.now()
    switch market {
    case .paper(let paper):
      return try ledger.read { view throws(LedgerError) in
        try paper.open(view)
        return try RiskReport(view, scope, basis(paper, at: now))
      }
    case .venue(let client):
      var basis = RiskBasis(now: now, dayStart: terms.dayStart(now))
      var warning: String?
      do throws(VenueError) { basis = try self.basis(client) } catch {
        warning =
          "the venue was not asked, so what it is worth is the ledger's latest: "
          + error.explanation
      }
      basis.isHalted = latch.isHalted
      basis.measure(terms.policy)
      var report = try ledger.read { view throws(LedgerError) in
        try RiskReport(view, scope, basis)
      }
      report.warning = warning
      return report
    }
  }

  /// Opens the circuit breaker by hand, until a person closes it.
  ///
  /// - Parameters:
  ///   - reason: Why.
  ///   - who: The user.
  /// - Throws: When the ledger cannot be written.
  package func tripBreaker(_ reason: String, who: String) throws(LedgerError) {
    let trip = BreakerTrip(.byHand, reason, at: clock.now(), for: nil)
    let record = BreakerRecord(.tripped(trip), who: who)
    try ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.add(record, to: scope)
    }
    news.append(.trip(record, scope))
  }

  /// Closes the circuit breaker, and lets failed orders count anew.
  package func resetBreaker(_ reason: String, who: String) throws(LedgerError) {
    let record = BreakerRecord(.reset(at: clock.now()), who: who, reason: reason)
    try ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.add(record, to: scope)
    }
  }
}
