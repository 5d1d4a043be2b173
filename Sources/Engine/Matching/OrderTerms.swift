import Domain

/// What matters of an intent to the market, without any text: orders are copied a lot.
struct OrderTerms: Sendable {
  let type: OrderType
  var price: Price?
  var stopPrice: Price?
  var timeInForce = TimeInForce.goodTillCancelled
  var isPostOnly = false
  var stopLoss: Price?
  var takeProfit: Price?
  var leverage: Rate?
  /// Whether it closes whatever position there is.
  var isClose = false
  /// Whether the intent names another symbol than the market that it was sent to.
  var isMisdirected = false

  init(_ intent: Intent, in symbol: Symbol) {
    type = intent.type
    price = intent.price
    stopPrice = intent.stopPrice
    timeInForce = intent.timeInForce
    isPostOnly = intent.isPostOnly
    stopLoss = intent.stopLoss
    takeProfit = intent.takeProfit
    leverage = intent.leverage
    isClose = intent.quantity == nil
    isMisdirected = intent.symbol != symbol
  }

  init(_ type: OrderType, stopPrice: Price? = nil) {
    self.type = type
    self.stopPrice = stopPrice
  }
}
