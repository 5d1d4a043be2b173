package import Domain
package import Ledger
package import VenueInterface

// Several orders at once.
extension DialectVenue {
  /// Cancels all open orders of a market, also those that nobody here knows.
  ///
  /// Where the venue has no request for that, they are listed, and cancelled several at once.
  package func cancelAll(in symbol: Symbol) throws(VenueError) {
    switch try sweeping(symbol) {
    case .atOnce(let calls): try ask(calls)
    case .listed(let lists):
      let market = try cache.market(symbol)
      let open = try joined(lists).filter { !$0.status.isFinal && $0.orderID != nil }
      let targets = open.map { OrderTarget($0, in: market) }
      try ask(try supported { () throws(Unsupported) in try dialect.cancel(together: targets) })
    }
  }

  /// How the open orders of a market are cancelled without naming each.
  enum Sweeping {
    case atOnce([VenueCall<Void>])
    /// After they were listed.
    case listed([VenueCall<Page<VenueOrder>>])
  }

  func sweeping(_ symbol: Symbol) throws(VenueError) -> Sweeping {
    let market = try cache.market(symbol)
    do throws(Unsupported) { return .atOnce(try dialect.cancelAll(in: market)) } catch {
      guard (try? dialect.cancel(together: [])) != nil else {
        throw .unsupported(reason: error.explanation)
      }
      return .listed(try listing(openOrdersIn: symbol))
    }
  }

  /// Looks whether `cancelAll` can be asked for; it asks for nothing.
  ///
  /// - Throws: `.unsupported` where it cannot.
  package func checkSweep(of symbol: Symbol) throws(VenueError) { _ = try sweeping(symbol) }

  /// Looks whether `cancel(together:)` can be asked for; it asks for nothing.
  ///
  /// - Parameter orders: Those that are meant; none for whether it can at all.
  /// - Throws: `.unsupported` where the venue takes one cancel a request, or does so for these.
  package func checkCancelling(together orders: [StoredOrder] = []) throws(VenueError) {
    _ = try cancelling(orders)
  }

  /// Cancels orders of one market, several with each request; what became of them is not told.
  ///
  /// - Parameter orders: With numbers of the venue.
  /// - Throws: `.unsupported` where the venue takes one cancel a request, or why it did not answer.
  package func cancel(together orders: [StoredOrder]) throws(VenueError) {
    try ask(try cancelling(orders))
  }

  func cancelling(_ orders: [StoredOrder]) throws(VenueError) -> [VenueCall<Void>] {
    var targets: [OrderTarget] = []
    for order in orders { targets.append(try target(order)) }
    let meant = targets
    return try supported { () throws(Unsupported) in try dialect.cancel(together: meant) }
  }

  private func ask(_ calls: [VenueCall<Void>]) throws(VenueError) {
    for call in calls {
      do throws(VenueError) { try client.ask(call) } catch {
        // That there are none is as it should be.
        guard case .notFound = error else { throw error }
      }
    }
  }
}
