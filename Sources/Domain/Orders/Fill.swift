/// One execution of an order, or a part of one.
public struct Fill: Hashable, Sendable {
  public let side: Side
  public let price: Price
  /// Base units, or quote units of an inverse contract; above zero.
  public let quantity: Quantity
  /// In the settlement currency; negative is a rebate.
  public let fee: Notional
  public let liquidity: Liquidity
  public let time: Timestamp

  public init(
    side: Side, price: Price, quantity: Quantity, fee: Notional, liquidity: Liquidity,
    time: Timestamp
  ) {
    self.side = side
    self.price = price
    self.quantity = quantity
    self.fee = fee
    self.liquidity = liquidity
    self.time = time
  }
}
