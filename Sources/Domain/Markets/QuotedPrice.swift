/// What a market pays, as somebody says it.
public struct QuotedPrice: Hashable, Sendable {
  public var price: Price
  /// When the market paid it; nil where nobody says.
  public var time: Timestamp?

  @inlinable
  public init(_ price: Price, at time: Timestamp?) {
    self.price = price
    self.time = time
  }

  /// How old it is; nil where nobody knows.
  ///
  /// A price from a clock that is ahead is of now.
  public func age(at now: Timestamp) -> TimeInterval? {
    time.map { max(.zero, now.since($0)) }
  }
}
