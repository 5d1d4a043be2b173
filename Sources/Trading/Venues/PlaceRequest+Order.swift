internal import Ledger
internal import Lifecycle
internal import VenueInterface

extension PlaceRequest {
  /// An order of the ledger in the form that it leaves in; sending it takes more than that.
  init(_ order: StoredOrder) {
    let terms = order.life.terms
    self.init(
      clientOrderID: order.clientOrderID, symbol: terms.symbol, side: terms.side,
      type: terms.type, quantity: terms.quantity, price: terms.price,
      stopPrice: terms.stopPrice, timeInForce: terms.timeInForce, isPostOnly: terms.isPostOnly,
      isReduceOnly: terms.isReduceOnly, leverage: terms.leverage,
      positionSide: terms.positionSide, validUntil: terms.validUntil,
      icebergQuantity: terms.icebergQuantity, trailingPercent: terms.trailingPercent)
  }
}
