internal import Domain
internal import Lifecycle
internal import Signing

/// Looks through the whole ledger, in one transaction, for anything that is not as it was written.
struct Verifier {
  private static let allEvents = Query(
    """
    SELECT number, order_number, time, kind, payload, previous_hash, hash FROM order_events \
    ORDER BY number
    """)
  private static let orderNumbers = Query("SELECT number FROM orders ORDER BY number")
  private static let fillsOfOrder = Query(
    "SELECT \(FillRow.columns) FROM fills WHERE order_number = $1 ORDER BY number")
  private static let strayFills = Query(
    "SELECT count(*) FROM fills WHERE order_number NOT IN (SELECT number FROM orders)")
  private static let strayEvents = Query(
    "SELECT count(*) FROM order_events WHERE order_number NOT IN (SELECT number FROM orders)")
  private static let positionsFrom = Query(
    "SELECT positions_from FROM accounts WHERE mode = $1 AND venue = $2 AND account = $3")
  private static let fillsOfAccount = Query(
    """
    SELECT f.symbol, o.strategy, coalesce(o.position_side, ''), \(FillRow.columns.split(separator: ", ").map { "f.\($0)" }
      .joined(separator: ", ")) FROM fills f JOIN orders o ON o.number = f.order_number \
    WHERE f.account = $1 AND f.event >= $2 ORDER BY f.event
    """)

  private let session: LedgerSession
  private var result = Verification()

  init(_ session: LedgerSession) { self.session = session }

  /// - Returns: What was found; it stops at the first fault.
  static func run(_ session: LedgerSession) throws(LedgerError) -> Verification {
    var verifier = Verifier(session)
    do throws(Fault) {
      try verifier.walkChain()
      try verifier.replayOrders()
      try verifier.addUpPositions()
    } catch {
      switch error {
      case .found(let text): verifier.result.firstFault = text
      case .ledger(.corrupt(_, let reason)): verifier.result.firstFault = reason
      case .ledger(let other): throw other
      }
    }
    return verifier.result
  }

  private indirect enum Fault: Error {
    case found(String)
    case ledger(LedgerError)
  }

  /// Asks the ledger, whose own failures end the search.
  private func ask<Answer>(
    _ body: () throws(LedgerError) -> Answer
  ) throws(Fault) -> Answer {
    do throws(LedgerError) {
      return try body()
    } catch {
      throw .ledger(error)
    }
  }

  // MARK: The chain

  private mutating func walkChain() throws(Fault) {
    var previous = Digest.zero
    var count: Int64 = 0
    var fault: String?
    try ask { () throws(LedgerError) in
      try session.database.rows(Self.allEvents) { _ in
      } each: { row throws(LedgerError) in
        guard fault == nil else { return }
        let event = try StoredEvent(&row)
        count += 1
        let hash = ChainLink.hash(
          after: previous, number: count, order: event.order, time: event.time,
          kind: event.kind.rawValue, payload: Array(event.payload.utf8))
        if event.number != count {
          fault = "event \(count) is missing"
        } else if event.previousHash != previous || event.hash != hash {
          fault = "event \(count) of order \(event.order) is not as it was written"
        }
        previous = hash
      }
    }
    if let fault { throw .found(fault) }
    result.eventCount = Int(count)
  }

  // MARK: The orders

  private mutating func replayOrders() throws(Fault) {
    var numbers: [Int64] = []
    try ask { () throws(LedgerError) in
      try session.database.rows(Self.orderNumbers) { _ in
      } each: { row throws(LedgerError) in
        numbers.append(row.integer())
      }
    }
    var count = 0
    for number in numbers { count += try replay(number) }
    result.orderCount = numbers.count
    for (query, name) in [(Self.strayEvents, "an event"), (Self.strayFills, "a fill")] {
      let count = try ask { () throws(LedgerError) in try session.database.number(query) }
      if let count, count > 0 { throw .found("\(name) belongs to no order") }
    }
    if count != result.eventCount {
      throw .found(
        "\(result.eventCount) events are there, and \(count) of them lead to their order")
    }
  }

  /// - Returns: How many events the order has.
  private mutating func replay(_ number: Int64) throws(Fault) -> Int {
    let events = try ask { () throws(LedgerError) in try session.events(of: number) }
    guard let order = try ask({ () throws(LedgerError) in try session.order(number) }),
      let first = events.first
    else { throw .found("order \(number) has no events") }
    let beginning = PayloadReader(first.payload)
    guard var life = Self.life(from: first, beginning), order.agrees(with: beginning) else {
      throw .found("order \(number) is not what event \(first.number) says was ordered")
    }
    var fills: [(event: Int64, execution: OrderFill)] = []
    for event in events.dropFirst() {
      guard let happened = event.event else {
        throw .found("event \(event.number) of order \(number) cannot be read")
      }
      do throws(IllegalTransition) {
        _ = try life.apply(happened, at: event.time)
      } catch {
        throw .found("event \(event.number) of order \(number): \(error.explanation)")
      }
      if case .filled(let execution) = happened { fills.append((event.number, execution)) }
    }
    guard life == order.life, order.lastEvent == events.last?.number else {
      throw .found("order \(number) is not what its events add up to")
    }
    try compare(fills, of: number)
    return events.count
  }

