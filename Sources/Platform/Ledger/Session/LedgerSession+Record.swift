internal import Domain
internal import Lifecycle
internal import Signing

extension LedgerSession {
  private static let highestOrder = Query("SELECT max(number) FROM orders")
  private static let knownFill = Query(
    "SELECT event FROM fills WHERE account = $1 AND symbol = $2 AND fill_id = $3")
  private static let addFill = Query(
    """
    INSERT INTO fills (account, symbol, \(FillRow.columns)) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    """)

  /// Writes a new order with the event that it begins with, and those that follow at once.
  func insert(
    _ content: OrderContent, _ life: consuming OrderLife, beginning kind: OrderEvent.Kind,
    then transitions: [Transition] = []
  ) throws(LedgerError) -> StoredOrder {
    // Whoever looks for the order before it is in the table asks for its account first.
    _ = try self.number(of: content.scope)
    let number = try nextOrderNumber()
    // The beginning has the terms as they were ordered; none of what follows at once changes them.
    var event = try appendBeginning(kind, of: number, content, life)
    for transition in transitions {
      event = try append(transition, of: number, after: event)
    }
    let order = StoredOrder(content, life: life, number: number, lastEvent: event)
    lastOrder = number
    keep(order, isNew: true)
    return order
  }

  func adopt(
    _ content: OrderContent, terms: OrderTerms, orderID: String?, at time: Timestamp
  ) throws(LedgerError) -> StoredOrder {
    try insert(
      content, OrderLife(adopting: terms, orderID: orderID, at: time), beginning: .adopted)
  }

  func record(
    _ events: [OrderEvent], of number: Int64, at time: Timestamp
  ) throws(LedgerError) -> StoredOrder {
    guard let order = try order(number) else { throw .noOrder(number) }
    var life = order.life
    var lastEvent = order.lastEvent
    for event in events {
      if case .filled(let execution) = event, try isKnown(execution, of: order) { continue }
      let transition = try advance(&life, by: event, of: number, at: time)
      try keep(transition, of: order, &lastEvent)
    }
    guard lastEvent != order.lastEvent else { return order }
    let changed = StoredOrder(order, life: life, lastEvent: lastEvent)
    keep(changed, isNew: false)
    return changed
  }

  /// Applies an event, or says in the ledger's words why it cannot be.
  func advance(
    _ life: inout OrderLife, by event: OrderEvent, of number: Int64, at time: Timestamp
  ) throws(LedgerError) -> Transition {
    do throws(IllegalTransition) {
      return try life.apply(event, at: time)
    } catch {
      throw .illegal(order: number, error)
    }
  }

  private func keep(
    _ transition: Transition, of order: StoredOrder, _ lastEvent: inout Int64
  ) throws(LedgerError) {
    lastEvent = try append(transition, of: order.number, after: lastEvent)
    guard case .filled(let execution) = transition.event else { return }
    let realized = try trade(execution, of: order)
    let account = try number(of: order.scope)
    let fill = execution.fill
    try database.run(Self.addFill) { row in
      row.add(account)
      row.add(order.life.terms.symbol.description)
      row.add(order.number)
      row.add(execution.id)
      row.add(fill.side.rawValue)
      row.add(fill.price)
      row.add(fill.quantity)
      row.add(fill.fee)
      row.add(execution.feeAsset)
      row.add(fill.liquidity.rawValue)
      row.add(realized)
      row.add(fill.time)
      row.add(lastEvent)
    }
  }

  /// Whether the account has a fill of this name already.
  private func isKnown(
    _ execution: OrderFill, of order: StoredOrder
  ) throws(LedgerError) -> Bool {
    let account = try number(of: order.scope)
    let event = try database.number(Self.knownFill) { row in
      row.add(account)
      row.add(order.life.terms.symbol.description)
      row.add(execution.id)
    }
    return event != nil
  }

  private func nextOrderNumber() throws(LedgerError) -> Int64 {
    if let lastOrder { return lastOrder + 1 }
    try writeOrders()
    return (try database.number(Self.highestOrder) ?? 0) + 1
  }
}
