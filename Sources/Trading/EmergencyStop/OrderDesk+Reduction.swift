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

  /// Judges, writes down and sends an order that closes what the venue says is held.
  ///
  /// It asks the venue nothing, and the limits of the account do not matter: what reduces passes
  /// them all.
  ///
  /// - Parameters:
  ///   - order: What to send.
  ///   - held: What the venue says is held.
  ///   - client: The venue.
  /// - Returns: What became of it.
  /// - Throws: When the ledger cannot be written; nothing was sent that is not in it.
  func place(
    _ order: ClosingOrder, against held: [OpenPosition], _ client: any VenueClient
  ) throws(LedgerError) -> Placement {
    let wish = Self.wish(order)
    let key = run.key(of: wish)
    let validity = (try? client.capabilities())?.requestValidity
    let now = clock.now()
    var basis = RiskBasis(now: now, dayStart: terms.dayStart(now))
    basis.positions = held
    basis.isHalted = true
    for position in held { basis.marks[position.symbol] = position.mark }
    let mark = basis.marks[order.symbol].map { QuotedPrice($0, at: now) }
    let outcome = try ledger.write(.durable) { [basis] transaction throws(LedgerError) in
      guard
        var request = try request(for: wish, key, reference: mark, at: now, transaction)
      else { return JournalOutcome?.none }
      request.validUntil = validity.map { now.advanced(by: $0) }
      return try transaction.journal([request], policy: RiskPolicy(), basis).first
    }
    switch outcome {
    case nil: return .refused(Self.nothingToClose)
    case .replayed(let stored): return .order(stored, isReplayed: true)
    case .journaled(let sent):
      let events = Self.events(ofSending: sent, client, latch, clock)
      let position = held.first { $0.symbol == order.symbol }
      return .order(try record(events, of: sent.stored, against: position), isReplayed: false)
    case .some(let other): return .refused(OrderRefusal(other) ?? Self.nothingToClose)
    }
  }

  /// Writes down what became of an order that closes a position.
  ///
  /// What the ledger does not know of the position is written down before it: otherwise the end of
  /// a position that somebody else opened would look like the beginning of another.
  private func record(
    _ events: [OrderEvent], of order: StoredOrder, against position: OpenPosition?
  ) throws(LedgerError) -> StoredOrder {
    try ledger.write(.durable) { transaction throws(LedgerError) in
      if let position {
        let known = try transaction.positions(in: scope, symbol: order.life.terms.symbol).first
        let missing = events.filledQuantity.reduced(by: known?.position, of: position)
        if missing.isPositive { try adopt(missing, of: position, before: order, transaction) }
      }
      return try transaction.record(events, of: order.number, at: clock.now())
    }
  }

  /// Writes down an entry that was made elsewhere, at the price that the venue tells.
  private func adopt(
    _ quantity: Quantity, of position: OpenPosition, before order: StoredOrder,
    _ transaction: any LedgerTransaction
  ) throws(LedgerError) {
    let side: Side = position.quantity.isPositive ? .buy : .sell
    let terms = OrderTerms(
      symbol: position.symbol, side: side, type: .market, quantity: quantity)
    let fingerprint = OrderFingerprint.make(terms)
    let key = OrderKey(
      run: "held-before-\(order.clientOrderID)", fingerprint: fingerprint, occurrence: 1)
    let content = OrderContent(
      scope: scope, key: key, fingerprint: fingerprint,
      clientOrderID: ClientOrderID.make(key, in: scope))
    let now = clock.now()
    let entry = try transaction.adopt(content, terms: terms, orderID: nil, at: now)
    let fill = Fill(
      side: side, price: position.entry, quantity: quantity, fee: .zero, liquidity: .taker,
      time: now)
    let fillID = "held-before-\(order.clientOrderID)"
    let asset = position.symbol.settlementAsset
    _ = try transaction.record(
      [.filled(OrderFill(id: fillID, fill: fill, feeAsset: asset))], of: entry.number, at: now)
  }

  /// Cancels an order that the ledger knows; the venue is asked once, whatever it answers.
  ///
  /// - Returns: The order as it stands then, and the refusal where there was one.
  func cancelOnce(
    _ order: StoredOrder, _ client: any VenueClient
  ) throws(LedgerError) -> (order: StoredOrder, failure: VenueError?) {
    let asked = try record([.cancelRequested(reason: StopTerms.reason)], of: order)
    let events: [OrderEvent]
    do throws(VenueError) {
      events = try self.events(of: try client.cancel(asked), asked, client)
    } catch {
      return (asked, error)
    }
    return (try record(events, of: asked), nil)
  }
}

extension [OrderEvent] {
  /// What they say has traded.
  fileprivate var filledQuantity: Quantity {
    reduce(.zero) { sum, event in
      guard case .filled(let fill) = event else { return sum }
      return (try? sum + fill.fill.quantity) ?? sum
    }
  }
}

extension Quantity {
  /// What is left of it once the part is gone that the ledger knows to be held.
  fileprivate func reduced(by known: Position?, of position: OpenPosition) -> Quantity {
    guard let known, known.quantity.isPositive == position.quantity.isPositive else { return self }
    return max(.zero, (try? self - known.quantity.magnitude) ?? .zero)
  }
}
