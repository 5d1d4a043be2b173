package import Domain

/// One execution as a venue tells it.
package struct VenueFill: Hashable, Sendable {
  /// The venue's name of the fill, unique in the account.
  package let fillID: String
  /// Nil for an order that was placed without one.
  package let clientOrderID: String?
  package let orderID: String?
  package let symbol: Symbol
  package let side: Side
  package let price: Price
  /// Base units, or quote units of an inverse contract; above zero.
  package let quantity: Quantity
  /// In `feeAsset`; negative is a rebate.
  package let fee: Notional
  /// Nil where the fee is zero and the venue names no asset.
  package let feeAsset: String?
  /// Nil where the venue does not tell.
  package let liquidity: Liquidity?
  package let time: Timestamp

  package init(
    fillID: String, clientOrderID: String?, orderID: String?, symbol: Symbol, side: Side,
    price: Price, quantity: Quantity, fee: Notional, feeAsset: String?, liquidity: Liquidity?,
    time: Timestamp
  ) {
    self.fillID = fillID
    self.clientOrderID = clientOrderID
    self.orderID = orderID
    self.symbol = symbol
    self.side = side
    self.price = price
    self.quantity = quantity
    self.fee = fee
    self.feeAsset = feeAsset
    self.liquidity = liquidity
    self.time = time
  }
}
