/// What is held of one instrument, with its exact cost.
///
/// The cost is stored, not the average price: closing a part releases
/// `cost × closed / held`, rounded half to even at the 18th fraction digit, and the remainder
/// stays, so that realized profit over any sequence of fills adds up to the last digit.
///
/// Of an inverse contract the quantity is in quote units, and the cost in base units.
public struct Position: Hashable, Sendable {
  /// Base units held; negative when short.
  public private(set) var quantity: Quantity = .zero
  /// What the held quantity was bought (long) or sold (short) for; never negative.
  public private(set) var cost: Notional = .zero

  public init() {}

  /// A position that is already open.
  ///
  /// - Parameters:
  ///   - quantity: Negative when short.
  ///   - entryPrice: The average price.
  /// - Throws: `.overflow`.
  public init(quantity: Quantity, entryPrice: Price) throws(DecimalError) {
    self.quantity = quantity
    cost = try entryPrice * quantity.magnitude
  }

  /// A position as it was stored.
  ///
  /// - Parameters:
  ///   - quantity: Negative when short.
  ///   - cost: What the quantity was bought or sold for; zero when flat.
  public init(quantity: Quantity, cost: Notional) {
    self.quantity = quantity
    self.cost = cost
  }

  public var isFlat: Bool { quantity.isZero }

  /// Long, short, or nil when flat.
  public var side: PositionSide? {
    quantity.isZero ? nil : (quantity.isPositive ? .long : .short)
  }

  /// The average entry price, half to even at the 18th digit; nil when flat.
  public var entryPrice: Price? {
    try? cost.divided(by: quantity.magnitude, rounding: .toNearestOrEven)
  }

  /// Takes an execution in, opening, closing or both.
  ///
  /// - Parameters:
  ///   - side: The side that traded.
  ///   - amount: Base units, above zero.
  ///   - price: The price that was traded at.
  /// - Returns: The profit that the closed part realized, fees not counted; zero when opening.
  /// - Throws: `.overflow`; the position is then as it was.
  @discardableResult
  public mutating func trade(
    _ side: Side, _ amount: Quantity, at price: Price
  ) throws(DecimalError) -> Notional {
    let closed = closedPart(of: amount, side)
    // Of the money that changed hands, what does not pay for the closed part opens the rest.
    let value = try price * amount
    let closedValue = closed == amount ? value : try price * closed
    return try take(side, amount, for: value, closing: closed, for: closedValue)
  }

  /// Takes an execution in a market in; sizes of inverse ones are in quote units.
  ///
  /// - Returns: As above, in the settlement currency.
  @discardableResult
  public mutating func trade(
    _ side: Side, _ amount: Quantity, at price: Price, in symbol: Symbol
  ) throws(DecimalError) -> Notional {
    guard symbol.isInverse else { return try trade(side, amount, at: price) }
    let closed = closedPart(of: amount, side)
    let value = try symbol.settlementValue(of: amount, at: price)
    let closedValue =
      closed == amount ? value : try symbol.settlementValue(of: closed, at: price)
    // Who buys quote units gives base units for them.
    return -(try take(side, amount, for: value, closing: closed, for: closedValue))
  }

  /// What of an amount that trades makes the position smaller.
  private func closedPart(of amount: Quantity, _ side: Side) -> Quantity {
    let isClosing = !quantity.isZero && quantity.isPositive == (side == .sell)
    return isClosing ? min(quantity.magnitude, amount) : .zero
  }

  private mutating func take(
    _ side: Side, _ amount: Quantity, for value: Notional, closing closed: Quantity,
    for closedValue: Notional
  ) throws(DecimalError) -> Notional {
    let held = quantity.magnitude
    var next = self
    var realized = Notional.zero
    if closed.isPositive {
      let released =
        closed == held ? cost : try cost.portion(closed, of: held, rounding: .toNearestOrEven)
      realized = side == .sell ? try closedValue - released : try released - closedValue
      next.cost = try next.cost - released
    }
    next.cost = try next.cost + (value - closedValue)
    next.quantity = side == .buy ? try quantity + amount : try quantity - amount
    self = next
    return realized
  }

  /// What the position would gain if it were closed at `price`, fees not counted.
  public func unrealizedProfit(at price: Price) throws(DecimalError) -> Notional {
    let value = try price * quantity.magnitude
    return quantity.isNegative ? try cost - value : try value - cost
  }

  /// The same in the settlement currency of a market, inverse ones too.
  public func unrealizedProfit(
    at price: Price, in symbol: Symbol
  ) throws(DecimalError) -> Notional {
    guard symbol.isInverse else { return try unrealizedProfit(at: price) }
    let value = try symbol.settlementValue(of: quantity.magnitude, at: price)
    return quantity.isNegative ? try value - cost : try cost - value
  }

  /// What the position is worth at `price`, without sign.
  public func notional(at price: Price) throws(DecimalError) -> Notional {
    try price * quantity.magnitude
  }
}
