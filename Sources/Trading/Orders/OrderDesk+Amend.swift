internal import Domain
package import Ledger
package import Lifecycle
internal import VenueInterface
package import Wire

extension OrderDesk {
  /// Changes an open order: in place where the venue can, else by cancelling it and placing
  /// another, never with both live.
  ///
  /// What makes the order larger goes through the risk policy like a new one, so it is replaced
  /// everywhere.
  ///
  /// - Parameters:
  ///   - order: Of this account.
  ///   - change: The whole quantity that is wanted, what has filled included, and prices.
  /// - Returns: The order that stands then, which is another one where it was replaced.
  /// - Throws: When the ledger cannot be written.
  package func amend(
    _ order: StoredOrder, _ change: OrderAmendment
  ) throws(LedgerError) -> OrderChange {
    let order = try refresh(order)
    if let detail = whyNotAmended(order, change) { return OrderChange(order, detail) }
    if case .venue(let client) = market, isAmendedInPlace(order, change, client) {
      return try amendInPlace(order, change, client)
    }
    return try replace(order, change)
  }

  /// Why an order is left as it is, as far as is known; nil where it can be changed.
  package func whyNotAmended(_ order: StoredOrder, _ change: OrderAmendment) -> FailureDetail? {
    guard !order.life.isFinal else {
      return FailureDetail(
        "ORDER_FINAL", .venue,
        "the order is \(order.life.status.rawValue) and cannot be changed any more")
    }
    if order.isInQuestion {
      return .unknown(
        "OUTCOME_UNKNOWN", "it is not known whether the order that is to change is at the venue")
    }
    if let quantity = change.quantity, quantity <= order.life.filledQuantity {
      return FailureDetail(
        "BELOW_FILLED", .input,
        "\(order.life.filledQuantity) has filled already; cancel the order to end it there",
        field: "quantity")
    }
    if let price = change.price, let detail = whyNotProtected(order.life.terms, at: price) {
      return detail
    }
    // A halt lets cancels pass; half of a replacement would be one too many.
    return latch.isHalted ? OrderRefusal(halted: []).detail : nil
  }

  /// Why the protection that an order brings would not fit its new price: it would trigger at once.
  private func whyNotProtected(_ terms: OrderTerms, at price: Price) -> FailureDetail? {
    func isBelow(_ level: Price) -> Bool { terms.side == .buy ? level < price : level > price }
    func isAbove(_ level: Price) -> Bool { terms.side == .buy ? level > price : level < price }
    if let stop = terms.stopLoss, !isBelow(stop) {
      return FailureDetail(
        "STOP_SIDE", .risk,
        "the order's stop-loss at \(stop) would trigger at once beside \(price)",
        field: "price")
    }
    if let target = terms.takeProfit, !isAbove(target) {
      return FailureDetail(
        "TAKE_PROFIT_SIDE", .risk,
        "the order's take-profit at \(target) would trigger at once beside \(price)", field: "price"
      )
    }
    return nil
  }

  /// Whether the venue is asked to change an order, and not to cancel it for another one.
  package func isAmendedInPlace(
    _ order: StoredOrder, _ change: OrderAmendment, _ client: any VenueClient
  ) -> Bool {
    guard change.isNoLarger(than: order.life.terms), change.leavesHidden(order.life.terms) else {
      return false
    }
    return (try? client.amends(order, change)) == true
  }

  private func amendInPlace(
    _ order: StoredOrder, _ change: OrderAmendment, _ client: any VenueClient
  ) throws(LedgerError) -> OrderChange {
    if latch.isHalted { return OrderChange(order, OrderRefusal(halted: []).detail) }
    let found: VenueOrder
    do throws(VenueError) {
      found = try client.amend(
        order, quantity: change.quantity, price: change.price, stopPrice: change.stopPrice)
    } catch {
      // Whether it took effect is what the venue says of the order now.
      let now = try resolve(order, client)
      try tend(now)
      return OrderChange(now, FailureDetail(error))
    }
    let events = Self.allEvents(of: found, order, client)
    let result: OrderChange
    switch found.status {
    case .cancelled, .expired, .rejected:
      // Some end an order that they cannot change, such as one that would take.
      let detail = FailureDetail(
        "NOT_AMENDED", .venue,
        "the venue has ended the order instead of changing it"
          + (found.reason.map { ": \($0)" } ?? ""))
      result = OrderChange(try record(events, of: order), detail)
    default: result = OrderChange(try record([.amended(change)] + events, of: order))
    }
    try tend(result.order)
    return result
  }

