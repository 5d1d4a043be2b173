/// An order that is wished for, before any rule has looked at it.
public struct Intent: Hashable, Sendable {
  public var symbol: Symbol
  public var side: Side
  public var type: OrderType
  /// In base units, or quote units of an inverse contract; nil closes whatever position there is.
  public var quantity: Quantity?
  /// What of the quantity the book shows at a time, in the same unit; nil for all of it.
  public var icebergQuantity: Quantity?
  /// The limit price.
  public var price: Price?
  /// The price that triggers a stop, stop-limit or take-profit order, or from which on it trails.
  public var stopPrice: Price?
  /// How far a stop follows the best price that the market has had, in percent of it.
  public var trailingPercent: Rate?
  public var timeInForce: TimeInForce = .goodTillCancelled
  public var isPostOnly = false
  public var isReduceOnly = false
  /// Which of two positions is meant, where an account holds both sides of a market apart.
  public var positionSide: PositionSide?
  /// Where a protective stop is to stand once the order has filled.
  public var stopLoss: Price?
  /// Where a protective take-profit is to stand once the order has filled.
  public var takeProfit: Price?
  /// Notional over margin, from 1; nil means the account's own setting.
  public var leverage: Rate?
  /// The strategy that results are counted under.
  public var strategy: String?
  /// The user's own name of the order.
  public var id: String?

  public init(symbol: Symbol, side: Side, type: OrderType = .market, quantity: Quantity?) {
    self.symbol = symbol
    self.side = side
    self.type = type
    self.quantity = quantity
  }
}
