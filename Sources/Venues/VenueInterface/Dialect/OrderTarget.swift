package import Domain

/// An order of a venue, with what some venues want to be told of it again.
package struct OrderTarget: Hashable, Sendable {
  package var market: Instrument
  package var clientOrderID: String?
  package var orderID: String?
  package var side: Side
  /// Nil for an order of a type that is none of ours.
  package var type: OrderType?
  package var quantity: Quantity
  package var price: Price?
  package var stopPrice: Price?
  /// How long ago it was placed; nil where nobody knows.
  package var age: TimeInterval?

  /// At least one of the two ids is given.
  package init(
    _ market: Instrument, clientOrderID: String?, orderID: String? = nil, side: Side,
    type: OrderType?, quantity: Quantity, price: Price? = nil, stopPrice: Price? = nil
  ) {
    precondition(clientOrderID != nil || orderID != nil, "An order is meant by one of its ids")
    self.market = market
    self.clientOrderID = clientOrderID
    self.orderID = orderID
    self.side = side
    self.type = type
    self.quantity = quantity
    self.price = price
    self.stopPrice = stopPrice
  }
}
