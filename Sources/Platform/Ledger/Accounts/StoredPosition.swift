package import Domain

/// An open position, as the ledger's fills add up to it.
package struct StoredPosition: Hashable, Sendable {
  package let symbol: Symbol
  /// Which side it is where the account holds both of a market apart; nil where there is only one.
  package let positionSide: PositionSide?
  package var position: Position
  /// Nil where nobody has set any.
  package var leverage: Rate?
  /// Since it was opened, fees not counted.
  package var realizedProfit = Notional.zero
  package var fees = Notional.zero
  package var openedAt: Timestamp
  package var stopLoss: Price?
  package var takeProfit: Price?
  /// Of the order that opened it.
  package var strategy: String?
  /// What was ever bought into (or sold into) it, in the unit of its quantity, and what for.
  package var enteredQuantity = Quantity.zero
  package var enteredValue = Notional.zero
  /// What the parts that were closed brought (or cost).
  package var exitedValue = Notional.zero

  init(symbol: Symbol, positionSide: PositionSide? = nil, openedAt: Timestamp) {
    self.symbol = symbol
    self.positionSide = positionSide
    position = Position()
    self.openedAt = openedAt
  }
}

extension StoredPosition {
  /// The average entry price, half to even at the 18th digit; nil when flat.
  package var entryPrice: Price? {
    try? symbol.price(of: position.quantity.magnitude, for: position.cost)
  }
}

/// A position from its first fill to its last.
package struct ClosedPosition: Hashable, Sendable {
  package let symbol: Symbol
  package let side: PositionSide
  /// All that was ever entered, in base units, or quote units of an inverse contract.
  package let quantity: Quantity
  package let entryPrice: Price
  package let exitPrice: Price
  /// Fees not counted.
  package let realizedProfit: Notional
  package let fees: Notional
  package let openedAt: Timestamp
  package let closedAt: Timestamp
  /// Why it was closed: the closing order's reason or role.
  package let reason: String
  package let strategy: String?

  init(
    symbol: Symbol, side: PositionSide, quantity: Quantity, entryPrice: Price, exitPrice: Price,
    realizedProfit: Notional, fees: Notional, openedAt: Timestamp, closedAt: Timestamp,
    reason: String, strategy: String?
  ) {
    self.symbol = symbol
    self.side = side
    self.quantity = quantity
    self.entryPrice = entryPrice
    self.exitPrice = exitPrice
    self.realizedProfit = realizedProfit
    self.fees = fees
    self.openedAt = openedAt
    self.closedAt = closedAt
    self.reason = reason
    self.strategy = strategy
  }
}
