internal import Domain
internal import Lifecycle

extension LedgerSession {
  private static let columns = """
    p.symbol, p.position_side, p.quantity, p.cost, l.leverage, p.realized_profit, p.fees, p.opened_at, \
    p.stop_loss, p.take_profit, p.strategy, p.entered_quantity, p.entered_value, p.exited_value
    """
  private static let join = """
    FROM positions p LEFT JOIN leverages l ON l.account = p.account AND l.symbol = p.symbol
    """
  private static let positionsOfAccount = Query(
    "SELECT \(columns) \(join) WHERE p.account = $1 ORDER BY p.symbol, p.position_side")
  private static let positionOfSymbol = Query(
    "SELECT \(columns) \(join) WHERE p.account = $1 AND p.symbol = $2 ORDER BY p.position_side")
  private static let savePosition = Query(
    """
    INSERT OR REPLACE INTO positions (account, symbol, position_side, quantity, cost, realized_profit, fees, \
    opened_at, stop_loss, take_profit, strategy, entered_quantity, entered_value, exited_value) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    """)
  private static let deletePosition = Query(
    "DELETE FROM positions WHERE account = $1 AND symbol = $2 AND position_side = $3")
  private static let addClosed = Query(
    """
    INSERT INTO closed_positions (account, symbol, side, quantity, entry_price, exit_price, \
    realized_profit, fees, opened_at, closed_at, reason, strategy) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    """)
  private static let closedSince = Query(
    """
    SELECT symbol, side, quantity, entry_price, exit_price, realized_profit, fees, opened_at, \
    closed_at, reason, strategy FROM closed_positions WHERE account = $1 AND closed_at >= $2 \
    ORDER BY closed_at, number
    """)
  private static let protect = Query(
    """
    UPDATE positions SET stop_loss = $1, take_profit = $2 \
    WHERE account = $3 AND symbol = $4 AND position_side = $5
    """)
  private static let leverage = Query(
    "SELECT leverage FROM leverages WHERE account = $1 AND symbol = $2")
  private static let saveLeverage = Query(
    "INSERT OR REPLACE INTO leverages (account, symbol, leverage) VALUES ($1, $2, $3)")

  func positions(
    in scope: AccountScope, symbol: Symbol?
  ) throws(LedgerError) -> [StoredPosition] {
    if let standing, standing.scope == scope {
      return standing.positions.filter { symbol == nil || $0.symbol == symbol }
    }
    guard let account = try knownNumber(of: scope) else { return [] }
    var positions: [StoredPosition] = []
    let query = symbol == nil ? Self.positionsOfAccount : Self.positionOfSymbol
    try database.rows(query) { row in
      row.add(account)
      if let symbol { row.add(symbol.description) }
    } each: { row throws(LedgerError) in
      try Self.append(&row, to: &positions)
    }
    return positions
  }

  /// Reads a row into the list, because a position is too large to be returned.
  private static func append(
    _ row: inout RowReader, to positions: inout [StoredPosition]
  ) throws(LedgerError) {
    var held = StoredPosition(
      symbol: try row.symbol(), positionSide: try row.positionSide(), openedAt: .distantPast)
    held.position = Position(quantity: try row.decimal(), cost: try row.decimal())
    held.leverage = try row.optionalDecimal()
    held.realizedProfit = try row.decimal()
    held.fees = try row.decimal()
    held.openedAt = row.time()
    held.stopLoss = try row.optionalDecimal()
    held.takeProfit = try row.optionalDecimal()
    held.strategy = row.optionalText()
    held.enteredQuantity = try row.decimal()
    held.enteredValue = try row.decimal()
    held.exitedValue = try row.decimal()
    positions.append(held)
  }

