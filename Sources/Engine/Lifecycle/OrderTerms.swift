package import Domain

/// What was ordered.
package struct OrderTerms: Hashable, Sendable {
  package let symbol: Symbol
  package let side: Side
  package let type: OrderType
  /// In base units, or quote units of an inverse contract; above zero.
  package var quantity: Quantity
  /// What of the quantity the book shows at a time, in the same unit; nil for all of it.
  package var icebergQuantity: Quantity?
  package var price: Price?
  package var stopPrice: Price?
  /// How far a stop follows the best price that the market has had, in percent of it.
  package var trailingPercent: Rate?
  package var timeInForce = TimeInForce.goodTillCancelled
  package var isPostOnly = false
  package var isReduceOnly = false
  /// Which of two positions is meant, where an account holds both sides of a market apart.
  package var positionSide: PositionSide?
  /// Where a protective stop is to stand once the order has filled.
  package var stopLoss: Price?
  /// Where a protective take-profit is to stand once the order has filled.
  package var takeProfit: Price?
  package var leverage: Rate?
  /// From when on the order is to be cancelled, or refused if it has not arrived.
  package var validUntil: Timestamp?

  package init(symbol: Symbol, side: Side, type: OrderType, quantity: Quantity) {
    self.symbol = symbol
    self.side = side
    self.type = type
    self.quantity = quantity
  }

  /// The terms of an intent; nil for one without a quantity.
  package init?(_ intent: Intent, validUntil: Timestamp? = nil) {
    guard let quantity = intent.quantity, quantity.isPositive else { return nil }
    self.init(symbol: intent.symbol, side: intent.side, type: intent.type, quantity: quantity)
    icebergQuantity = intent.icebergQuantity
    price = intent.price
    stopPrice = intent.stopPrice
    trailingPercent = intent.trailingPercent
    timeInForce = intent.timeInForce
    isPostOnly = intent.isPostOnly
    isReduceOnly = intent.isReduceOnly
    positionSide = intent.positionSide
    stopLoss = intent.stopLoss
    takeProfit = intent.takeProfit
    leverage = intent.leverage
    self.validUntil = validUntil
  }
}