  private static func life(from first: StoredEvent, _ beginning: PayloadReader) -> OrderLife? {
    guard let terms = OrderTerms(beginning) else { return nil }
    switch first.kind {
    case .journaled: return OrderLife(terms, createdAt: first.time)
    case .adopted:
      return OrderLife(adopting: terms, orderID: beginning.text("order_id"), at: first.time)
    default: return nil
    }
  }

  private mutating func compare(
    _ told: [(event: Int64, execution: OrderFill)], of number: Int64
  ) throws(Fault) {
    var rows: [FillRow] = []
    try ask { () throws(LedgerError) in
      try session.database.rows(Self.fillsOfOrder) { row in
        row.add(number)
      } each: { row throws(LedgerError) in
        rows.append(try FillRow(&row))
      }
    }
    guard rows.count == told.count else {
      throw .found("order \(number) has \(rows.count) fills, and its events tell of \(told.count)")
    }
    for (row, fill) in zip(rows, told)
    where row.execution != fill.execution || row.event != fill.event {
      throw .found("fill \(row.execution.id) of order \(number) is not what its event says")
    }
    result.fillCount += rows.count
  }

  // MARK: The positions

  private func addUpPositions() throws(Fault) {
    for scope in try ask({ () throws(LedgerError) in try session.scopes() }) {
      let held = try ask { () throws(LedgerError) in try session.positions(in: scope, symbol: nil) }
      let sums = try positions(from: scope)
      for position in held {
        let place = Place(symbol: position.symbol, side: position.positionSide)
        guard let sum = sums[place]?.held, sum.hasSameMoney(as: position) else {
          throw .found("the position of \(scope) in \(position.symbol) is not what its fills make")
        }
      }
      let open = sums.values.filter { $0.held != nil }.count
      if open != held.count { throw .found("a position of \(scope) is missing") }
    }
  }

  /// What there is one position of.
  private struct Place: Hashable {
    let symbol: Symbol
    let side: PositionSide?
  }

  private func positions(from scope: AccountScope) throws(Fault) -> [Place: PositionBook] {
    var books: [Place: PositionBook] = [:]
    var fault: String?
    try ask { () throws(LedgerError) in
      guard let account = try session.knownNumber(of: scope) else { return }
      let start = try session.database.number(Self.positionsFrom) { row in
        row.add(scope)
      }
      try session.database.rows(Self.fillsOfAccount) { row in
        row.add(account)
        row.add(start)
      } each: { row throws(LedgerError) in
        guard fault == nil else { return }
        let symbol = try row.symbol()
        let strategy = row.optionalText()
        let place = Place(symbol: symbol, side: try row.positionSide())
        let fill = try FillRow(&row)
        var book =
          books[place] ?? PositionBook(symbol: symbol, positionSide: place.side, held: nil)
        try? book.take(fill.execution.fill, strategy: strategy)
        if book.realizedProfit != fill.realizedProfit {
          fault = "the profit of fill \(fill.execution.id) is not what it was"
        }
        books[place] = book
      }
    }
    if let fault { throw .found(fault) }
    return books
  }
}

extension StoredOrder {
  /// Whether what never changes is what the order's first event says.
  fileprivate func agrees(with beginning: PayloadReader) -> Bool {
    let bytes = self.line
    let line = SHA256.hash(bytes.span).hexadecimal
    return beginning.text("scope") == scope.description && beginning.text("key") == key.text
      && beginning.text("fingerprint") == fingerprint.hexadecimal
      && beginning.text("client_order_id") == clientOrderID && beginning.text("id") == id
      && beginning.text("parent") == parent.map { String($0) }
      && beginning.text("role") == role.rawValue && beginning.text("strategy") == strategy
      && beginning.decimal("arrival_price") == arrivalPrice
      && beginning.text("line") == line
  }
}

extension StoredPosition {
  fileprivate func hasSameMoney(as other: StoredPosition) -> Bool {
    position == other.position && realizedProfit == other.realizedProfit && fees == other.fees
      && openedAt == other.openedAt && enteredQuantity == other.enteredQuantity
      && enteredValue == other.enteredValue && exitedValue == other.exitedValue
  }
}
