internal import Domain
package import Ledger
internal import Lifecycle
internal import VenueInterface
internal import Wire

// The stop and the target of an entry at a venue; the paper engine has its own.
extension OrderDesk {
  /// Looks after what belongs to an order: places its protection as far as it has filled, and
  /// cancels the other half of a pair once one half has traded, and what is left of it once its
  /// position was closed.
  ///
  /// - Parameter order: As it stands now.
  /// - Throws: When the ledger cannot be written.
  package func tend(_ order: StoredOrder) throws(LedgerError) {
    guard case .venue = market else { return }
    switch order.role {
    case .entry, .slice: try protect(order)
    case .stopLoss, .takeProfit, .oneCancelsOther: try cancelOther(of: order)
    case .close, .emergency, .liquidation: break
    }
    try releaseProtection(after: order)
  }

  private func protect(_ order: StoredOrder) throws(LedgerError) {
    let life = order.life
    guard life.filledQuantity.isPositive, !life.terms.isReduceOnly else { return }
    if let code = obstacles[order.number]?.code, FailureDetail.protectionCodes.contains(code) {
      obstacles[order.number] = nil
    }
    let children = try self.children(of: order)
    let wanted: [(OrderRole, OrderType, Price?)] = [
      (.stopLoss, .stop, life.terms.stopLoss), (.takeProfit, .takeProfit, life.terms.takeProfit),
    ]
    guard !children.isEmpty || wanted.contains(where: { $0.2 != nil }) else { return }
    guard let held = try position(behind: order) else { return }
    // Of what it has bought, as much as is still held is to be covered.
    var left = try quantity(of: order, tradedSince: held.openedAt)
    for child in children where child.life.filledQuantity.isPositive {
      let exited = try quantity(of: child, tradedSince: held.openedAt)
      left = (try? left - exited) ?? left
    }
    left = min(left, held.position.quantity.magnitude)
    guard left.isPositive else { return }
    for (role, type, price) in wanted {
      let own = children.filter { $0.role == role }
      // It may have been moved since.
      guard let price = own.last?.life.terms.stopPrice ?? price else { continue }
      let covered = own.reduce(Quantity.zero) { (try? $0 + $1.life.openQuantity) ?? $0 }
      guard let missing = try? left - covered, missing.isPositive else { continue }
      if let last = own.last, try !isFollowed(last) {
        if last.life.state == .rejected { tell(last, role, for: order) }
        continue
      }
      try place(role, type, at: price, missing, for: order, number: own.count + 1)
    }
  }

  /// Whether another one takes the place of an order that is over, or comes beside one that is open.
  ///
  /// What a person cancelled, or the venue refused or ended, is not placed again and again.
  private func isFollowed(_ last: StoredOrder) throws(LedgerError) -> Bool {
    switch last.life.state {
    case .rejected, .expired: return false
    case .cancelled:
      return try events(of: last).contains { stored in
        stored.event == .cancelRequested(reason: Self.linkedReason)
      }
    case .journaled, .sent, .unknown, .open, .filled, .unsent: return true
    }
  }

  /// The position that an entry opened or added to, by the ledger; nil where it is no more, or the
  /// other way round by now.
  private func position(behind order: StoredOrder) throws(LedgerError) -> StoredPosition? {
    let terms = order.life.terms
    return try ledger.read { view throws(LedgerError) in
      try view.positions(in: scope, symbol: terms.symbol).first { held in
        held.positionSide == terms.positionSide
          && held.position.side?.entrySide == terms.side
      }
    }
  }

  /// What an order has traded since a position was opened; before that it was for another one.
  private func quantity(
    of order: StoredOrder, tradedSince time: Timestamp
  ) throws(LedgerError) -> Quantity {
    var query = FillQuery(scope: scope)
    query.order = order.number
    query.since = time
    return try fills(query).reduce(.zero) { (try? $0 + $1.execution.fill.quantity) ?? $0 }
  }

  private static let linkedReason = "linked_order"

