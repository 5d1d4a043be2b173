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
    case .close: try releaseProtection(after: order)
    case .emergency, .liquidation: break
    }
  }

  private func protect(_ order: StoredOrder) throws(LedgerError) {
    let life = order.life
    guard life.filledQuantity.isPositive, !life.terms.isReduceOnly else { return }
    let wanted: [(OrderRole, OrderType, Price?)] = [
      (.stopLoss, .stop, life.terms.stopLoss), (.takeProfit, .takeProfit, life.terms.takeProfit),
    ]
    guard wanted.contains(where: { $0.2 != nil }) else { return }
    if obstacles[order.number]?.code == FailureDetail.protectionMissing {
      obstacles[order.number] = nil
    }
    let children = try self.children(of: order)
    // Once one half has traded, the position is on its way out.
    guard !children.contains(where: { $0.life.filledQuantity.isPositive }) else { return }
    for (role, type, price) in wanted {
      guard let price else { continue }
      let own = children.filter { $0.role == role }
      var covered = Quantity.zero
      for child in own where !child.life.isFinal {
        covered = (try? covered + child.life.terms.quantity) ?? covered
      }
      guard let missing = try? life.filledQuantity - covered, missing.isPositive,
        // What a person cancelled, or the venue refused for good, is not placed again and again.
        !own.contains(where: { $0.life.isFinal && $0.life.state != .unsent })
      else { continue }
      try place(role, type, at: price, missing, for: order, number: own.count + 1)
    }
  }

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
    case .order(let stored, _) where stored.life.state == .unsent || stored.life.state == .rejected:
      obstacles[order.number] = FailureDetail(
        unprotected: role,
        FailureDetail(
          "NOT_PLACED", stored.life.state == .unsent ? .network : .venue,
          stored.life.fault?.message ?? stored.life.reason ?? "it was not taken"))
    case .order: break
    }
  }

  private func cancelOther(of order: StoredOrder) throws(LedgerError) {
    guard order.life.filledQuantity.isPositive, order.life.isFinal, let parent = order.parent
    else { return }
    var query = OrderQuery(scope: scope)
    query.parent = parent
    query.isFinal = false
    for other in try orders(query) where other.number != order.number {
      _ = try cancel(other, reason: "linked_order")
    }
  }

  /// What protected a position that was closed must not meet the next one.
  private func releaseProtection(after order: StoredOrder) throws(LedgerError) {
    guard order.life.isFinal, order.life.filledQuantity.isPositive else { return }
    let (symbol, side) = (order.life.terms.symbol, order.life.terms.positionSide)
    let left = try ledger.read { view throws(LedgerError) in
      let isHeld = try view.positions(in: scope, symbol: symbol)
        .contains { !$0.position.quantity.isZero && $0.positionSide == side }
      return isHeld ? [] : try protecting(symbol, side, view)
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
  fileprivate static let protectionMissing = "PROTECTION_MISSING"

  /// An entry has traded, and what was to protect it is not at the venue.
  fileprivate init(unprotected role: OrderRole, _ cause: FailureDetail) {
    self.init(
      Self.protectionMissing, cause.failureClass,
      "the \(role.rawValue) order is not at the venue: \(cause.message)",
      hint: "run 'tradectl order reconcile'")
    retry = .sameID
  }
}
