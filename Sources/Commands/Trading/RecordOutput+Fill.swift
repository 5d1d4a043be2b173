internal import Domain
internal import Ledger
internal import Lifecycle
internal import Wire

extension RecordOutput {
  /// A fill as the ledger has it.
  ///
  /// - Parameters:
  ///   - fill: The fill.
  ///   - id: The user's own name of its order.
  /// - Throws: When the output cannot be written.
  mutating func write(_ fill: StoredFill, id: String?) throws(StreamFailure) {
    let execution = fill.execution
    begin(.fill)
    if let id { text.add(.id, id) }
    text.add(.symbol, fill.symbol.description)
    text.add(.side, word: execution.fill.side.rawValue)
    if let side = fill.positionSide { text.add(.positionSide, word: side.rawValue) }
    add(fill.scope, at: execution.fill.time)
    text.add(.clientOrderID, fill.clientOrderID)
    if let orderID = fill.orderID { text.add(.orderID, orderID) }
    text.add(.fillID, execution.id)
    text.add(.price, execution.fill.price)
    text.add(traded: execution.fill.quantity, at: execution.fill.price, in: fill.symbol)
    text.add(.fee, execution.fill.fee)
    text.add(.feeAsset, execution.feeAsset)
    text.add(.liquidity, word: execution.fill.liquidity.rawValue)
    text.add(.realizedPnL, fill.realizedProfit)
    if let strategy = fill.strategy { text.add(.strategy, strategy) }
    try end()
  }
}
