package import Domain
package import Ledger
internal import Lifecycle
package import VenueInterface
package import Wire

extension OrderDesk {
  /// What became of the open orders of a market that were to be cancelled at once.
  package struct Sweep: Sendable {
    /// Those of the ledger.
    package var changes: [OrderChange] = []
    /// Those that are still open at the venue, and that the ledger does not know.
    package var others: [VenueOrder] = []
    /// Why the request, or a look at what is open after it, went wrong; nil where neither did.
    package var failure: FailureDetail?
  }

  /// Has an exchange cancel all open orders of a market, those too that the ledger does not know.
  ///
  /// - Parameters:
  ///   - symbol: The market.
  ///   - reason: Why, for the ledger.
  ///   - exchange: Of this account.
  /// - Returns: What became of them, by the venue's own word.
  /// - Throws: When the ledger cannot be written; nothing was sent that is not in it.
  package func cancelAll(
    in symbol: Symbol, reason: String, _ exchange: DialectVenue
  ) throws(LedgerError) -> Sweep {
    var sweep = Sweep()
    do throws(VenueError) { try exchange.checkSweep(of: symbol) } catch {
      sweep.failure = FailureDetail(error)
      return sweep
    }
    var query = OrderQuery(scope: scope)
    query.symbol = symbol
    query.isFinal = false
    var asked: [StoredOrder] = []
    for order in try orders(query) {
      asked.append(try record([.cancelRequested(reason: reason)], of: order))
    }
    var open: [VenueOrder] = []
    do throws(VenueError) {
      try exchange.cancelAll(in: symbol)
      open = try exchange.openOrders(in: symbol).filter { !$0.status.isFinal }
    } catch {
      sweep.failure = FailureDetail(error)
    }
    sweep.changes = try looked(at: asked, exchange, else: sweep.failure)
    let known = Set(asked.flatMap { [$0.clientOrderID, $0.life.orderID].compactMap(\.self) })
    sweep.others = open.filter { order in
      ![order.clientOrderID, order.orderID].contains { $0.map(known.contains) ?? false }
    }
    return sweep
  }

  /// Has an exchange cancel orders of one market, as many with each request as it takes.
  ///
  /// - Parameters:
  ///   - orders: Of this account; those that are over are left as they are.
  ///   - reason: Why, for the ledger.
  ///   - exchange: Of this account.
  /// - Returns: What became of each, in their order, by the venue's own word.
  /// - Throws: When the ledger cannot be written; nothing was sent that is not in it.
  package func cancel(
    together orders: [StoredOrder], reason: String, _ exchange: DialectVenue
  ) throws(LedgerError) -> [OrderChange] {
    var failure: FailureDetail?
    var asked: [StoredOrder] = []
    for order in orders {
      asked.append(
        order.life.isFinal
          ? order : try record([.cancelRequested(reason: reason)], of: order))
    }
    do throws(VenueError) {
      try exchange.cancel(together: asked.filter { !$0.life.isFinal })
    } catch {
      failure = FailureDetail(error)
    }
    // The answers do not tell of each, so one that is open yet may have been refused.
    return try looked(at: asked, exchange, else: failure ?? Self.stillOpen)
  }

  private static let stillOpen = FailureDetail(
    "STILL_OPEN", .venue, "the order is still open after the request that was to cancel it",
    hint: "ask for it with 'tradectl order status', or cancel it by itself")

  /// How orders stand that were to be cancelled.
  ///
  /// Whatever became of the request, the venue's own word on the order decides.
  private func looked(
    at orders: [StoredOrder], _ exchange: DialectVenue, else failure: FailureDetail?
  ) throws(LedgerError) -> [OrderChange] {
    var changes: [OrderChange] = []
    for order in orders {
      let now = order.life.isFinal ? order : try resolve(order, exchange)
      try tend(now)
      changes.append(OrderChange(now, now.life.isFinal ? Self.whyNotCancelled(now) : failure))
    }
    return changes
  }
}
