internal import Domain

/// What a fill does to the position of its symbol.
struct PositionBook {
  /// A position that a fill has ended.
  final class Closed {
    let position: StoredPosition
    let side: PositionSide
    let entryPrice: Price
    let exitPrice: Price
    let closedAt: Timestamp

    init(_ position: StoredPosition, _ side: PositionSide, at time: Timestamp) throws(DecimalError)
    {
      let (symbol, quantity) = (position.symbol, position.enteredQuantity)
      self.position = position
      self.side = side
      entryPrice = try symbol.price(of: quantity, for: position.enteredValue)
      exitPrice = try symbol.price(of: quantity, for: position.exitedValue)
      closedAt = time
    }
  }

  private let symbol: Symbol
  /// Which side it is of, where an account holds both apart.
  private let positionSide: PositionSide?
  /// Nil while nothing is held.
  private(set) var held: StoredPosition?
  /// What the last fill has ended.
  private(set) var closed: Closed?
  /// What the last fill realized.
  private(set) var realizedProfit = Notional.zero

  init(symbol: Symbol, positionSide: PositionSide?, held: StoredPosition?) {
    self.symbol = symbol
    self.positionSide = positionSide
    self.held = held
  }

  /// Takes a fill in; one that is larger than the position closes it and opens the opposite.
  mutating func take(_ fill: Fill, strategy: String?) throws(DecimalError) {
    let before = held?.position ?? Position()
    var after = before
    closed = nil
    realizedProfit = try after.trade(fill.side, fill.quantity, at: fill.price, in: symbol)

    var opened = fill.quantity
    var openedValue = try symbol.settlementValue(of: fill.quantity, at: fill.price)
    var openedFee = fill.fee
    if let side = before.side, side.entrySide != fill.side, var position = held {
      let part = min(before.quantity.magnitude, opened)
      let isWhole = part == opened
      let value = isWhole ? openedValue : try symbol.settlementValue(of: part, at: fill.price)
      // Of the fee, the share of what it closes; the remainder belongs to what it opens.
      let fee =
        isWhole ? openedFee : try openedFee.portion(part, of: opened, rounding: .toNearestOrEven)
      position.realizedProfit = try position.realizedProfit + realizedProfit
      position.exitedValue = try position.exitedValue + value
      position.fees = try position.fees + fee
      position.position = after
      opened = try opened - part
      openedValue = try openedValue - value
      openedFee = try openedFee - fee
      let isOver = part == before.quantity.magnitude
      if isOver { closed = try Closed(position, side, at: fill.time) }
      held = isOver ? nil : position
    }
    guard opened.isPositive else { return }
    var position =
      held
      ?? StoredPosition(
        symbol: symbol, positionSide: positionSide, openedAt: fill.time)
    if held == nil { position.strategy = strategy }
    position.position = after
    position.enteredQuantity = try position.enteredQuantity + opened
    position.enteredValue = try position.enteredValue + openedValue
    position.fees = try position.fees + openedFee
    held = position
  }
}
