internal import Domain
package import Lifecycle
internal import Synchronization
package import VenueInterface

extension DialectVenue {
  package func check(_ order: OrderTerms) throws(VenueError) {
    let shape = order.withoutPrices
    if checked.withLock({ $0 != shape }) {
      try checkShape(of: order)
      checked.withLock { $0 = shape }
    }
    // A position can be closed with any key.
    if !order.isReduceOnly { try client.approveKey() }
  }

  private func checkShape(of order: OrderTerms) throws(VenueError) {
    let request = PlaceRequest(
      clientOrderID: someName, symbol: order.symbol, side: order.side,
      type: order.type, quantity: order.quantity, price: order.price, stopPrice: order.stopPrice,
      timeInForce: order.timeInForce, isPostOnly: order.isPostOnly,
      isReduceOnly: order.isReduceOnly, leverage: order.leverage,
      positionSide: order.positionSide, icebergQuantity: order.icebergQuantity,
      trailingPercent: order.trailingPercent)
    _ = try placing(request)
  }
}

extension OrderTerms {
  /// What a venue has or has not: which prices there are counts, and not what they are.
  fileprivate var withoutPrices: OrderTerms {
    var terms = self
    terms.price = price.map { _ in Price(1) }
    terms.stopPrice = stopPrice.map { _ in Price(1) }
    terms.stopLoss = nil
    terms.takeProfit = nil
    terms.validUntil = nil
    return terms
  }
}
