/// What is held of one instrument, with its exact cost.
///
/// The cost is stored, not the average price: closing a part releases
/// `cost × closed / held`, rounded half to even at the 18th fraction digit, and the remainder
/// stays, so that realized profit over any sequence of fills adds up to the last digit.
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
    let held = quantity.magnitude
    let isClosing = !quantity.isZero && quantity.isPositive == (side == .sell)
    let closed = isClosing ? min(held, amount) : .zero
    // Of the money that changed hands, what does not pay for the closed part opens the rest.
    let value = try price * amount
    let closedValue = closed == amount ? value : try price * closed
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

  /// What the position is worth at `price`, without sign.
  public func notional(at price: Price) throws(DecimalError) -> Notional {
    try price * quantity.magnitude
  }
}
