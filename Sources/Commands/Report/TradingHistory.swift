internal import Domain
internal import Ledger
internal import Lifecycle
internal import Trading
internal import Wire

/// Where the records of a report come from; nil for what several of them disagree about.
struct ReportOrigin {
  private(set) var mode: String?
  private(set) var account: String?
  private(set) var venue: String?
  private var isEmpty = true

  init() {}

  init(_ scope: AccountScope) {
    mode = scope.mode.rawValue
    account = scope.account
    venue = scope.venue
    isEmpty = false
  }

  /// Such as `paper main at paper`.
  var words: String {
    [mode, account, venue.map { "at \($0)" }].compactMap(\.self).joined(separator: " ")
  }

  /// Takes the origin of a record in.
  ///
  /// - Throws: Where paper and real money would be added up.
  mutating func take(_ record: borrowing Record) throws(RecordProblem) {
    let mode = try record.text(.mode)
    let account = try record.text(.account)
    let venue = try record.text(.venue)
    if isEmpty {
      (self.mode, self.account, self.venue) = (mode, account, venue)
      isEmpty = false
      return
    }
    guard mode == self.mode else {
      throw .badValue(.mode, "is not \(self.mode ?? "missing") as in the records before")
    }
    if account != self.account { self.account = nil }
    if venue != self.venue { self.venue = nil }
  }
}

/// All that a report is made of.
struct TradingHistory {
  /// An execution, with what is known of it beside.
  struct Trade {
    let symbol: Symbol
    let strategy: String?
    let fill: Fill
    /// Nil where it follows from the trades before.
    let realized: Notional?
    let slippage: Notional
  }

  /// What the account was worth at a time.
  struct EquityPoint {
    let time: Timestamp
    let equity: Notional
  }

  private(set) var origin = ReportOrigin()
  private(set) var currency = ""
  private(set) var trades: [Trade] = []
  private(set) var equity: [EquityPoint] = []
  private(set) var startingEquity: Notional?
  /// How each order ended, in the order in which they were first met.
  private(set) var endings: [OrderStatus] = []
  /// What was held before the first trade.
  private(set) var held: [Symbol: Position] = [:]
  /// Inverse contracts that the account traded: their results are amounts of several currencies,
  /// which are not added up.
  private(set) var leftOut: Set<Symbol> = []
  /// Markets of which both sides were held apart: a report follows one position in a market.
  private(set) var heldApart: Set<Symbol> = []

  private var endingOfOrder: [String: Int] = [:]
  private var fillIDs: Set<String> = []

  init(startingEquity: Notional?) { self.startingEquity = startingEquity }

  // MARK: Records

  /// Takes a record in; one of another kind does not matter.
  mutating func take(_ record: borrowing Record) throws(RecordProblem) {
    switch record.kind {
    case .fill:
      try origin.take(record)
      try take(fill: record)
    case .order:
      try origin.take(record)
      try take(order: record)
    case .equity:
      try origin.take(record)
      guard let time = try record.time(.ts) else { throw .missing(.ts) }
      equity.append(EquityPoint(time: time, equity: try record.required(.equity)))
    case .error:
      throw RecordProblem(
        code: "UPSTREAM_ERROR", "an earlier command could not use a line; the report lacks it")
    default: break
    }
  }

  private mutating func take(fill record: borrowing Record) throws(RecordProblem) {
    let symbol = try record.required(symbol: .symbol)
    guard !symbol.isInverse else {
      throw .badValue(.symbol, "is an inverse contract, which a report does not add up")
    }
    guard !record.has(.positionSide) else {
      throw .badValue(
        .positionSide,
        "is of an account that holds both sides apart, which a report does not add up")
    }
    guard let time = try record.time(.ts) else { throw .missing(.ts) }
    guard let side = try record.word(.side, as: Side.self) else { throw .missing(.side) }
    let price: Price = try record.required(.price)
    let quantity: Quantity = try record.required(.quantity)
    guard price.isPositive else { throw .badValue(.price, "is not above zero") }
    guard quantity.isPositive else { throw .badValue(.quantity, "is not above zero") }
    // A fill that is told twice was one.
    if let id = try record.text(.fillID) {
      let account = try record.text(.account) ?? ""
      let venue = try record.text(.venue) ?? ""
      guard fillIDs.insert("\(venue) \(account) \(symbol) \(id)").inserted else { return }
    }
    currency = currency.isEmpty ? symbol.settlementAsset : currency
    guard symbol.settlementAsset == currency else {
      throw .badValue(.symbol, "settles in \(symbol.settlementAsset), the report is in \(currency)")
    }
    let fee: Notional = try record.decimal(.fee) ?? .zero
    trades.append(
      Trade(
        symbol: symbol, strategy: try record.text(.strategy),
        fill: Fill(
          side: side, price: price, quantity: quantity, fee: fee,
          liquidity: try record.word(.liquidity) ?? .taker, time: time),
        realized: try record.decimal(.realizedPnL),
        slippage: try record.decimal(.slippage) ?? .zero))
  }

  private mutating func take(order record: borrowing Record) throws(RecordProblem) {
    guard let status = try record.word(.status, as: OrderStatus.self), status.isFinal else {
      return
    }
    let name = try record.text(.clientOrderID)
    note(status, of: name)
  }

  private mutating func note(_ status: OrderStatus, of order: String?) {
    if let order, let place = endingOfOrder[order] {
      endings[place] = status
      return
    }
    if let order { endingOfOrder[order] = endings.count }
    endings.append(status)
  }

  // MARK: The ledger

  /// Takes in what an account did.
  mutating func read(_ desk: OrderDesk, since start: Timestamp) throws(LedgerError) {
    origin = ReportOrigin(desk.scope)
    currency = desk.terms.currency
    for fill in try desk.fills(FillQuery(scope: desk.scope)) {
      take(fill, since: start)
    }
    var query = OrderQuery(scope: desk.scope)
    query.isFinal = true
    for order in try desk.orders(query) where order.life.finalAt ?? order.life.createdAt >= start {
      note(order.life.status, of: order.clientOrderID)
    }
    let samples = try desk.ledger.read { view throws(LedgerError) in
      try view.equitySamples(in: desk.scope, since: start)
    }
    equity += samples.map { EquityPoint(time: $0.time, equity: $0.equity) }
  }

  private mutating func take(_ fill: StoredFill, since start: Timestamp) {
    let execution = fill.execution.fill
    guard !fill.symbol.isInverse else {
      leftOut.insert(fill.symbol)
      return
    }
    guard fill.positionSide == nil else {
      heldApart.insert(fill.symbol)
      return
    }
    guard execution.time >= start else {
      var position = held[fill.symbol] ?? Position()
      // The ledger has reckoned the same before.
      _ = try? position.trade(execution.side, execution.quantity, at: execution.price)
      held[fill.symbol] = position
      return
    }
    currency = fill.symbol.settlementAsset
    trades.append(
      Trade(
        symbol: fill.symbol, strategy: fill.strategy, fill: execution,
        realized: fill.realizedProfit, slippage: .zero))
  }
}
