internal import Domain
internal import Ledger
internal import Lifecycle
internal import Risk
internal import Trading
internal import Wire

/// Everything that is measured of one account, from one moment of the ledger.
struct AccountMetrics {
  private let scope: AccountScope
  private let now: Timestamp
  private(set) var samples: [Sample] = []

  private var statuses: [OrderStatus: Int] = [:]
  private var fees: [String: Notional] = [:]
  private var fillSeconds = Histogram(.fillSeconds)
  private var slippage = Histogram(.slippage)
  private var overCount = 0
  private var takenCount = 0
  private var oldest: Timestamp?
  private var latest: Timestamp?

  /// - Parameters:
  ///   - view: The ledger.
  ///   - scope: The account.
  ///   - basis: What it is worth.
  /// - Throws: When the ledger cannot be read.
  init(
    _ view: any LedgerView, _ scope: AccountScope, _ basis: RiskBasis
  ) throws(LedgerError) {
    self.scope = scope
    now = basis.now
    try addOrders(view)
    try addRefusals(view)
    try addRisk(view, basis)
    try addPositions(view, basis)
  }

  // MARK: Orders

  private mutating func addOrders(_ view: any LedgerView) throws(LedgerError) {
    var open = 0
    try view.eachOrder(OrderQuery(scope: scope)) { order throws(LedgerError) in
      if !order.life.isFinal { open += 1 }
      count(order)
    }
    for status in OrderStatus.allCases {
      guard let count = statuses[status] else { continue }
      add(.orders, Rate(count), (.status, status.rawValue))
    }
    add(.openOrders, Rate(open))
    add(.unknownOrders, Rate(statuses[.unknown] ?? 0))
    if overCount > 0,
      let ratio = try? Rate(takenCount).ratio(to: Rate(overCount), rounding: .toNearestOrEven)
    {
      add(.successRatio, ratio)
    }
    add(.oldestOrderAge, oldest.map { max(.zero, now.since($0)).rate } ?? .zero)
    add(.fillSeconds, .histogram(fillSeconds))
    add(.slippage, .histogram(slippage))
    for (asset, fee) in fees.sorted(by: { $0.key < $1.key }) {
      add(.fees, Rate(scaled: fee.scaled), (.asset, asset))
    }
    if let latest { add(.lastEvent, TimeInterval(nanoseconds: latest.nanoseconds).rate) }
  }

  private mutating func count(_ order: StoredOrder) {
    let life = order.life
    statuses[life.status, default: 0] += 1
    latest = max(latest ?? life.latestTime, life.latestTime)
    if life.isFinal {
      overCount += 1
      if life.state != .rejected, life.state != .unsent { takenCount += 1 }
    } else {
      oldest = min(oldest ?? life.createdAt, life.createdAt)
    }
    guard life.filledQuantity.isPositive else { return }
    if let asset = life.feeAsset {
      fees[asset] = (try? fees[asset, default: .zero] + life.fee) ?? fees[asset]
    }
    if let basisPoints = order.slippageBasisPoints,
      let share = try? basisPoints * Rate.basisPoint
    {
      slippage.observe(share)
    }
    if life.state == .filled, let sent = life.sentAt, let end = life.finalAt {
      fillSeconds.observe(max(.zero, end.since(sent)).rate)
    }
  }

  private mutating func addRefusals(_ view: any LedgerView) throws(LedgerError) {
    var counts: [String: Int] = [:]
    for refusal in try view.refusals(in: scope, since: .distantPast) {
      for code in refusal.codes.split(separator: ",") { counts[String(code), default: 0] += 1 }
    }
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) {
      add(.refusals, Rate(count), (.code, code))
    }
  }

  // MARK: Money

  private mutating func addRisk(
    _ view: any LedgerView, _ basis: RiskBasis
  ) throws(LedgerError) {
    let report = try RiskReport(view, scope, basis)
    if report.isEquityKnown {
      let state = report.state
      add(.equity, Rate(scaled: state.equity.scaled))
      add(.peak, Rate(scaled: state.peakEquity.scaled))
      add(.dayStartEquity, Rate(scaled: state.dayStartEquity.scaled))
      if let share = state.drawdown { add(.drawdown, share) }
      if let share = state.dailyLossShare { add(.dailyLoss, share) }
    }
    add(.breakerOpen, report.trip == nil ? .zero : .one)
    var trips: [BreakerCause: Int] = [:]
    for record in try view.breakerLog(of: scope) {
      if case .tripped(let trip) = record.entry { trips[trip.cause, default: 0] += 1 }
    }
    // Those that never happened too, so that the first one is seen as an increase.
    for cause in BreakerCause.allCases {
      add(.breakerTrips, Rate(trips[cause] ?? 0), (.cause, cause.rawValue))
    }
  }

  private mutating func addPositions(
    _ view: any LedgerView, _ basis: RiskBasis
  ) throws(LedgerError) {
    var realized = Notional.zero
    var unrealized = Notional.zero
    for closed in try view.closedPositions(in: scope, since: .distantPast) {
      realized =
        closed.quoteValue(of: closed.realizedProfit)
        .flatMap { try? realized + $0 } ?? realized
    }
    let held = try view.positions(in: scope, symbol: nil)
    for position in held {
      let (market, size) = (position.symbol, position.position.quantity)
      let symbol = (Field.symbol, market.description)
      let mark = basis.marks[market]
      if let price = mark ?? position.entryPrice {
        realized =
          (try? realized + market.quoteValue(of: position.realizedProfit, at: price))
          ?? realized
        let quantity = (try? market.baseQuantity(of: size, at: price)) ?? .zero
        add(.positionQuantity, Rate(scaled: quantity.scaled), symbol, position.positionSide)
      }
      guard let mark, let value = try? market.notional(of: size, at: mark) else { continue }
      add(.positionValue, Rate(scaled: value.scaled), symbol, position.positionSide)
      let profit = try? market.quoteValue(
        of: position.position.unrealizedProfit(at: mark, in: market), at: mark)
      unrealized = (try? unrealized + (profit ?? .zero)) ?? unrealized
    }
    add(.positions, Rate(held.count))
    add(.realizedProfit, Rate(scaled: realized.scaled))
    add(.unrealizedProfit, Rate(scaled: unrealized.scaled))
  }

  // MARK: Samples

  private mutating func add(
    _ metric: Metric, _ value: Rate, _ label: (Field, String)? = nil, _ side: PositionSide? = nil
  ) {
    add(metric, .number(value), label, side)
  }

  private mutating func add(
    _ metric: Metric, _ value: Sample.Value, _ label: (Field, String)? = nil,
    _ side: PositionSide? = nil
  ) {
    var labels: [(field: Field, text: String)] = [
      (.mode, scope.mode.rawValue), (.account, scope.account), (.venue, scope.venue),
    ]
    if let label { labels.append((label.0, label.1)) }
    if let side { labels.append((.positionSide, side.rawValue)) }
    samples.append(Sample(metric: metric, labels: labels, value: value))
  }
}

extension TimeInterval {
  /// Seconds, exact.
  fileprivate var rate: Rate {
    Rate(scaled: Int128(nanoseconds) * (FixedPoint.one / 1_000_000_000))
  }
}
