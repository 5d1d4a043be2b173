package import Domain

/// An order as a venue tells it stands.
package struct VenueOrder: Hashable, Sendable {
  /// Nil for an order that was placed without one; then there is an `orderID`.
  package let clientOrderID: String?
  /// Nil where the venue gave no name of its own; then there is a `clientOrderID`.
  package let orderID: String?
  package let symbol: Symbol
  package let side: Side
  /// Nil for a type that is none of ours.
  package let type: OrderType?
  /// One of `pending`, `accepted`, `partiallyFilled`, `filled`, `cancelled`, `expired`, `rejected`; and
  /// `unknown` where the venue has the order, and does not tell what became of it.
  package let status: OrderStatus
  /// Base units, or quote units of an inverse contract; zero for an order that closes whatever position there is.
  package let quantity: Quantity
  /// What has traded so far, in the same unit; not below zero.
  package let filledQuantity: Quantity
  /// Over what has traded; nil where nothing has, or the venue does not tell.
  package let averagePrice: Price?
  package let price: Price?
  package let stopPrice: Price?
  /// How far it follows the best price that the market has had, in percent of it.
  package let trailingPercent: Rate?
  package let isReduceOnly: Bool
  /// The fills that came with the order; a venue need not tell all of them here.
  package let fills: [VenueFill]
  /// The venue's own words, mostly on why it ended.
  package let reason: String?

  package init(
    clientOrderID: String?, orderID: String?, symbol: Symbol, side: Side, type: OrderType?,
    status: OrderStatus, quantity: Quantity, filledQuantity: Quantity = .zero,
    averagePrice: Price? = nil, price: Price? = nil, stopPrice: Price? = nil,
    trailingPercent: Rate? = nil, isReduceOnly: Bool = false, fills: [VenueFill] = [],
    reason: String? = nil
  ) {
    self.clientOrderID = clientOrderID
    self.orderID = orderID
    self.symbol = symbol
    self.side = side
    self.type = type
    self.status = status
    self.quantity = quantity
    self.filledQuantity = filledQuantity
    self.averagePrice = averagePrice
    self.price = price
    self.stopPrice = stopPrice
    self.trailingPercent = trailingPercent
    self.isReduceOnly = isReduceOnly
    self.fills = fills
    self.reason = reason
  }
}
