package import Domain

/// Takes in what happens in a trading run and says at any time how it went.
///
/// Memory does not grow with the length of the run, only with the number of its symbols and
/// strategies. Samples come in order of time; the first is the start of the run, the last its end.
package struct PerformanceRecorder: Sendable {
  private var start: EquitySample?
  private var end: EquitySample?
  private var returns: ReturnStatistics
  private var drawdowns = DrawdownTracker()
  private var clock = ExposureClock()
  private var peakExposure = Notional.zero
  private var roundTrips = RoundTripLedger()
  private var totals = TradeTotals()
  private var bySymbol: [Symbol: TradeTotals] = [:]
  private var byStrategy: [String?: TradeTotals] = [:]
  private var orders: [OrderStatus: Int] = [:]

  /// - Parameters:
  ///   - sampleInterval: The time between two samples, above zero.
  ///   - riskFreeRate: The yearly return that Sharpe and Sortino ratio subtract: 0.04 for 4 %.
  package init(sampleInterval: TimeInterval, riskFreeRate: Double = 0) {
    returns = ReturnStatistics(interval: sampleInterval, riskFreeRate: riskFreeRate)
  }

  /// Takes in the state of the account at a sampling boundary, or at the end of the run.
  ///
  /// - Parameters:
  ///   - time: Not before the last sample.
  ///   - equity: Cash and positions at their market value.
  ///   - exposure: The market value of all positions, without sign.
  package mutating func sample(_ time: Timestamp, equity: Notional, exposure: Notional) {
    precondition(end.map { $0.time <= time } ?? true, "Samples come in order of time")
    let sample = EquitySample(time: time, equity: equity)
    if start == nil { start = sample }
    end = sample
    returns.add(sample)
    drawdowns.add(sample)
    clock.sample(time, hasPosition: !exposure.isZero)
    peakExposure = max(peakExposure, exposure.magnitude)
  }

  /// Takes in an execution.
  ///
  /// - Parameters:
  ///   - symbol: The market it happened in.
  ///   - strategy: What its results are counted under; nil is the strategy of the open position.
  ///   - fill: The execution; its fee is in the currency of the equity.
  ///   - realized: The profit of the part of the position that it closed, fees not counted.
  ///   - slippage: What its price cost against the expected one; negative where it was better.
  ///   - positionAfter: Base units held after it; negative when short.
  /// - Returns: The round trip that it brought to its end, if it did.
  /// - Throws: `.overflow`; the recorder is then as it was.
  @discardableResult
  package mutating func fill(
    symbol: Symbol, strategy: String?, fill: Fill, realized: Notional, slippage: Notional,
    positionAfter: Quantity
  ) throws(DecimalError) -> RoundTrip? {
    let strategy = strategy ?? roundTrips.strategy(of: symbol)
    let change = try roundTrips.change(
      by: fill, of: symbol, strategy: strategy, realized: realized,
      positionAfter: positionAfter)
    // All sums are made on copies first, so that an overflow leaves everything as it was.
    var nextTotals = totals
    var symbolTotals = bySymbol[symbol] ?? TradeTotals()
    var strategyTotals = byStrategy[strategy] ?? TradeTotals()
    try nextTotals.add(fill, realized: realized, slippage: slippage)
    try symbolTotals.add(fill, realized: realized, slippage: slippage)
    try strategyTotals.add(fill, realized: realized, slippage: slippage)
    if let trip = change.finished {
      try nextTotals.add(trip)
      try symbolTotals.add(trip)
      if trip.strategy == strategy {
        try strategyTotals.add(trip)
      } else {
        var openerTotals = byStrategy[trip.strategy] ?? TradeTotals()
        try openerTotals.add(trip)
        byStrategy[trip.strategy] = openerTotals
      }
    }
    totals = nextTotals
    bySymbol[symbol] = symbolTotals
    byStrategy[strategy] = strategyTotals
    roundTrips.apply(change)
    clock.fill(fill.time, hasPosition: !roundTrips.isFlat)
    return change.finished
  }

  /// Counts an order by the status that it ended with.
  package mutating func order(status: OrderStatus) {
    orders[status, default: 0] += 1
  }

  /// How the run went so far.
  ///
  /// - Parameters:
  ///   - balance: The cash of the account at the end.
  ///   - unrealized: What the open positions would gain at the last prices, fees not counted.
  /// - Returns: The same report for the same run, rows in order of their names.
  package func report(balance: Notional, unrealized: Notional) -> PerformanceReport {
    PerformanceReport(
      start: start, end: end, balance: balance, unrealized: unrealized, totals: totals,
      returns: returns, drawdown: drawdowns.deepest, exposedNanoseconds: clock.exposed,
      peakExposure: peakExposure,
      orders: OrderStatus.allCases.compactMap { status in
        orders[status].map { OrderCount(status: status, count: $0) }
      },
      bySymbol: PerformanceRow.sorted(bySymbol.map { ($0.key.description, $0.value) }),
      byStrategy: PerformanceRow.sorted(byStrategy.map { ($0.key, $0.value) }))
  }
}
