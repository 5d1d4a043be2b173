package import Domain

/// An order in the form that it leaves in.
package struct PlaceRequest: Hashable, Sendable {
  package var clientOrderID: String
  package var symbol: Symbol
  package var side: Side
  package var type: OrderType
  /// In base units, or quote units of an inverse contract; not sent where `quoteQuantity` takes its place.
  package var quantity: Quantity
  /// What a market order on spot spends, or brings in, in the quote currency.
  package var quoteQuantity: Notional?
  /// What of the quantity the book shows at a time; nil for all of it.
  package var icebergQuantity: Quantity?
  package var price: Price?
  /// The price that triggers it; that from which on it trails where `trailingPercent` is given.
  package var stopPrice: Price?
  /// How far a stop follows the best price that the market has had, in percent of it.
  package var trailingPercent: Rate?
  package var timeInForce: TimeInForce
  package var isPostOnly: Bool
  package var isReduceOnly: Bool
  package var leverage: Rate?
  package var positionSide: PositionSide?
  /// Which money stands in, where a venue wants that with each order; nil for what is usual there.
  package var marginMode: MarginMode?
  /// The venue must refuse the request when it arrives later; nil leaves it valid for ever.
  package var validUntil: Timestamp?

  package init(
    clientOrderID: String, symbol: Symbol, side: Side, type: OrderType, quantity: Quantity,
    price: Price? = nil, stopPrice: Price? = nil, timeInForce: TimeInForce = .goodTillCancelled,
    isPostOnly: Bool = false, isReduceOnly: Bool = false, leverage: Rate? = nil,
    positionSide: PositionSide? = nil, validUntil: Timestamp? = nil,
    quoteQuantity: Notional? = nil, icebergQuantity: Quantity? = nil, trailingPercent: Rate? = nil,
    marginMode: MarginMode? = nil
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
    self.marginMode = marginMode
    self.validUntil = validUntil
    self.quoteQuantity = quoteQuantity
    self.icebergQuantity = icebergQuantity
    self.trailingPercent = trailingPercent
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