  /// Takes a fill into the position of its symbol.
  ///
  /// - Returns: The profit that it realized.
  func trade(_ execution: OrderFill, of order: StoredOrder) throws(LedgerError) -> Notional {
    let symbol = order.life.terms.symbol
    let account = try number(of: order.scope)
    let side = order.life.terms.positionSide
    var ledger = PositionBook(
      symbol: symbol, positionSide: side,
      held: try positions(in: order.scope, symbol: symbol).first { $0.positionSide == side })
    do throws(DecimalError) {
      try ledger.take(execution.fill, strategy: order.strategy)
    } catch {
      throw LedgerError.notReckonable(symbol: symbol.description)
    }
    if let closed = ledger.closed {
      try database.run(Self.addClosed) { row in
        closed.add(to: &row, account: account, reason: order.life.reason ?? order.role.rawValue)
      }
    }
    try note(ledger.held, of: symbol, side, in: order.scope)
    guard let held = ledger.held else {
      try database.run(Self.deletePosition) { row in
        row.add(account)
        row.add(symbol.description)
        row.add(side?.rawValue ?? "")
      }
      return ledger.realizedProfit
    }
    try database.run(Self.savePosition) { row in
      held.add(to: &row, account: account)
    }
    return ledger.realizedProfit
  }

  /// Keeps the standing of the account as the tables have it.
  private func note(
    _ position: StoredPosition?, of symbol: Symbol, _ side: PositionSide?, in scope: AccountScope
  ) throws(LedgerError) {
    guard let standing, standing.scope == scope else { return }
    guard var position else { return standing.note(nil, of: symbol, side) }
    if position.leverage == nil { position.leverage = try leverage(of: symbol, in: scope) }
    standing.note(position, of: symbol, side)
  }

  func leverage(of symbol: Symbol, in scope: AccountScope) throws(LedgerError) -> Rate? {
    guard let account = try knownNumber(of: scope) else { return nil }
    if let known = leverages[account]?[symbol] { return known }
    var leverage: Rate?
    try database.rows(Self.leverage) { row in
      row.add(account)
      row.add(symbol.description)
    } each: { row throws(LedgerError) in
      leverage = try row.decimal()
    }
    leverages[account, default: [:]][symbol] = .some(leverage)
    return leverage
  }

  func closedPositions(
    in scope: AccountScope, since: Timestamp
  ) throws(LedgerError) -> [ClosedPosition] {
    guard let account = try knownNumber(of: scope) else { return [] }
    var positions: [ClosedPosition] = []
    try database.rows(Self.closedSince) { row in
      row.add(account)
      row.add(since)
    } each: { row throws(LedgerError) in
      positions.append(
        ClosedPosition(
          symbol: try row.symbol(), side: try row.word(), quantity: try row.decimal(),
          entryPrice: try row.decimal(), exitPrice: try row.decimal(),
          realizedProfit: try row.decimal(), fees: try row.decimal(), openedAt: row.time(),
          closedAt: row.time(), reason: row.text(), strategy: row.optionalText()))
    }
    return positions
  }

  func setProtection(
    of symbol: Symbol, _ side: PositionSide?, in scope: AccountScope, stopLoss: Price?,
    takeProfit: Price?
  ) throws(LedgerError) {
    let account = try number(of: scope)
    standing = nil
    try database.run(Self.protect) { row in
      row.add(stopLoss)
      row.add(takeProfit)
      row.add(account)
      row.add(symbol.description)
      row.add(side?.rawValue ?? "")
    }
  }

  func setLeverage(
    _ leverage: Rate, of symbol: Symbol, in scope: AccountScope
  ) throws(LedgerError) {
    let account = try number(of: scope)
    standing = nil
    leverages[account] = nil
    try database.run(Self.saveLeverage) { row in
      row.add(account)
      row.add(symbol.description)
      row.add(leverage)
    }
  }
}

extension StoredPosition {
  fileprivate func add(to row: inout RowWriter, account: Int64) {
    row.add(account)
    row.add(symbol.description)
    row.add(positionSide?.rawValue ?? "")
    row.add(position.quantity)
    row.add(position.cost)
    row.add(realizedProfit)
    row.add(fees)
    row.add(openedAt)
    row.add(stopLoss)
    row.add(takeProfit)
    row.add(strategy)
    row.add(enteredQuantity)
    row.add(enteredValue)
    row.add(exitedValue)
  }
}

extension PositionBook.Closed {
  fileprivate func add(
    to row: inout RowWriter, account: Int64, reason: String
  ) {
    row.add(account)
    row.add(position.symbol.description)
    row.add(side.rawValue)
    row.add(position.enteredQuantity)
    row.add(entryPrice)
    row.add(exitPrice)
    row.add(position.realizedProfit)
    row.add(position.fees)
    row.add(position.openedAt)
    row.add(closedAt)
    row.add(reason)
    row.add(position.strategy)
  }
}
