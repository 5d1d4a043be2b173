internal import Domain
internal import Ledger
internal import VenueInterface
internal import Wire

// What a venue tells of its own accord, whether the ledger knows of it or not.
extension RecordOutput {
  /// An order as its venue has it.
  ///
  /// - Parameters:
  ///   - order: The order.
  ///   - id: The user's own name of it, where the ledger knows one.
  ///   - scope: Whose it is.
  ///   - time: When it was told.
  ///   - failure: What went wrong with what was asked of it.
  /// - Throws: When the output cannot be written.
  mutating func write(
    _ order: VenueOrder, id: String?, of scope: AccountScope, at time: Timestamp,
    failure: FailureDetail? = nil
  ) throws(StreamFailure) {
    begin(.order)
    if let id { text.add(.id, id) }
    text.add(.symbol, order.symbol.description)
    text.add(.side, word: order.side.rawValue)
    if let type = order.type { text.add(.orderType, word: type.rawValue) }
    text.add(size: order.quantity, in: order.symbol)
    if let price = order.price { text.add(.price, price) }
    if let price = order.stopPrice { text.add(.stopPrice, price) }
    if order.isReduceOnly { text.add(.reduceOnly, true) }
    if let percent = order.trailingPercent { text.add(.trailingPercent, percent) }
    add(scope, at: time)
    if let name = order.clientOrderID { text.add(.clientOrderID, name) }
    if let name = order.orderID { text.add(.orderID, name) }
    text.add(.status, word: order.status.rawValue)
    text.add(.final, order.status.isFinal)
    text.add(filled: order)
    if let price = order.averagePrice { text.add(.averagePrice, price) }
    if let failure { text.add(.error) { $0.add(failure) } }
    try end(isFailure: failure != nil)
  }

  /// A fill as its venue has it.
  mutating func write(_ fill: VenueFill, of scope: AccountScope) throws(StreamFailure) {
    begin(.fill)
    text.add(.symbol, fill.symbol.description)
    text.add(.side, word: fill.side.rawValue)
    add(scope, at: fill.time)
    if let name = fill.clientOrderID { text.add(.clientOrderID, name) }
    if let name = fill.orderID { text.add(.orderID, name) }
    text.add(.fillID, fill.fillID)
    text.add(.price, fill.price)
    text.add(traded: fill.quantity, at: fill.price, in: fill.symbol)
    text.add(.fee, fill.fee)
    text.add(.feeAsset, fill.feeAsset ?? fill.symbol.settlementAsset)
    if let liquidity = fill.liquidity { text.add(.liquidity, word: liquidity.rawValue) }
    try end()
  }
}
