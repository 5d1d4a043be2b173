internal import Domain

extension LedgerSession {
  private static let account = Query("SELECT state FROM paper_accounts WHERE account = $1")
  private static let saveAccount = Query(
    "INSERT OR REPLACE INTO paper_accounts (account, state) VALUES ($1, $2)")
  private static let markets = Query(
    "SELECT number, state, NULL FROM paper_markets WHERE account = $1 ORDER BY number")
  private static let saveMarket = Query(
    "INSERT OR REPLACE INTO paper_markets (account, number, state) VALUES ($1, $2, $3)")
  private static let orders = Query(
    "SELECT number, state, order_number FROM paper_orders WHERE account = $1 ORDER BY number")
  private static let saveOrder = Query(
    """
    INSERT OR REPLACE INTO paper_orders (account, number, state, order_number) \
    VALUES ($1, $2, $3, $4)
    """)
  private static let deleteOrder = Query(
    "DELETE FROM paper_orders WHERE account = $1 AND number = $2")
  private static let deleteAll = [
    Query("DELETE FROM paper_accounts WHERE account = $1"),
    Query("DELETE FROM paper_markets WHERE account = $1"),
    Query("DELETE FROM paper_orders WHERE account = $1"),
    Query("DELETE FROM positions WHERE account = $1"),
    Query("DELETE FROM leverages WHERE account = $1"),
  ]
  private static let countPositionsFromHere = Query(
    """
    UPDATE accounts SET positions_from = (SELECT coalesce(max(number), 0) + 1 FROM order_events) \
    WHERE number = $1
    """)

  func paperAccount(of scope: AccountScope) throws(LedgerError) -> String? {
    guard let account = try knownNumber(of: scope) else { return nil }
    var state: String?
    try database.rows(Self.account) { row in
      row.add(account)
    } each: { row throws(LedgerError) in
      state = row.text()
    }
    return state
  }

  func paperBook(of scope: AccountScope) throws(LedgerError) -> PaperBook? {
    guard let account = try knownNumber(of: scope), let state = try paperAccount(of: scope) else {
      return nil
    }
    var book = PaperBook(account: state)
    book.markets = try paperRows(Self.markets, of: account)
    book.orders = try paperRows(Self.orders, of: account)
    return book
  }

  private func paperRows(
    _ query: Query, of account: Int64
  ) throws(LedgerError) -> [PaperRow] {
    var found: [PaperRow] = []
    try database.rows(query) { row in
      row.add(account)
    } each: { row throws(LedgerError) in
      found.append(
        PaperRow(number: row.integer(), state: row.text(), order: row.optionalInteger()))
    }
    return found
  }

  func savePaperAccount(_ state: String, of scope: AccountScope) throws(LedgerError) {
    let account = try number(of: scope)
    try database.run(Self.saveAccount) { row in
      row.add(account)
      row.add(state)
    }
  }

  func savePaperMarket(_ market: PaperRow, of scope: AccountScope) throws(LedgerError) {
    let account = try number(of: scope)
    try database.run(Self.saveMarket) { row in
      row.add(account)
      row.add(market.number)
      row.add(market.state)
    }
  }

  func savePaperOrder(_ order: PaperRow, of scope: AccountScope) throws(LedgerError) {
    let account = try number(of: scope)
    try database.run(Self.saveOrder) { row in
      row.add(account)
      row.add(order.number)
      row.add(order.state)
      row.add(order.order)
    }
  }

  func deletePaperOrder(_ order: Int64, of scope: AccountScope) throws(LedgerError) {
    let account = try number(of: scope)
    try database.run(Self.deleteOrder) { row in
      row.add(account)
      row.add(order)
    }
  }

  func deletePaper(of scope: AccountScope) throws(LedgerError) {
    let account = try number(of: scope)
    standing = nil
    for query in Self.deleteAll + [Self.countPositionsFromHere] {
      try database.run(query) { row in row.add(account) }
    }
  }
}
