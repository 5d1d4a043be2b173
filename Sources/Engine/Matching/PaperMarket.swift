import Domain

/// Names a market of one paper exchange.
public struct MarketIndex: Hashable, Sendable {
  @usableFromInline let position: Int

  @inlinable init(_ position: Int) { self.position = position }
}

/// The prices between which nothing happens on a market.
@usableFromInline struct PriceWatch: Sendable {
  /// At or below it something happens; never below zero, so that no bad price passes.
  @usableFromInline var low: Int128 = 0
  /// At or above it something happens.
  @usableFromInline var high: Int128 = .max
  /// The last known price; zero before the first.
  @usableFromInline var last: Int128 = 0
}

/// What the exchange keeps for one market, beside its instrument.
struct PaperMarket: Sendable {
  let tick: Price
  let lot: Quantity
  let isSpot: Bool
  var position = Position()
  /// Of the open position.
  var leverage = Rate.one
  /// What orders get that do not say theirs; nil leaves it to the rules.
  var setLeverage: Rate?
  /// Cost over leverage, rounded up at the 18th digit.
  var margin = Notional.zero
  var liquidationPrice: Price?
  /// The last market event that tried to liquidate.
  var liquidationTurn = 0

  /// Slots of orders that execute at the next event, by priority.
  var waiting: [Int] = []
  var below = TriggerLadder()
  var above = TriggerLadder()
  /// Slots of the orders that protect the open position, by age.
  var protective: [Int] = []

  init(_ instrument: Instrument) {
    tick = instrument.tick
    lot = instrument.lot
    isSpot = instrument.symbol.kind == .spot
  }

  /// Whether a position here is the asset itself, paid in full.
  func isPaidInFull(_ leverage: Rate) -> Bool {
    isSpot && leverage == .one
  }

  /// How much of an order of this side would close something.
  func closable(_ side: Side) -> Quantity {
    guard let held = position.side, held.entrySide != side else { return .zero }
    return position.quantity.magnitude
  }
}
