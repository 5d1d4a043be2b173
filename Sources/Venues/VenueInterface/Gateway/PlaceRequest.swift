package import Domain

/// An order in the form that it leaves in.
package struct PlaceRequest: Hashable, Sendable {
  package var clientOrderID: String
  package var symbol: Symbol
  package var side: Side
  package var type: OrderType
  package var quantity: Quantity
  package var price: Price?
  package var stopPrice: Price?
  package var timeInForce: TimeInForce
  package var isPostOnly: Bool
  package var isReduceOnly: Bool
  package var leverage: Rate?
  package var positionSide: PositionSide?
  /// The venue must refuse the request when it arrives later; nil leaves it valid for ever.
  package var validUntil: Timestamp?

  package init(
    clientOrderID: String, symbol: Symbol, side: Side, type: OrderType, quantity: Quantity,
    price: Price? = nil, stopPrice: Price? = nil, timeInForce: TimeInForce = .goodTillCancelled,
    isPostOnly: Bool = false, isReduceOnly: Bool = false, leverage: Rate? = nil,
    positionSide: PositionSide? = nil, validUntil: Timestamp? = nil
  ) {
    self.clientOrderID = clientOrderID
    self.symbol = symbol
    self.side = side
    self.type = type
    self.quantity = quantity
    self.price = price
    self.stopPrice = stopPrice
    self.timeInForce = timeInForce
    self.isPostOnly = isPostOnly
    self.isReduceOnly = isReduceOnly
    self.leverage = leverage
    self.positionSide = positionSide
    self.validUntil = validUntil
  }
}

/// Which order of a venue is meant; at least one of the two ids is there.
package struct OrderReference: Hashable, Sendable {
  package var symbol: Symbol
  package var clientOrderID: String?
  package var orderID: String?

  package init(symbol: Symbol, clientOrderID: String?, orderID: String? = nil) {
    precondition(clientOrderID != nil || orderID != nil, "An order is meant by one of its ids")
    self.symbol = symbol
    self.clientOrderID = clientOrderID
    self.orderID = orderID
  }
}
