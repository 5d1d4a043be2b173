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
    do throws(VenueError) { _ = try exchange.sweeping(symbol) } catch {
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
    for order in asked {
      // Whatever became of the request, the venue's own word on the order decides.
      let now = try resolve(order, exchange)
      let detail = now.life.isFinal ? Self.whyNotCancelled(now) : sweep.failure
      sweep.changes.append(OrderChange(now, detail))
    }
    let known = Set(asked.flatMap { [$0.clientOrderID, $0.life.orderID].compactMap(\.self) })
    sweep.others = open.filter { order in
      ![order.clientOrderID, order.orderID].contains { $0.map(known.contains) ?? false }
    }
    return sweep
  }
}
