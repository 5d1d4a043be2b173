internal import Domain
internal import Lifecycle

/// A row of the table of fills.
struct FillRow {
  static let columns = """
    order_number, fill_id, side, price, quantity, fee, fee_asset, liquidity, realized_profit, \
    time, event
    """

  let order: Int64
  let execution: OrderFill
  let realizedProfit: Notional
  let event: Int64

  init(_ row: inout RowReader) throws(LedgerError) {
    order = row.integer()
    let id = row.text()
    let side: Side = try row.word()
    let price: Price = try row.decimal()
    let quantity: Quantity = try row.decimal()
    let fee: Notional = try row.decimal()
    let feeAsset = row.text()
    let liquidity: Liquidity = try row.word()
    realizedProfit = try row.decimal()
    execution = OrderFill(
      id: id,
      fill: Fill(
        side: side, price: price, quantity: quantity, fee: fee, liquidity: liquidity,
        time: row.time()),
      feeAsset: feeAsset)
    event = row.integer()
  }
}

extension StoredEvent {
  convenience init(_ row: inout RowReader) throws(LedgerError) {
    self.init(
      number: row.integer(), order: row.integer(), time: row.time(), kind: try row.word(),
      payload: row.text(), previousHash: try row.digest(), hash: try row.digest())
  }
}
