/// What was traded between two times: first, highest, lowest and last price, and how much.
public struct Candle: Hashable, Sendable {
  /// The first moment it covers.
  public var openTime: Timestamp
  public var open: Price
  public var high: Price
  public var low: Price
  public var close: Price
  /// Base units.
  public var volume: Quantity

  @inlinable
  public init(
    openTime: Timestamp, open: Price, high: Price, low: Price, close: Price, volume: Quantity
  ) {
    self.openTime = openTime
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.volume = volume
  }

  /// Whether the high is the highest, the low the lowest and every price above zero.
  @inlinable public var isConsistent: Bool {
    low.isPositive && low <= open && low <= close && high >= open && high >= close
      && !volume.isNegative
  }
}
