internal import Domain
internal import Risk

extension LedgerSession {
  private static let breakerColumns = "time, tripped, code, reason, who, until"
  private static let breakerSinceReset = Query(
    """
    SELECT \(breakerColumns) FROM breaker WHERE account = $1 AND number >= coalesce((SELECT \
    max(number) FROM breaker WHERE account = $1 AND tripped = 0), 0) ORDER BY number
    """)
  private static let allBreakers = Query(
    "SELECT \(breakerColumns) FROM breaker WHERE account = $1 ORDER BY number")
  private static let addBreaker = Query(
    """
    INSERT INTO breaker (account, \(breakerColumns)) VALUES ($1, $2, $3, $4, $5, $6, $7)
    """)
  private static let lastLatch = Query(
    "SELECT time, halted, reason, who FROM latch ORDER BY number DESC LIMIT 1")
  private static let allLatches = Query(
    "SELECT time, halted, reason, who FROM latch ORDER BY number")
  private static let addLatch = Query(
    "INSERT INTO latch (time, halted, reason, who) VALUES ($1, $2, $3, $4)")
  private static let price = Query(
    "SELECT time, last, bid, ask FROM prices WHERE venue = $1 AND symbol = $2")
  private static let savePrice = Query(
    """
    INSERT OR REPLACE INTO prices (venue, symbol, time, last, bid, ask) \
    VALUES ($1, $2, $3, $4, $5, $6)
    """)
  private static let nonce = Query("SELECT value FROM nonces WHERE name = $1")
  private static let saveNonce = Query(
    "INSERT OR REPLACE INTO nonces (name, value) VALUES ($1, $2)")

  func breaker(of scope: AccountScope) throws(LedgerError) -> Breaker {
    Breaker(try breakers(Self.breakerSinceReset, of: scope).map(\.entry))
  }

  func breakerLog(of scope: AccountScope) throws(LedgerError) -> [BreakerRecord] {
    try breakers(Self.allBreakers, of: scope)
  }

  private func breakers(
    _ query: Query, of scope: AccountScope
  ) throws(LedgerError) -> [BreakerRecord] {
    guard let account = try knownNumber(of: scope) else { return [] }
    var records: [BreakerRecord] = []
    try database.rows(query) { row in
      row.add(account)
    } each: { row throws(LedgerError) in
      let time = row.time()
      guard row.flag() else {
        _ = row.text()
        let reason = row.text()
        records.append(BreakerRecord(.reset(at: time), who: row.text(), reason: reason))
        return
      }
      let cause: BreakerCause = try row.word()
      let message = row.text()
      let who = row.text()
      let trip = BreakerTrip(cause, message, at: time, until: row.optionalTime())
      records.append(BreakerRecord(.tripped(trip), who: who))
    }
    return records
  }

  func add(_ record: BreakerRecord, to scope: AccountScope) throws(LedgerError) {
    let account = try number(of: scope)
    standing = nil
    try database.run(Self.addBreaker) { row in
      row.add(account)
      row.add(record.entry.time)
      switch record.entry {
      case .tripped(let trip):
        row.add(true)
        row.add(trip.cause.rawValue)
        row.add(trip.message)
        row.add(record.who)
        row.add(trip.end)
      case .reset:
        row.add(false)
        row.add("")
        row.add(record.reason)
        row.add(record.who)
      }
    }
  }

  func latch() throws(LedgerError) -> LatchEntry? { try latches(Self.lastLatch).last }

  func latchLog() throws(LedgerError) -> [LatchEntry] { try latches(Self.allLatches) }

  private func latches(_ query: Query) throws(LedgerError) -> [LatchEntry] {
    var entries: [LatchEntry] = []
    try database.rows(query) { _ in
    } each: { row throws(LedgerError) in
      entries.append(
        LatchEntry(
          time: row.time(), isHalted: row.flag(), reason: row.text(), who: row.text()))
    }
    return entries
  }

  func add(_ entry: LatchEntry) throws(LedgerError) {
    standing = nil
    try database.run(Self.addLatch) { row in
      row.add(entry.time)
      row.add(entry.isHalted)
      row.add(entry.reason)
      row.add(entry.who)
    }
  }

  // MARK: Prices and nonces

  func price(of symbol: Symbol, at venue: String) throws(LedgerError) -> PriceEntry? {
    var entry: PriceEntry?
    try database.rows(Self.price) { row in
      row.add(venue)
      row.add(symbol.description)
    } each: { row throws(LedgerError) in
      entry = PriceEntry(
        time: row.time(), last: try row.decimal(), bid: try row.optionalDecimal(),
        ask: try row.optionalDecimal())
    }
    return entry
  }

  func setPrice(
    _ price: PriceEntry, of symbol: Symbol, at venue: String
  ) throws(LedgerError) {
    try database.run(Self.savePrice) { row in
      row.add(venue)
      row.add(symbol.description)
      row.add(price.time)
      row.add(price.last)
      row.add(price.bid)
      row.add(price.ask)
    }
  }

  func nextNonce(for name: String, least: Int64) throws(LedgerError) -> Int64 {
    let last = try database.number(Self.nonce) { row in row.add(name) }
    let next = max(least, (last ?? 0) + 1)
    try database.run(Self.saveNonce) { row in
      row.add(name)
      row.add(next)
    }
    return next
  }
}
