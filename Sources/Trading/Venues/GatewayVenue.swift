package import Domain
package import Ledger
internal import Lifecycle
internal import Synchronization
package import Transport
package import VenueInterface

/// A venue that another program stands for: each question is a line, and so is its answer.
package final class GatewayVenue: VenueClient {
  private let connection: GatewayConnection
  private let modes = Mutex(PositionModes())

  package init(_ connection: GatewayConnection) { self.connection = connection }

  package func capabilities() throws(VenueError) -> VenueCapabilities {
    try connection.capabilities()
  }

  package func place(journaled order: JournaledOrder) throws(VenueError) -> VenueOrder {
    try connection.ask(.place(PlaceRequest(order.stored)))
  }

  package func cancel(_ order: StoredOrder) throws(VenueError) -> VenueOrder {
    try connection.ask(.cancel(OrderReference(order)))
  }

  package func cancel(_ order: VenueOrder) throws(VenueError) -> VenueOrder {
    try connection.ask(
      .cancel(
        OrderReference(
          symbol: order.symbol, clientOrderID: order.clientOrderID, orderID: order.orderID)))
  }

  package func amend(
    _ order: StoredOrder, quantity: Quantity?, price: Price?, stopPrice: Price?
  ) throws(VenueError) -> VenueOrder {
    try connection.ask(
      .amend(OrderReference(order), quantity: quantity, price: price, stopPrice: stopPrice))
  }

  package func order(_ order: StoredOrder) throws(VenueError) -> VenueOrder? {
    do throws(VenueError) {
      return try connection.ask(.order(OrderReference(order)))
    } catch {
      if case .notFound = error { return nil }
      throw error
    }
  }

  package func openOrders(in symbol: Symbol?) throws(VenueError) -> [VenueOrder] {
    try connection.ask(.openOrders(symbol))
  }

  package func fills(of order: StoredOrder) throws(VenueError) -> [VenueFill] {
    try connection.ask(
      .fills(order.life.terms.symbol, clientOrderID: order.clientOrderID))
  }

  package func positions() throws(VenueError) -> [VenuePosition] {
    let positions = try connection.ask(.positions)
    modes.withLock { $0.note(positions) }
    return positions
  }

  package func holdsSidesApart(in symbol: Symbol) -> Bool? {
    // A gateway need not say what it does not know: only its yes is an answer.
    let isApart = modes.withLock { $0.holdsSidesApart(in: symbol, isPerMarket: true) }
    return isApart == true ? true : nil
  }

  package func balances() throws(VenueError) -> [Balance] { try connection.ask(.balances) }

  package func setLeverage(_ leverage: Rate, in symbol: Symbol) throws(VenueError) {
    _ = try connection.ask(.leverage(symbol, leverage))
  }

  package func price(of symbol: Symbol) throws(VenueError) -> QuotedPrice? {
    do throws(VenueError) {
      let ticker = try connection.ask(.ticker(symbol))
      return QuotedPrice(ticker.price, at: ticker.time)
    } catch {
      // A gateway need not have prices.
      if case .notFound = error { return nil }
      if case .rejected = error { return nil }
      throw error
    }
  }
}

extension OrderReference {
  fileprivate init(_ order: StoredOrder) {
    self.init(
      symbol: order.life.terms.symbol, clientOrderID: order.clientOrderID,
      orderID: order.life.orderID)
  }
}
