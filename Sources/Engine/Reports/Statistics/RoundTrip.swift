package import Domain

/// A position from its first fill until it was flat or had turned around.
package struct RoundTrip: Hashable, Sendable {
  package let symbol: Symbol
  /// The strategy of the fill that opened it; nil where none was named.
  package let strategy: String?
  package let side: PositionSide
  package let openTime: Timestamp
  package let closeTime: Timestamp
  /// Base units closed over its whole life.
  package let quantity: Quantity
  /// The average price of the fills that opened it; nil when it was open before the run.
  package let entryPrice: Price?
  /// The average price of the fills that closed it.
  package let exitPrice: Price
  package let fees: Notional
  /// Realized profit less fees.
  package let profit: Notional

  package init(
    symbol: Symbol, strategy: String?, side: PositionSide, openTime: Timestamp,
    closeTime: Timestamp, quantity: Quantity, entryPrice: Price?, exitPrice: Price,
    fees: Notional, profit: Notional
  ) {
    self.symbol = symbol
    self.strategy = strategy
    self.side = side
    self.openTime = openTime
    self.closeTime = closeTime
    self.quantity = quantity
    self.entryPrice = entryPrice
    self.exitPrice = exitPrice
    self.fees = fees
    self.profit = profit
  }

  /// How long it was open; zero when the times are out of order.
  package var holdingTime: TimeInterval { max(.zero, closeTime.since(openTime)) }
}

/// A round trip that is not over.
struct OpenRoundTrip: Hashable, Sendable {
  let symbol: Symbol
  let strategy: String?
  let side: PositionSide
  let openTime: Timestamp
  /// Whether all of it was opened by fills of the run, so that its entry price is known.
  let isComplete: Bool
  private var opened = Leg()
  private var closed = Leg()
  private var fees = Notional.zero
  private var realized = Notional.zero

  /// The fills that went one way: how much, and for what money.
  private struct Leg: Hashable, Sendable {
    var quantity = Quantity.zero
    var notional = Notional.zero

    mutating func add(_ amount: Quantity, at price: Price) throws(DecimalError) {
      quantity = try quantity + amount
      notional = try notional + price * amount
    }

    /// The average price; nil without a fill.
    var price: Price? { try? notional.divided(by: quantity, rounding: .toNearestOrEven) }
  }

  init(
    symbol: Symbol, strategy: String?, side: PositionSide, openTime: Timestamp, isComplete: Bool
  ) {
    self.symbol = symbol
    self.strategy = strategy
    self.side = side
    self.openTime = openTime
    self.isComplete = isComplete
  }

  mutating func open(_ amount: Quantity, at price: Price, fee: Notional) throws(DecimalError) {
    try opened.add(amount, at: price)
    fees = try fees + fee
  }

  mutating func close(
    _ amount: Quantity, at price: Price, fee: Notional, realized profit: Notional
  ) throws(DecimalError) {
    try closed.add(amount, at: price)
    fees = try fees + fee
    realized = try realized + profit
  }

  func finished(at time: Timestamp) throws(DecimalError) -> RoundTrip {
    RoundTrip(
      symbol: symbol, strategy: strategy, side: side, openTime: openTime, closeTime: time,
      quantity: closed.quantity, entryPrice: isComplete ? opened.price : nil,
      exitPrice: closed.price ?? .zero, fees: fees, profit: try realized - fees)
  }
}
