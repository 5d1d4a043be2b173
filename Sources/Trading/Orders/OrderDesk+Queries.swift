package import Domain
package import Ledger
package import Lifecycle

extension OrderDesk {
  /// What can still be spent or put up as margin.
  ///
  /// - Returns: Zero where the venue does not tell.
  package func freeMoney() throws(LedgerError) -> Notional {
    switch market {
    case .paper(let paper):
      return try ledger.read { view throws(LedgerError) in
        try paper.open(view)
        return (try? paper.freeMargin) ?? .zero
      }
    case .venue(let client):
      return (try? basis(client))?.availableBalance ?? .zero
    }
  }

  /// What the account is worth; zero where the venue does not tell.
  package func equity() throws(LedgerError) -> Notional {
    switch market {
    case .paper(let paper):
      return try ledger.read { view throws(LedgerError) in
        try paper.open(view)
        return (try? paper.equity) ?? .zero
      }
    case .venue(let client):
      return (try? basis(client))?.equity ?? .zero
    }
  }

  /// The latest order of the account with a user's id.
  package func order(id: String) throws(LedgerError) -> StoredOrder? {
    try ledger.read { view throws(LedgerError) in try view.order(id: id, in: scope) }
  }

  /// An order by any of its names: the client order id, the user's own id, or the venue's.
  ///
  /// The user's id names what stands now: the order that took the place of one that was amended.
  package func order(named name: String) throws(LedgerError) -> StoredOrder? {
    try ledger.read { view throws(LedgerError) in
      if let order = try view.order(clientOrderID: name, in: scope) { return order }
      guard var order = try view.order(id: name, in: scope) else {
        return try view.order(orderID: name, in: scope)
      }
      while let next = try view.order(key: Self.keyOfReplacement(of: order), in: scope) {
        order = next
      }
      return order
    }
  }

  /// The name of the order that an order belongs to: the venue's, or else our own.
  package func orderID(ofParentOf order: StoredOrder) throws(LedgerError) -> String? {
    guard let parent = order.parent else { return nil }
    return try ledger.read { view throws(LedgerError) in
      let parent = try view.order(parent)
      return parent?.life.orderID ?? parent?.clientOrderID
    }
  }
}

extension OrderDesk {
  /// Orders of the ledger.
  package func orders(_ query: OrderQuery) throws(LedgerError) -> [StoredOrder] {
    try ledger.read { view throws(LedgerError) in try view.orders(query) }
  }
}

extension OrderDesk {
  /// Writes down what a person says of an order whose outcome is unknown.
  package func declare(
    _ event: OrderEvent, of order: StoredOrder
  ) throws(LedgerError) -> StoredOrder {
    try ledger.write(.durable) { transaction throws(LedgerError) in
      try transaction.record([event], of: order.number, at: clock.now())
    }
  }

  /// Everything that happened to an order, in order.
  package func events(of order: StoredOrder) throws(LedgerError) -> [StoredEvent] {
    try ledger.read { view throws(LedgerError) in try view.events(of: order.number) }
  }

  /// What an order has traded.
  package func fills(of order: StoredOrder) throws(LedgerError) -> [StoredFill] {
    var query = FillQuery(scope: scope)
    query.order = order.number
    return try ledger.read { view throws(LedgerError) in try view.fills(query) }
  }
}
