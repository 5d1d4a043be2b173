internal import Domain
internal import Ledger
internal import Lifecycle
internal import Risk
internal import VenueInterface

// What the emergency stop sends: nothing but reductions, by way of the ledger like every order.
extension OrderDesk {
  /// The wish that a closing order is.
  static func wish(_ order: ClosingOrder) -> OrderWish {
    var intent = Intent(
      symbol: order.symbol, side: order.side, type: .market, quantity: order.quantity)
    intent.isReduceOnly = order.symbol.kind != .spot
    intent.positionSide = order.positionSide
    var wish = OrderWish(intent)
    wish.role = .emergency
    return wish
  }

  /// Judges and writes down orders that close what the venue says is held; they may then be sent.
  ///
  /// It asks the venue nothing, and the limits of the account do not matter: what reduces passes
  /// them all.
  ///
  /// - Parameters:
  ///   - orders: What to send.
  ///   - held: What the venue says is held.
  ///   - symbols: Where the ledger takes over what it does not know of that.
  ///   - listed: The venue's open orders.
  ///   - validity: How long a request can take effect.
  /// - Returns: What became of each, in their order.
  /// - Throws: When the ledger cannot be written.
  func journal(
    _ orders: [ClosingOrder], against held: [OpenPosition], adopting symbols: Set<Symbol>,
    beside listed: [VenueOrder], validity: TimeInterval?
  ) throws(LedgerError) -> [JournalOutcome?] {
    let keyed = orders.map { order in
      let wish = Self.wish(order)
      return (wish: wish, key: run.key(of: wish))
    }
    let now = clock.now()
    var basis = RiskBasis(now: now, dayStart: terms.dayStart(now))
    basis.positions = held
    basis.isHalted = true
    for position in held { basis.marks[position.symbol] = position.mark }
    return try ledger.write(.durable) { [basis] transaction throws(LedgerError) in
      try adopt(held.filter { symbols.contains($0.symbol) }, beside: listed, transaction)
      var outcomes: [JournalOutcome?] = []
      for (wish, key) in keyed {
        let mark = basis.marks[wish.intent.symbol].map { QuotedPrice($0, at: now) }
        guard
          var request = try request(for: wish, key, reference: mark, at: now, transaction)
        else {
          outcomes.append(nil)
          continue
        }
        request.validUntil = validity.map { now.advanced(by: $0) }
        outcomes += try transaction.journal([request], policy: RiskPolicy(), basis)
          .map(Optional.some)
      }
      return outcomes
    }
  }

  /// Writes down that orders are about to be cancelled, those of them that the ledger knows.
  ///
  /// - Returns: Each with what the ledger has of it; nil for one that it does not know, or knows to
  ///   be over.
  func journal(
    cancelsOf orders: [VenueOrder]
  ) throws(LedgerError) -> [(order: VenueOrder, stored: StoredOrder?)] {
    let known = try ledger.read { view throws(LedgerError) in
      var known: [(order: VenueOrder, stored: StoredOrder?)] = []
      for order in orders { known.append((order, try stored(order, view))) }
      return known
    }
    // What the ledger does not know is cancelled even where it can only be read.
    guard known.contains(where: { $0.stored != nil }) else { return known }
    let now = clock.now()
    return try ledger.write(.relaxed) { transaction throws(LedgerError) in
      var written = known
      for place in written.indices {
        guard let stored = written[place].stored else { continue }
        written[place].stored = try transaction.record(
          news: [.cancelRequested(reason: StopTerms.reason)], of: stored, at: now)
      }
      return written
    }
  }

  /// What the ledger has of an order that is open at the venue.
  private func stored(
    _ order: VenueOrder, _ view: any LedgerView
  ) throws(LedgerError) -> StoredOrder? {
    var found: StoredOrder?
    if let name = order.clientOrderID { found = try view.order(clientOrderID: name, in: scope) }
    if found == nil, let name = order.orderID { found = try view.order(orderID: name, in: scope) }
    guard let found, !found.life.isFinal, found.life.terms.symbol == order.symbol else {
      return nil
    }
    return found
  }
}