  private func place(
    _ role: OrderRole, _ type: OrderType, at price: Price, _ quantity: Quantity,
    for order: StoredOrder, number: Int
  ) throws(LedgerError) {
    var intent = Intent(
      symbol: order.life.terms.symbol, side: order.life.terms.side.opposite, type: type,
      quantity: quantity)
    intent.stopPrice = price
    intent.isReduceOnly = true
    intent.positionSide = order.life.terms.positionSide
    intent.strategy = order.strategy
    var wish = OrderWish(intent)
    wish.role = role
    wish.parent = order.number
    wish.completes = true
    // Its quantity is part of the key: more fills ask for more protection, the same ask for none.
    let key = OrderKey(id: "\(order.clientOrderID)~\(role.rawValue)~\(number)")
    switch try place(wish, as: key) {
    case .refused(let refusal):
      obstacles[order.number] = FailureDetail(unprotected: role, refusal.detail)
    case .order(let stored, _): tell(stored, role, for: order)
    }
  }

  /// Keeps why an entry is not protected, where that is so.
  private func tell(_ stop: StoredOrder, _ role: OrderRole, for order: StoredOrder) {
    let life = stop.life
    if stop.isInQuestion {
      obstacles[order.number] = FailureDetail(inQuestion: role)
    } else if life.state == .unsent || life.state == .rejected {
      obstacles[order.number] = FailureDetail(
        unprotected: role,
        FailureDetail(
          "NOT_PLACED", life.state == .unsent ? .network : .venue,
          life.fault?.message ?? life.reason ?? "it was not taken"))
    }
  }

  private func cancelOther(of order: StoredOrder) throws(LedgerError) {
    guard order.life.filledQuantity.isPositive, order.life.isFinal, let parent = order.parent
    else { return }
    var query = OrderQuery(scope: scope)
    query.parent = parent
    query.isFinal = false
    for other in try orders(query) where other.number != order.number {
      _ = try cancel(other, reason: Self.linkedReason)
    }
  }

  /// What protected a position that is no more, or is the other way round by now, must not meet the
  /// next one.
  private func releaseProtection(after order: StoredOrder) throws(LedgerError) {
    guard order.life.isFinal, order.life.filledQuantity.isPositive else { return }
    let (symbol, side) = (order.life.terms.symbol, order.life.terms.positionSide)
    let left = try ledger.read { view throws(LedgerError) in
      let held = try view.positions(in: scope, symbol: symbol)
        .first { $0.positionSide == side }?.position.side
      return try protecting(symbol, side, view)
        .filter { $0.life.terms.side != held?.entrySide.opposite }
    }
    for other in left { _ = try cancel(other, reason: "position_closed") }
  }

  private func children(of order: StoredOrder) throws(LedgerError) -> [StoredOrder] {
    var query = OrderQuery(scope: scope)
    query.parent = order.number
    return try orders(query)
  }
}

extension FailureDetail {
  private static let protectionMissing = "PROTECTION_MISSING"
  private static let protectionUnknown = "PROTECTION_UNKNOWN"
  fileprivate static let protectionCodes: Set<String> = [protectionMissing, protectionUnknown]

  /// An entry has traded, and what was to protect it is not at the venue.
  fileprivate init(unprotected role: OrderRole, _ cause: FailureDetail) {
    self.init(
      Self.protectionMissing, cause.failureClass,
      "the \(role.rawValue) order is not at the venue: \(cause.message)",
      hint: cause.failureClass == .network || cause.failureClass == .rate
        ? "run 'tradectl order reconcile'" : "run 'tradectl position protect'")
    retry = .sameID
    isPartial = true
  }

  /// An entry has traded, and nobody knows whether what was to protect it is at the venue.
  fileprivate init(inQuestion role: OrderRole) {
    self.init(
      Self.protectionUnknown, .network,
      "it is not known whether the \(role.rawValue) order is at the venue",
      hint: "run 'tradectl order reconcile'")
    retry = .reconcileFirst
    isPartial = true
  }
}
