internal import Domain
package import Ledger
internal import Lifecycle
internal import VenueInterface
package import Wire

/// What became of a change that was asked of an order.
package struct OrderChange: Sendable {
  /// The order as it stands now.
  package let order: StoredOrder
  /// Why it is not as it was asked to be; nil where it is.
  package var failure: FailureDetail?

  package init(_ order: StoredOrder, _ failure: FailureDetail? = nil) {
    self.order = order
    self.failure = failure
  }
}

extension OrderDesk {
  /// Cancels what is open of an order; one that is cancelled already is as it was asked to be.
  ///
  /// - Parameters:
  ///   - order: Of this account.
  ///   - reason: Why, for the ledger.
  /// - Returns: The order as it stands then.
  /// - Throws: When the ledger cannot be written; nothing was sent that is not in it.
  package func cancel(
    _ order: StoredOrder, reason: String
  ) throws(LedgerError) -> OrderChange {
    if order.life.isFinal { return OrderChange(order, Self.whyNotCancelled(order)) }
    switch market {
    case .paper(let paper): return try cancelOnPaper(order, reason, paper)
    case .venue(let client):
      let change = try cancel(order, reason, client)
      // What filled until then is a position to protect.
      try tend(change.order)
      return change
    }
  }

  /// Why an order that is over is not cancelled; nil for one that is.
  static func whyNotCancelled(_ order: StoredOrder) -> FailureDetail? {
    switch order.life.state {
    case .cancelled, .expired, .unsent: nil
    case .filled:
      FailureDetail("ORDER_FILLED", .venue, "the order has filled, there is nothing to cancel")
    case .rejected: FailureDetail("ORDER_REJECTED", .venue, "the order was refused by its venue")
    case .journaled, .sent, .open, .unknown:
      .unknown("CANCEL_UNKNOWN", "it is not known whether the order is cancelled")
    }
  }

  private func cancelOnPaper(
    _ order: StoredOrder, _ reason: String, _ paper: PaperVenue
  ) throws(LedgerError) -> OrderChange {
    let now = clock.now()
    do throws(LedgerError) {
      return try ledger.write(.durable) { transaction throws(LedgerError) in
        try paper.open(transaction)
        let current = try transaction.order(order.number) ?? order
        if current.life.isFinal { return OrderChange(current, Self.whyNotCancelled(current)) }
        _ = try transaction.record(
          [.cancelRequested(reason: reason)], of: order.number, at: now)
        paper.cancel(order, at: max(now, paper.time))
        try settle(paper, transaction, at: now)
        let stored = try transaction.order(order.number) ?? current
        // With latency the cancel is still on its way.
        return OrderChange(stored, stored.life.isFinal ? Self.whyNotCancelled(stored) : nil)
      }
    } catch {
      paper.forget()
      throw error
    }
  }

  private func cancel(
    _ order: StoredOrder, _ reason: String, _ client: any VenueClient
  ) throws(LedgerError) -> OrderChange {
    let asked = try record([.cancelRequested(reason: reason)], of: order)
    if asked.life.isFinal { return OrderChange(asked, Self.whyNotCancelled(asked)) }
    var found: VenueOrder?
    var failure = VenueError.outcomeUnknown(reason: "")
    do throws(VenueError) { found = try client.cancel(asked) } catch { failure = error }
    if let found {
      let events = Self.allEvents(of: found, asked, client)
      return try settled(record(events, of: asked))
    }
    // Whatever went wrong, the venue's own word on the order decides.
    let now = try resolve(asked, client)
    if now.life.isFinal { return try settled(now) }
    var detail = FailureDetail(failure)
    if case .outcomeUnknown = failure { detail = Self.whyNotCancelled(now) ?? detail }
    // That it was not found says little of an order that may be on its way yet.
    if now.isInQuestion { detail = Self.whyNotCancelled(now) ?? detail }
    return OrderChange(now, detail)
  }

  private func settled(_ order: StoredOrder) throws(LedgerError) -> OrderChange {
    guard order.life.isFinal else {
      // The venue has taken the request, and will tell the end later.
      return OrderChange(order)
    }
    return OrderChange(order, Self.whyNotCancelled(order))
  }
}

extension FailureDetail {
  /// What became of a request is not known.
  static func unknown(_ code: String, _ message: String) -> FailureDetail {
    var detail = FailureDetail(code, .network, message, hint: "run 'tradectl order reconcile'")
    detail.retry = .reconcileFirst
    return detail
  }
}
