internal import Domain
internal import Lifecycle
internal import Signing

extension LedgerSession {
  private static func orders(where condition: String) -> Query {
    Query("SELECT \(OrderRow.columns) FROM orders WHERE \(condition)")
  }

  private static let byNumber = orders(where: "number = $1")
  private static let byKey = orders(where: "account = $1 AND key = $2 AND key_is_used = 1")
  private static let byFreeKey = orders(
    where: "account = $1 AND key = $2 AND key_is_used = 0 ORDER BY number DESC LIMIT 1")
  private static let byClientOrderID = orders(
    where: "account = $1 AND client_order_id = $2 AND key_is_used = 1")
  private static let byOrderID = orders(
    where: "account = $1 AND order_id = $2 ORDER BY number DESC LIMIT 1")
  private static let sentSince = Query(
    "SELECT count(*) FROM orders WHERE account = $1 AND created_at >= $2 AND sent_at IS NOT NULL")
  private static let event = Query(
    """
    SELECT number, order_number, time, kind, payload, previous_hash, hash, earlier \
    FROM order_events WHERE number = $1
    """)

  func order(_ number: Int64) throws(LedgerError) -> StoredOrder? {
    if let order = orders[number] { return order }
    // What is not written yet is in memory.
    return try firstOrder(Self.byNumber) { row in row.add(number) }
  }

  func order(key: OrderKey, in scope: AccountScope) throws(LedgerError) -> StoredOrder? {
    if let order = try unwrittenOrder(in: scope, { $0.newOrder(key: key.text) }) { return order }
    guard let account = try knownNumber(of: scope) else { return nil }
    if freeKeys.account != account { freeKeys = (account, []) }
    if freeKeys.keys.contains(key.text) { return nil }
    let order = try firstOrder(Self.byKey, of: scope, key.text)
    if order == nil { freeKeys.keys.insert(key.text) }
    return order
  }

  func order(id: String, in scope: AccountScope) throws(LedgerError) -> StoredOrder? {
    let key = OrderKey(id: id)
    if let order = try order(key: key, in: scope) { return order }
    try writeOrders()
    return try firstOrder(Self.byFreeKey, of: scope, key.text)
  }

  func order(clientOrderID: String, in scope: AccountScope) throws(LedgerError) -> StoredOrder? {
    if let order = try order(named: clientOrderID, in: scope) { return order }
    // One that was never sent has no entry in the index, and is seldom asked for.
    var query = OrderQuery(scope: scope)
    query.state = .unsent
    query.isNewestFirst = true
    return try orders(query).first { $0.clientOrderID == clientOrderID }
  }

  /// The order that has used the name up.
  func order(named clientOrderID: String, in scope: AccountScope) throws(LedgerError)
    -> StoredOrder?
  {
    if let order = try unwrittenOrder(in: scope, { $0.newOrder(name: clientOrderID) }) {
      return order
    }
    return try firstOrder(Self.byClientOrderID, of: scope, clientOrderID)
  }

  func order(orderID: String, in scope: AccountScope) throws(LedgerError) -> StoredOrder? {
    try writeOrders()
    return try firstOrder(Self.byOrderID, of: scope, orderID)
  }

  func orders(_ query: OrderQuery) throws(LedgerError) -> [StoredOrder] {
    var found: [StoredOrder] = []
    try eachOrder(query) { found.append($0) }
    return found
  }

  func eachOrder(
    _ query: OrderQuery, _ body: (StoredOrder) throws(LedgerError) -> Void
  ) throws(LedgerError) {
    var filter = Filter()
    if let scope = query.scope {
      guard let account = try knownNumber(of: scope) else { return }
      filter.add("account =", .integer(account))
    }
    if let symbol = query.symbol { filter.add("symbol =", .text(symbol.description)) }
    if let strategy = query.strategy { filter.add("strategy =", .text(strategy)) }
    if let parent = query.parent { filter.add("parent =", .integer(parent)) }
    if let state = query.state { filter.add("state =", .text(state.rawValue)) }
    if let isFinal = query.isFinal { filter.add("final_at IS \(isFinal ? "NOT " : "")NULL") }
    if let since = query.since { filter.add("created_at >=", .integer(since.nanoseconds)) }
    if let ended = query.endedSince { filter.add("final_at >=", .integer(ended.nanoseconds)) }
    if let until = query.until { filter.add("created_at <", .integer(until.nanoseconds)) }
    let text = filter.statement(
      "SELECT \(OrderRow.columns) FROM orders",
      order: query.isNewestFirst ? "number DESC" : "number", limit: query.limit)
    try writeOrders()
    try database.rows(once: text) { row in
      filter.bind(&row)
    } each: { row throws(LedgerError) in
      try body(try order(from: &row))
    }
  }

  func sentCount(in scope: AccountScope, since: Timestamp) throws(LedgerError) -> Int {
    guard let account = try knownNumber(of: scope) else { return 0 }
    try writeOrders()
    let count = try database.number(Self.sentSince) { row in
      row.add(account)
      row.add(since)
    }
    return Int(count ?? 0)
  }

  func events(of order: Int64) throws(LedgerError) -> [StoredEvent] {
    var events: [StoredEvent] = []
    // From the last one back to the first.
    var wanted = try self.order(order)?.lastEvent
    while let number = wanted {
      wanted = nil
      let count = events.count
      try database.rows(Self.event) { row in
        row.add(number)
      } each: { row throws(LedgerError) in
        events.append(try StoredEvent(&row))
        wanted = row.optionalInteger()
      }
      guard events.count > count, events[count].order == order, wanted ?? 0 < number else {
        throw damage("the events of order \(order) do not lead to its first one")
      }
    }
    return events.reversed()
  }

  func fills(_ query: FillQuery) throws(LedgerError) -> [StoredFill] {
    var filter = Filter()
    if let scope = query.scope {
      guard let account = try knownNumber(of: scope) else { return [] }
      filter.add("account =", .integer(account))
    }
    if let symbol = query.symbol { filter.add("symbol =", .text(symbol.description)) }
    if let order = query.order { filter.add("order_number =", .integer(order)) }
    if let since = query.since { filter.add("time >=", .integer(since.nanoseconds)) }
    if let until = query.until { filter.add("time <", .integer(until.nanoseconds)) }
    let text = filter.statement(
      "SELECT \(FillRow.columns) FROM fills", order: "time, number", limit: query.limit)
    var found: [FillRow] = []
    try database.rows(once: text) { row in
      filter.bind(&row)
    } each: { row throws(LedgerError) in
      found.append(try FillRow(&row))
    }
    var fills: [StoredFill] = []
    for fill in found {
      guard let order = try order(fill.order) else {
        throw damage("fill \(fill.execution.id) has no order")
      }
      orders[fill.order] = order
      fills.append(
        StoredFill(
          order: order, execution: fill.execution, realizedProfit: fill.realizedProfit,
          event: fill.event))
    }
    return fills
  }

  /// The first order that the table has; what is not written yet is not among them.
  private func firstOrder(
    _ query: Query, of scope: AccountScope, _ text: String
  ) throws(LedgerError) -> StoredOrder? {
    guard let account = try knownNumber(of: scope) else { return nil }
    return try firstOrder(query) { row in
      row.add(account)
      row.add(text)
    }
  }

  private func firstOrder(
    _ query: Query, _ write: (inout RowWriter) -> Void
  ) throws(LedgerError) -> StoredOrder? {
    var found: StoredOrder?
    try database.rows(query, write) { row throws(LedgerError) in
      found = try order(from: &row)
    }
    return found
  }
}
