internal import Arguments
internal import Domain
internal import Ledger
internal import Trading
internal import Wire

/// `tradectl positions`: what the account holds.
struct Positions: Command {
  static let name = "positions"
  static let summary = "Show the positions of the account."
  static let discussion = """
    Open positions with their mark, profit, liquidation price, protection and since when they are \
    open; --closed shows those that are over instead. --total adds a summary with the sums. On a \
    terminal it is a table.
    """
  static let examples = [
    Example("tradectl positions", "What is open."),
    Example("tradectl positions --closed --since 7d --losing", "What the last week lost."),
    Example("tradectl positions --total --format jsonl | tail -n 1", "The sums."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .negative, .unreachable, .inputOutput, .tryLater, .notPermitted, .configuration,
  ]

  var symbol: Symbol?
  var closed = false
  var since: TimeInterval?
  var winning = false
  var losing = false
  var spot = false
  var total = false
  var dryRun = DryRunOptions()
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .section("LIST OPTIONS"),
    .option("--symbol", \.symbol, value: "symbol", help: "Of one market."),
    .flag("--closed", \.closed, help: "Those that are over, instead of the open ones."),
    .option(
      "--since", \.since, value: "time", help: "With --closed: within this time, such as 7d."),
    .flag("--winning", \.winning, help: "Only those with a profit."),
    .flag("--losing", \.losing, help: "Only those with a loss."),
    .flag("--spot", \.spot, help: "Only what is held in spot markets, assets of a venue too."),
    .flag("--total", \.total, help: "End with the sums over all of them."),
    .group(\.dryRun),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard !(winning && losing) else { throw .usage("Give --winning or --losing, not both.") }
    guard since == nil || closed else { throw .usage("--since needs --closed.") }
    guard let desk = try context.lookingDesk(try context.place(trading)) else { return .success }
    let preview = try dryRun.preview(at: desk)
    var session = try OrderSession(desk, output, context, onTerminal: .table)
    if let preview {
      // What is over is in the ledger alone.
      if !closed { try session.show(.positions(symbol), preview) }
      if spot { try session.show(.balances, preview) }
      return try session.close()
    }
    var sums = PositionSums()
    if closed {
      try showClosed(desk, &session, &sums)
    } else {
      try showOpen(desk, &session, &sums)
    }
    if total {
      let now = desk.clock.now()
      try session.write { output throws(StreamFailure) in
        try output.write(sums, of: desk.scope, at: now)
      }
    }
    return try session.close()
  }

  private func showOpen(
    _ desk: OrderDesk, _ session: inout OrderSession, _ sums: inout PositionSums
  ) throws(CommandFailure) {
    let now = desk.clock.now()
    var holdings = try holding { () throws(DeskFailure) in try desk.holdings(in: symbol) }
    if spot {
      holdings.removeAll { $0.symbol.kind != .spot }
      if case .venue = desk.market {
        let assets = try holding { () throws(DeskFailure) in try desk.balances() }
        holdings += assets.compactMap { Holding(of: $0, in: desk.terms.currency) }
      }
    }
    for holding in holdings where isWanted(holding.symbol, holding.unrealizedProfit) {
      sums.add(holding)
      session.succeed()
      try session.write { output throws(StreamFailure) in
        try output.write(holding, of: desk.scope, at: now)
      }
    }
  }

  private func showClosed(
    _ desk: OrderDesk, _ session: inout OrderSession, _ sums: inout PositionSums
  ) throws(CommandFailure) {
    let start = since.map { desk.clock.now().ago($0) } ?? .distantPast
    for position in try asking({ () throws(LedgerError) in
      try desk.closedPositions(since: start)
    }) {
      // What a position cost in fees decides too whether it was a win.
      let profit = try? position.realizedProfit - position.fees
      guard isWanted(position.symbol, profit), !spot || position.symbol.kind == .spot else {
        continue
      }
      sums.add(position)
      session.succeed()
      try session.write { output throws(StreamFailure) in
        try output.write(position, of: desk.scope)
      }
    }
  }

  private func isWanted(_ symbol: Symbol, _ profit: Notional?) -> Bool {
    if let wanted = self.symbol, wanted != symbol { return false }
    if winning { return profit?.isPositive ?? false }
    if losing { return profit?.isNegative ?? false }
    return true
  }
}

/// What the positions of an account add up to.
struct PositionSums {
  private(set) var count = 0
  private(set) var notional = Notional.zero
  private(set) var margin = Notional.zero
  private(set) var unrealized = Notional.zero
  private(set) var realized = Notional.zero
  private(set) var fees = Notional.zero

  mutating func add(_ holding: Holding) {
    count += 1
    Self.add(holding.notional, to: &notional)
    Self.add(holding.margin, to: &margin)
    Self.add(holding.quoteValue(of: holding.unrealizedProfit), to: &unrealized)
    Self.add(holding.quoteValue(of: holding.realizedProfit), to: &realized)
    Self.add(holding.quoteValue(of: holding.fees), to: &fees)
  }

  mutating func add(_ closed: ClosedPosition) {
    count += 1
    Self.add(closed.quoteValue(of: closed.realizedProfit), to: &realized)
    Self.add(closed.quoteValue(of: closed.fees), to: &fees)
  }

  private static func add(_ part: Notional?, to sum: inout Notional) {
    // Each part was within range, and no account holds 10²⁰ of them.
    if let part { sum = (try? sum + part) ?? sum }
  }
}

extension ClosedPosition {
  /// What an amount of its settlement currency was in the quote currency when it ended.
  func quoteValue(of amount: Notional) -> Notional? {
    try? symbol.quoteValue(of: amount, at: exitPrice)
  }
}

extension RecordOutput {
  fileprivate mutating func write(
    _ sums: PositionSums, of scope: AccountScope, at time: Timestamp
  ) throws(StreamFailure) {
    begin(.summary)
    add(scope, at: time)
    text.add(.positions, sums.count)
    text.add(.notional, sums.notional)
    text.add(.margin, sums.margin)
    text.add(.unrealizedPnL, sums.unrealized)
    text.add(.realizedPnL, sums.realized)
    text.add(.fee, sums.fees)
    try end()
  }
}

extension Holding {
  /// An asset that a venue holds for the account; nil for money, and for nothing.
  fileprivate init?(of balance: Balance, in currency: String) {
    guard balance.asset != currency, let total = try? balance.total, total.isPositive,
      let symbol = try? Symbol(unified: "\(balance.asset)/\(currency)")
    else { return nil }
    self.init(symbol: symbol, side: .long, quantity: Quantity(scaled: total.scaled))
  }
}
