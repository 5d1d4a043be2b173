internal import Domain
internal import Ledger
internal import Matching
internal import Reports

/// The report of a history: the statistics that `paper run` reckons too, over what is told.
struct ReportResults {
  let report: PerformanceReport
  private let results: PaperResults

  /// - Parameters:
  ///   - history: In any order.
  ///   - sampleInterval: The time between two samples of the equity.
  /// - Throws: `.overflow`.
  init(
    _ history: TradingHistory, sampleInterval: TimeInterval
  ) throws(DecimalError) {
    var replay = HistoryReplay(history, sampleInterval: sampleInterval)
    try replay.run()
    report = replay.results.recorder.report(
      balance: replay.cash, unrealized: try replay.unrealized())
    results = replay.results
  }

  func page(title: String, subtitle: String, currency: String) -> [UInt8] {
    results.page(report, title: title, subtitle: subtitle, symbols: [], currency: currency)
  }
}

/// Goes through a history in order of time.
private struct HistoryReplay {
  private let trades: [TradingHistory.Trade]
  private let samples: [TradingHistory.EquityPoint]
  private let interval: TimeInterval
  private var positions: [Symbol: Position]
  private var marks: [Symbol: Price] = [:]
  /// What was told of the equity last.
  private var told: Notional?
  private var nextSample: Timestamp?
  private(set) var cash: Notional
  var results: PaperResults

  init(_ history: TradingHistory, sampleInterval: TimeInterval) {
    // Equal times stay in the order in which they came.
    trades = history.trades.enumerated().sorted {
      ($0.element.fill.time, $0.offset) < ($1.element.fill.time, $1.offset)
    }.map(\.element)
    samples = history.equity.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
    interval = sampleInterval
    positions = history.held
    let start = history.startingEquity ?? samples.first?.equity ?? .zero
    cash = start
    results = PaperResults(startingEquity: start, sampleInterval: sampleInterval, drawsPage: true)
    for status in history.endings { results.order(status) }
  }

  mutating func run() throws(DecimalError) {
    let times = [trades.first?.fill.time, samples.first?.time].compactMap(\.self)
    guard let start = times.min() else { return }
    try sample(at: start)
    nextSample = Self.boundary(after: start, interval)
    var rest = samples[...]
    for trade in trades {
      try take(&rest, upTo: trade.fill.time)
      try sample(upTo: trade.fill.time)
      try take(trade)
    }
    try take(&rest, upTo: .distantFuture)
    let end = max(trades.last?.fill.time ?? start, samples.last?.time ?? start)
    try sample(upTo: end)
    try sample(at: end)
  }

  private mutating func take(
    _ rest: inout ArraySlice<TradingHistory.EquityPoint>, upTo time: Timestamp
  ) throws(DecimalError) {
    while let first = rest.first, first.time <= time {
      try sample(upTo: first.time)
      told = first.equity
      rest.removeFirst()
    }
  }

  private mutating func take(_ trade: TradingHistory.Trade) throws(DecimalError) {
    let fill = trade.fill
    var position = positions[trade.symbol] ?? Position()
    let isOpening = position.isFlat && trade.realized.map { !$0.isZero } ?? false
    var realized = trade.realized ?? .zero
    // What closes a position that nobody told of leaves nothing behind.
    if !isOpening {
      let own = try position.trade(fill.side, fill.quantity, at: fill.price)
      realized = trade.realized ?? own
    }
    positions[trade.symbol] = position
    marks[trade.symbol] = fill.price
    cash = try cash + realized - fill.fee
    try results.fill(
      fill, symbol: trade.symbol, strategy: trade.strategy, realized: realized,
      slippage: trade.slippage, positionAfter: position.quantity)
  }

  // MARK: Equity

  /// What the open positions would gain at the last prices that were traded.
  func unrealized() throws(DecimalError) -> Notional {
    var sum = Notional.zero
    for (symbol, position) in positions {
      guard let price = marks[symbol] else { continue }
      sum = try sum + position.unrealizedProfit(at: price)
    }
    return sum
  }

  private mutating func sample(upTo time: Timestamp) throws(DecimalError) {
    while let next = nextSample, next <= time {
      try sample(at: next)
      let following = next.advanced(by: interval)
      // At the end of time there is no further boundary.
      nextSample = following > next ? following : nil
    }
  }

  private mutating func sample(at time: Timestamp) throws(DecimalError) {
    var exposure = Notional.zero
    for (symbol, position) in positions {
      guard let price = marks[symbol] else { continue }
      exposure = try exposure + position.notional(at: price)
    }
    let equity: Notional
    if samples.isEmpty { equity = try cash + unrealized() } else { equity = told ?? cash }
    results.sample(time, equity: equity, exposure: exposure)
  }

  private static func boundary(after time: Timestamp, _ interval: TimeInterval) -> Timestamp {
    let count = time.nanoseconds / interval.nanoseconds
    let boundary = Timestamp(nanoseconds: count * interval.nanoseconds)
    return boundary > time ? boundary : boundary.advanced(by: interval)
  }
}
