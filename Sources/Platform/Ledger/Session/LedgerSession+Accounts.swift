internal import Domain

extension LedgerSession {
  private static let samplesSince = Query(
    "SELECT time, equity FROM equity_samples WHERE account = $1 AND time >= $2 ORDER BY time")
  private static let latestSample = Query(
    """
    SELECT time, equity FROM equity_samples WHERE account = $1 AND time <= $2 \
    ORDER BY time DESC LIMIT 1
    """)
  private static let addSample = Query(
    "INSERT OR REPLACE INTO equity_samples (account, time, equity) VALUES ($1, $2, $3)")
  private static let peak = Query("SELECT time, equity FROM peaks WHERE account = $1")
  private static let savePeak = Query(
    "INSERT OR REPLACE INTO peaks (account, time, equity) VALUES ($1, $2, $3)")
  private static let day = Query(
    "SELECT start, equity FROM risk_days WHERE account = $1 AND start = $2")
  private static let addDay = Query(
    "INSERT OR IGNORE INTO risk_days (account, start, equity) VALUES ($1, $2, $3)")
  private static let forgetDays = Query("DELETE FROM risk_days WHERE account = $1")
  private static let refusalsSince = Query(
    """
    SELECT time, symbol, status, codes FROM refusals WHERE account = $1 AND time >= $2 \
    ORDER BY time, number
    """)
  private static let addRefusal = Query(
    "INSERT INTO refusals (account, time, symbol, status, codes) VALUES ($1, $2, $3, $4, $5)")
  private static let failedSince = Query(
    """
    SELECT (SELECT count(*) FROM refusals WHERE account = $1 AND time >= $2) + (SELECT count(*) \
    FROM orders WHERE account = $1 AND created_at >= $2 AND state = 'rejected')
    """)

  func equitySamples(
    in scope: AccountScope, since: Timestamp
  ) throws(LedgerError) -> [EquitySample] {
    try samples(Self.samplesSince, of: scope, since)
  }

  /// The latest sample at a time or before it.
  func latestSample(
    in scope: AccountScope, upTo time: Timestamp
  ) throws(LedgerError) -> EquitySample? {
    try samples(Self.latestSample, of: scope, time).last
  }

  func peakEquity(in scope: AccountScope) throws(LedgerError) -> Notional? {
    try samples(Self.peak, of: scope, nil).last?.equity
  }

  /// What the account was worth when a day began; nil where nobody has written it down.
  func dayStartEquity(
    in scope: AccountScope, _ start: Timestamp
  ) throws(LedgerError) -> Notional? {
    try samples(Self.day, of: scope, start).last?.equity
  }

  private func samples(
    _ query: Query, of scope: AccountScope, _ time: Timestamp?
  ) throws(LedgerError) -> [EquitySample] {
    guard let account = try knownNumber(of: scope) else { return [] }
    var samples: [EquitySample] = []
    try database.rows(query) { row in
      row.add(account)
      if let time { row.add(time) }
    } each: { row throws(LedgerError) in
      samples.append(EquitySample(time: row.time(), equity: try row.decimal()))
    }
    return samples
  }

  func add(
    _ sample: EquitySample, dayStart: Timestamp, to scope: AccountScope
  ) throws(LedgerError) {
    // What came last before the day is nearer to its start than what comes after it.
    let start = try latestSample(in: scope, upTo: dayStart) ?? sample
    try write(Self.addDay, of: scope, dayStart, start.equity)
    try write(Self.addSample, of: scope, sample.time, sample.equity)
    if try peakEquity(in: scope).map({ $0 < sample.equity }) ?? true {
      try write(Self.savePeak, of: scope, sample.time, sample.equity)
    }
  }

  func restartEquity(
    at sample: EquitySample, dayStart: Timestamp, in scope: AccountScope
  ) throws(LedgerError) {
    let account = try number(of: scope)
    try database.run(Self.forgetDays) { row in row.add(account) }
    try write(Self.addDay, of: scope, dayStart, sample.equity)
    try write(Self.addSample, of: scope, sample.time, sample.equity)
    try write(Self.savePeak, of: scope, sample.time, sample.equity)
  }

  private func write(
    _ query: Query, of scope: AccountScope, _ time: Timestamp, _ equity: Notional
  ) throws(LedgerError) {
    let account = try number(of: scope)
    try database.run(query) { row in
      row.add(account)
      row.add(time)
      row.add(equity)
    }
  }

  // MARK: Refusals

  func refusals(in scope: AccountScope, since: Timestamp) throws(LedgerError) -> [Refusal] {
    guard let account = try knownNumber(of: scope) else { return [] }
    var refusals: [Refusal] = []
    try database.rows(Self.refusalsSince) { row in
      row.add(account)
      row.add(since)
    } each: { row throws(LedgerError) in
      refusals.append(
        Refusal(time: row.time(), symbol: row.text(), status: try row.word(), codes: row.text()))
    }
    return refusals
  }

  func add(_ refusal: Refusal, to scope: AccountScope) throws(LedgerError) {
    let account = try number(of: scope)
    try database.run(Self.addRefusal) { row in
      row.add(account)
      row.add(refusal.time)
      row.add(refusal.symbol)
      row.add(refusal.status.rawValue)
      row.add(refusal.codes)
    }
  }

  func failedCount(in scope: AccountScope, since: Timestamp) throws(LedgerError) -> Int {
    guard let account = try knownNumber(of: scope) else { return 0 }
    try writeOrders()
    let count = try database.number(Self.failedSince) { row in
      row.add(account)
      row.add(since)
    }
    return Int(count ?? 0)
  }
}
