/// A trade that happened on a venue.
public struct Trade: Hashable, Sendable {
  /// The venue's time.
  public var time: Timestamp
  public var price: Price
  /// Base units.
  public var quantity: Quantity
  /// The side that took liquidity, where the venue says it.
  public var aggressor: Side?

  @inlinable
  public init(time: Timestamp, price: Price, quantity: Quantity, aggressor: Side? = nil) {
    self.time = time
    self.price = price
    self.quantity = quantity
    self.aggressor = aggressor
  }
}
