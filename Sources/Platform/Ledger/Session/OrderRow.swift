internal import Domain
internal import Lifecycle

/// The columns of an order, in the order in which they are written and read.
enum OrderRow {
  static let columns = """
    number, account, key, fingerprint, client_order_id, id, parent, role, strategy, \
    arrival_price, line, symbol, side, order_type, quantity, price, stop_price, time_in_force, \
    post_only, reduce_only, stop_loss, take_profit, leverage, valid_until, iceberg_quantity, \
    trailing_percent, position_side, state, filled, traded, fee, fee_asset, order_id, reason, error_code, error_message, cancel_requested, created_at, \
    sent_at, acknowledged_at, first_filled_at, final_at, last_event
    """

  static let insert = Query(
    """
    INSERT INTO orders (key_is_used, \(columns)) VALUES (\
    \((1...44).map { "$\($0)" }.joined(separator: ", ")))
    """)

  /// All that can change, by the order's number.
  static let update = Query(
    """
    UPDATE orders SET key_is_used = $1, quantity = $2, price = $3, stop_price = $4, state = $5, \
    filled = $6, traded = $7, fee = $8, fee_asset = $9, order_id = $10, reason = $11, \
    error_code = $12, error_message = $13, cancel_requested = $14, sent_at = $15, \
    acknowledged_at = $16, first_filled_at = $17, final_at = $18, last_event = $19 \
    WHERE number = $20
    """)

  /// What changes while an order stays open.
  ///
  /// But for the venue's id it names no column that an index depends on: SQLite takes the order out of
  /// all such indexes and puts it in again, whether the column has another value or not.
  static let progress = Query(
    """
    UPDATE orders SET quantity = $1, price = $2, stop_price = $3, state = $4, filled = $5, \
    traded = $6, fee = $7, fee_asset = $8, order_id = $9, reason = $10, error_code = $11, \
    error_message = $12, cancel_requested = $13, sent_at = $14, acknowledged_at = $15, \
    first_filled_at = $16, last_event = $17 WHERE number = $18
    """)
}

extension StoredOrder {
  /// Whether nobody else may use its key: it reached the venue, or may have.
  var isKeyUsed: Bool { life.state != .unsent }

  func insert(into row: inout RowWriter, account: Int64) {
    row.add(isKeyUsed)
    row.add(number)
    row.add(account)
    row.add(key.text)
    row.add(fingerprint)
    row.add(clientOrderID)
    row.add(id)
    row.add(parent)
    row.add(role.rawValue)
    row.add(strategy)
    row.add(arrivalPrice)
    row.add(utf8: line)
    let terms = life.terms
    row.add(terms.symbol.description)
    row.add(terms.side.rawValue)
    row.add(terms.type.rawValue)
    row.add(terms.quantity)
    row.add(terms.price)
    row.add(terms.stopPrice)
    row.add(terms.timeInForce.rawValue)
    row.add(terms.isPostOnly)
    row.add(terms.isReduceOnly)
    row.add(terms.stopLoss)
    row.add(terms.takeProfit)
    row.add(terms.leverage)
    row.add(terms.validUntil)
    row.add(terms.icebergQuantity)
    row.add(terms.trailingPercent)
    row.add(terms.positionSide?.rawValue)
    addProgress(to: &row)
    row.add(life.createdAt)
    addTimes(to: &row)
    row.add(life.finalAt)
    row.add(lastEvent)
  }

  func update(_ row: inout RowWriter) {
    row.add(isKeyUsed)
    addTerms(to: &row)
    addProgress(to: &row)
    addTimes(to: &row)
    row.add(life.finalAt)
    row.add(lastEvent)
    row.add(number)
  }

  func updateProgress(_ row: inout RowWriter) {
    addTerms(to: &row)
    addProgress(to: &row)
    addTimes(to: &row)
    row.add(lastEvent)
    row.add(number)
  }

  /// Whether another state of it stands in the same indexes.
  func isIndexed(like other: StoredOrder) -> Bool {
    isKeyUsed == other.isKeyUsed && life.finalAt == other.life.finalAt
  }

  /// What of its terms can be amended.
  private func addTerms(to row: inout RowWriter) {
    row.add(life.terms.quantity)
    row.add(life.terms.price)
    row.add(life.terms.stopPrice)
  }

  private func addProgress(to row: inout RowWriter) {
    row.add(life.state.rawValue)
    row.add(life.filledQuantity)
    row.add(life.tradedValue)
    row.add(life.fee)
    row.add(life.feeAsset)
    row.add(life.orderID)
    row.add(life.reason)
    row.add(life.fault?.code)
    row.add(life.fault?.message)
    row.add(life.isCancelRequested)
  }

  private func addTimes(to row: inout RowWriter) {
    row.add(life.sentAt)
    row.add(life.acknowledgedAt)
    row.add(life.firstFilledAt)
  }
}

extension LedgerSession {
  /// Reads an order's columns, unless it is known as it is.
  func order(from row: inout RowReader) throws(LedgerError) -> StoredOrder {
    let number = row.integer()
    if let known = orders[number] { return known }
    let scope = try scope(ofNumber: row.integer())
    var content = OrderContent(
      scope: scope, key: OrderKey(text: row.text()), fingerprint: try row.digest(),
      clientOrderID: row.text())
    content.id = row.optionalText()
    content.parent = row.optionalInteger()
    content.role = try row.word()
    content.strategy = row.optionalText()
    content.arrivalPrice = try row.optionalDecimal()
    content.line = row.bytes()
    var terms = OrderTerms(
      symbol: try row.symbol(), side: try row.word(), type: try row.word(),
      quantity: try row.decimal())
    terms.price = try row.optionalDecimal()
    terms.stopPrice = try row.optionalDecimal()
    terms.timeInForce = try row.word()
    terms.isPostOnly = row.flag()
    terms.isReduceOnly = row.flag()
    terms.stopLoss = try row.optionalDecimal()
    terms.takeProfit = try row.optionalDecimal()
    terms.leverage = try row.optionalDecimal()
    terms.validUntil = row.optionalTime()
    terms.icebergQuantity = try row.optionalDecimal()
    terms.trailingPercent = try row.optionalDecimal()
    terms.positionSide = try row.optionalWord()
    var life = OrderLife.Checkpoint(
      terms: terms, state: try row.word(), createdAt: .distantPast)
    try readProgress(of: &life, from: &row)
    return StoredOrder(content, life: OrderLife(life), number: number, lastEvent: row.integer())
  }

  private func readProgress(
    of life: inout OrderLife.Checkpoint, from row: inout RowReader
  ) throws(LedgerError) {
    life.filledQuantity = try row.decimal()
    life.tradedValue = try row.decimal()
    life.fee = try row.decimal()
    life.feeAsset = row.optionalText()
    life.orderID = row.optionalText()
    life.reason = row.optionalText()
    let code = row.optionalText()
    let message = row.optionalText()
    life.fault = code.map { OrderFault(code: $0, message: message ?? "") }
    life.isCancelRequested = row.flag()
    life.createdAt = row.time()
    life.sentAt = row.optionalTime()
    life.acknowledgedAt = row.optionalTime()
    life.firstFilledAt = row.optionalTime()
    life.finalAt = row.optionalTime()
  }
}