  /// Why the order that is to come would not be placed, as far as that can be told before the old one
  /// is cancelled: better the old one than none.
  ///
  /// - Parameters:
  ///   - order: The old one.
  ///   - change: What is wanted of it.
  /// - Returns: Nil where nothing is known to stand against it.
  /// - Throws: When the ledger cannot be read.
  package func whyNotReplaced(
    _ order: StoredOrder, _ change: OrderAmendment
  ) throws(LedgerError) -> FailureDetail? {
    guard let wish = replacement(of: order, change) else { return nil }
    let key = Self.keyOfReplacement(of: order)
    guard case .refused(let refusal) = try rehearse(wish, as: key, replacing: [order]) else {
      return nil
    }
    return refusal.detail
  }

  /// The new order is what is wanted less what has filled, and leaves once the old one is over.
  private func replace(
    _ order: StoredOrder, _ change: OrderAmendment
  ) throws(LedgerError) -> OrderChange {
    if let detail = try whyNotReplaced(order, change) { return OrderChange(order, detail) }
    let cancelled = try cancel(order, reason: "replaced")
    guard cancelled.failure == nil, cancelled.order.life.isFinal else {
      return OrderChange(
        cancelled.order,
        cancelled.failure
          ?? FailureDetail(
            "CANCEL_PENDING", .venue,
            "the order is not cancelled yet, so nothing takes its place; try again"))
    }
    guard let wish = replacement(of: cancelled.order, change) else {
      // What was wanted had filled before the cancel arrived.
      return OrderChange(cancelled.order)
    }
    // What the old order had locked is free now.
    word.account = nil
    switch try place(wish, as: Self.keyOfReplacement(of: order)) {
    case .order(let stored, _):
      guard stored.life.state == .unsent || stored.life.state == .rejected else {
        return OrderChange(stored)
      }
      let cause = FailureDetail(
        "NOT_PLACED", .venue, stored.life.fault?.message ?? stored.life.reason ?? "it was not taken"
      )
      return OrderChange(stored, .unreplaced(failedSends[stored.number] ?? cause))
    case .refused(let refusal): return OrderChange(cancelled.order, .unreplaced(refusal.detail))
    }
  }

  /// What takes an order's place; nil where all that is wanted has filled.
  private func replacement(of order: StoredOrder, _ change: OrderAmendment) -> OrderWish? {
    let terms = order.life.terms
    let wanted = change.quantity ?? terms.quantity
    guard let rest = try? wanted - order.life.filledQuantity, rest.isPositive else { return nil }
    var intent = Intent(symbol: terms.symbol, side: terms.side, type: terms.type, quantity: rest)
    // What is no more than the book would show needs not be hidden.
    intent.icebergQuantity = terms.icebergQuantity.flatMap { $0 < rest ? $0 : nil }
    intent.price = change.price ?? terms.price
    intent.stopPrice = change.stopPrice ?? terms.stopPrice
    intent.trailingPercent = terms.trailingPercent
    intent.timeInForce = terms.timeInForce
    intent.isPostOnly = terms.isPostOnly
    intent.isReduceOnly = terms.isReduceOnly
    intent.positionSide = terms.positionSide
    intent.stopLoss = terms.stopLoss
    intent.takeProfit = terms.takeProfit
    intent.leverage = terms.leverage
    intent.strategy = order.strategy
    intent.id = order.id
    var wish = OrderWish(intent)
    wish.line = order.line
    wish.role = order.role
    wish.parent = order.parent
    wish.completes = true
    return wish
  }

  /// The key of the order that took an order's place, by which it is found again.
  static func keyOfReplacement(of order: StoredOrder) -> OrderKey {
    OrderKey(id: "\(order.clientOrderID)~replaced")
  }

  /// Places an order under a key of our own.
  func place(_ wish: OrderWish, as key: OrderKey) throws(LedgerError) -> Placement {
    switch market {
    case .paper(let paper):
      return try placeOnPaper([KeyedWish(wish, key)], paper).first ?? .refused(Self.nothingToClose)
    case .venue(let client): return try place(wish, key, client)
    }
  }
}

extension OrderAmendment {
  /// Whether what the book shows of an order is still no more than all of it.
  fileprivate func leavesHidden(_ terms: OrderTerms) -> Bool {
    guard let quantity, let shown = terms.icebergQuantity else { return true }
    return shown <= quantity
  }

  /// Whether an order that is changed so is worth no more than before.
  fileprivate func isNoLarger(than terms: OrderTerms) -> Bool {
    guard (quantity ?? terms.quantity) <= terms.quantity else { return false }
    guard let price, let old = terms.price else { return stopPrice == nil || price == nil }
    return price <= old
  }
}

extension FailureDetail {
  /// The old order is cancelled, and the one that was to take its place is not there.
  fileprivate static func unreplaced(_ cause: FailureDetail) -> FailureDetail {
    var detail = FailureDetail(
      "NOT_REPLACED", cause.failureClass,
      "the order is cancelled, and the one that was to take its place is not placed: "
        + cause.message)
    detail.isPartial = true
    return detail
  }
}
