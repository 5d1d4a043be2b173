package import Domain

/// A position as a venue tells it; one that is flat is not told.
package struct VenuePosition: Hashable, Sendable {
  package let symbol: Symbol
  package let side: PositionSide
  /// Base units, or quote units of an inverse contract; above zero.
  package let quantity: Quantity
  package let entryPrice: Price
  package let markPrice: Price?
  /// Notional over margin.
  package let leverage: Rate?
  package let unrealizedPnL: Notional?
  package let liquidationPrice: Price?
  /// Whether the account holds both sides of a market apart, so that its orders must name the side.
  package let isHedged: Bool
  /// Which money stands in for it, where orders that reduce it have to say so too; else nil.
  package let marginMode: MarginMode?

  package init(
    symbol: Symbol, side: PositionSide, quantity: Quantity, entryPrice: Price,
    markPrice: Price? = nil, leverage: Rate? = nil, unrealizedPnL: Notional? = nil,
    liquidationPrice: Price? = nil, isHedged: Bool = false, marginMode: MarginMode? = nil
  ) {
    self.symbol = symbol
    self.side = side
    self.quantity = quantity
    self.entryPrice = entryPrice
    self.markPrice = markPrice
    self.leverage = leverage
    self.unrealizedPnL = unrealizedPnL
    self.liquidationPrice = liquidationPrice
    self.isHedged = isHedged
    self.marginMode = marginMode
  }
}

extension VenuePosition {
  /// What it would gain at the mark price in the settlement currency: as the venue says, or else
  /// reckoned from its entry; nil where there is no mark.
  package var profit: Notional? {
    if let unrealizedPnL { return unrealizedPnL }
    guard let markPrice,
      let paid = try? symbol.settlementValue(of: quantity, at: entryPrice),
      let worth = try? symbol.settlementValue(of: quantity, at: markPrice)
    else { return nil }
    // Of an inverse contract it is the base units that change hands: fewer of them are dearer.
    return (side == .long) == symbol.isInverse ? try? paid - worth : try? worth - paid
  }
}
