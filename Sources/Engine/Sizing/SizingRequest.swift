public import Domain

/// One trade to be sized.
public struct SizingRequest: Hashable, Sendable {
  public var method: SizingMethod
  /// What the account is worth, above zero.
  public var equity: Notional
  public var side: Side
  /// Where the order is expected to fill, above zero.
  public var entry: Price
  /// Below the entry of a buy, above that of a sell; the ATR method replaces it by its own.
  public var stop: Price?
  /// Notional over margin, in 1...125.
  public var leverage: Rate
  /// Multiplies the quantity before the caps, in 0...1.
  public var confidence: Rate

  @inlinable
  public init(
    method: SizingMethod, equity: Notional, side: Side, entry: Price, stop: Price? = nil,
    leverage: Rate = .one, confidence: Rate = .one
  ) {
    self.method = method
    self.equity = equity
    self.side = side
    self.entry = entry
    self.stop = stop
    self.leverage = leverage
    self.confidence = confidence
  }
}
