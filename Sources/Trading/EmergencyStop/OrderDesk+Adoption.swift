internal import Domain
internal import Ledger
internal import Lifecycle
internal import Risk
internal import VenueInterface

// What the venue holds and the ledger does not know of, and the other way round.
extension OrderDesk {
  /// Writes down what is held beyond what the ledger knows, entered at the price of the venue.
  ///
  /// Otherwise the end of a position that somebody else opened would look like the beginning of
  /// another. Where an order of ours may have opened it, it is waited for what becomes known of
  /// that.
  ///
  /// - Parameters:
  ///   - held: What the venue says is held.
  ///   - listed: The venue's open orders.
  ///   - transaction: Where it is written down.
  /// - Throws: What the store throws.
  func adopt(
    _ held: [OpenPosition], beside listed: [VenueOrder], _ transaction: any LedgerTransaction
  ) throws(LedgerError) {
    guard !held.isEmpty else { return }
    let unheard = try unheard(beside: listed, transaction)
    for position in held where !unheard.contains(position.symbol) {
      let symbol = position.symbol
      let known = try transaction.positions(in: scope, symbol: symbol)
        .first { $0.positionSide == position.positionSide }?.position.quantity
      guard let missing = try? position.quantity - (known ?? .zero), !missing.isZero,
        missing.isPositive == position.quantity.isPositive
      else { continue }
      try adopt(
        missing, in: symbol, position.positionSide, at: position.entry, .before, transaction)
    }
  }

  /// Writes down as ended what the ledger takes for held although a stop has closed it.
  ///
  /// So it is where an order of ours became known only after what it opened had been closed.
  ///
  /// - Parameters:
  ///   - entries: What was held and closed by this stop, with the prices of the venue.
  ///   - dust: Where something is still held.
  /// - Throws: When the ledger cannot be written.
  func release(
    _ entries: [PositionPlace: OpenPosition], except dust: Set<Symbol>
  ) throws(LedgerError) {
    let isInAgreement = try ledger.read { view throws(LedgerError) in
      try heldNowhere(except: dust, view).isEmpty
    }
    guard !isInAgreement else { return }
    try ledger.write(.durable) { transaction throws(LedgerError) in
      for held in try heldNowhere(except: dust, transaction) {
        let quantity = held.position.quantity
        let entry = entries[PositionPlace(symbol: held.symbol, side: held.positionSide)]
        // What was closed before the ledger knew of it looks like the opposite; it was entered for
        // what the venue says. Of anything else nobody knows the price, so nothing is gained.
        let isClosed = entry.map { $0.quantity.isPositive != quantity.isPositive } ?? false
        guard let price = isClosed ? entry?.entry : held.entryPrice else { continue }
        try adopt(-quantity, in: held.symbol, held.positionSide, at: price, .after, transaction)
      }
    }
  }

  private func heldNowhere(
    except dust: Set<Symbol>, _ view: any LedgerView
  ) throws(LedgerError) -> [StoredPosition] {
    let unheard = try unheard(beside: [], view)
    var found: [StoredPosition] = []
    for held in try view.positions(in: scope, symbol: nil) {
      let symbol = held.symbol
      guard symbol.kind != .spot, !dust.contains(symbol), !unheard.contains(symbol) else {
        continue
      }
      // A venue that does not tell what is held makes nothing undone by that.
      if try wasClosed(symbol, view) { found.append(held) }
    }
    return found
  }

  /// Whether an emergency stop of late has closed something there.
  private func wasClosed(_ symbol: Symbol, _ view: any LedgerView) throws(LedgerError) -> Bool {
    var query = OrderQuery(scope: scope)
    query.symbol = symbol
    query.since = clock.now().advanced(by: Self.stopWindow)
    return try view.orders(query).contains {
      $0.role == .emergency && $0.life.filledQuantity.isPositive
    }
  }

  /// A stop that was ended half-way is not run again much later.
  private static let stopWindow = TimeInterval(nanoseconds: -86_400_000_000_000)

  /// The markets in which something may have traded that the ledger has not heard of.
  private func unheard(
    beside listed: [VenueOrder], _ view: any LedgerView
  ) throws(LedgerError) -> Set<Symbol> {
    var query = OrderQuery(scope: scope)
    query.isFinal = false
    let names = Set(listed.flatMap { [$0.clientOrderID, $0.orderID].compactMap(\.self) })
    let orders = try view.orders(query).filter { order in
      !names.contains(order.clientOrderID) && !(order.life.orderID.map(names.contains) ?? false)
    }
    return Set(orders.map(\.life.terms.symbol))
  }

  private enum Moment: String {
    case before, after
  }

  /// Writes down an order that has traded elsewhere.
  private func adopt(
    _ quantity: Quantity, in symbol: Symbol, _ positionSide: PositionSide?, at price: Price,
    _ moment: Moment, _ transaction: any LedgerTransaction
  ) throws(LedgerError) {
    let side: Side = quantity.isPositive ? .buy : .sell
    var terms = OrderTerms(
      symbol: symbol, side: side, type: .market, quantity: quantity.magnitude)
    terms.positionSide = positionSide
    let fingerprint = OrderFingerprint.make(terms)
    let key = OrderKey(
      run: "held-\(moment.rawValue)-\(run.name)", fingerprint: fingerprint, occurrence: 1)
    let content = OrderContent(
      scope: scope, key: key, fingerprint: fingerprint,
      clientOrderID: ClientOrderID.make(key, in: scope))
    let now = clock.now()
    let order = try transaction.adopt(content, terms: terms, orderID: nil, at: now)
    let fill = Fill(
      side: side, price: price, quantity: quantity.magnitude, fee: .zero, liquidity: .taker,
      time: now)
    let execution = OrderFill(
      id: "held-\(moment.rawValue)-\(content.clientOrderID)", fill: fill,
      feeAsset: symbol.settlementAsset)
    _ = try transaction.record([.filled(execution)], of: order.number, at: now)
  }
}
