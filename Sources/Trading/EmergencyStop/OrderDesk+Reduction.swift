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
  ///   - symbols: Where what is held is new to the ledger, if it does not know it.
  ///   - validity: How long a request can take effect.
  /// - Returns: What became of each, in their order.
  /// - Throws: When the ledger cannot be written.
  func journal(
    _ orders: [ClosingOrder], against held: [OpenPosition], adopting symbols: Set<Symbol>,
    validity: TimeInterval?
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
      for position in held where symbols.contains(position.symbol) {
        try adopt(position, transaction)
      }
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

  /// Writes down what is held beyond what the ledger knows, entered at the price of the venue.
  ///
  /// Otherwise the end of a position that somebody else opened would look like the beginning of
  /// another.
  private func adopt(
    _ position: OpenPosition, _ transaction: any LedgerTransaction
  ) throws(LedgerError) {
    let known = try transaction.positions(in: scope, symbol: position.symbol).first?.position
    guard let missing = try? position.quantity - (known?.quantity ?? .zero), !missing.isZero,
      missing.isPositive == position.quantity.isPositive
    else { return }
    let side: Side = missing.isPositive ? .buy : .sell
    let terms = OrderTerms(
      symbol: position.symbol, side: side, type: .market, quantity: missing.magnitude)
    let fingerprint = OrderFingerprint.make(terms)
    let key = OrderKey(run: "held-before-\(run.name)", fingerprint: fingerprint, occurrence: 1)
    let content = OrderContent(
      scope: scope, key: key, fingerprint: fingerprint,
      clientOrderID: ClientOrderID.make(key, in: scope))
    let now = clock.now()
    let entry = try transaction.adopt(content, terms: terms, orderID: nil, at: now)
    let fill = Fill(
      side: side, price: position.entry, quantity: missing.magnitude, fee: .zero,
      liquidity: .taker, time: now)
    let execution = OrderFill(
      id: "held-before-\(content.clientOrderID)", fill: fill,
      feeAsset: position.symbol.settlementAsset)
    _ = try transaction.record([.filled(execution)], of: entry.number, at: now)
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
