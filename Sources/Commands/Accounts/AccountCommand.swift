internal import Arguments
internal import Configuration
internal import Domain
internal import Ledger
internal import Matching
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl account`: the account and what it may do.
struct AccountCommand: Command {
  static let name = "account"
  static let summary = "Show the account: what it is worth, its fees, and what it may do."
  static let examples = [
    Example("tradectl account", "The account that commands use where none is named."),
    Example("tradectl account --account main --mode paper", "One account on paper."),
    Example(
      "tradectl account --symbol BTC/USDT:USDT", "And what it pays there, at which leverage."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .negative, .unreachable, .inputOutput, .tryLater, .notPermitted, .configuration,
  ]

  var symbol: Symbol?
  var dryRun = DryRunOptions()
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .section("ACCOUNT OPTIONS"),
    .option(
      "--symbol", \.symbol, value: "symbol",
      help: "At an exchange: the fees and the leverage of this market too."),
    .group(\.dryRun),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let place = try context.place(trading)
    guard let desk = try context.lookingDesk(place) else { return .success }
    let preview = try dryRun.preview(at: desk)
    var session = try OrderSession(desk, output, context, onTerminal: .table)
    if let preview {
      for question in [DialectVenue.Question.balances, .positions(nil), .permissions] {
        try session.show(question, preview)
      }
      if let symbol {
        try session.show(.fees(symbol), preview)
        if symbol.kind != .spot { try session.show(.leverage(symbol), preview) }
      }
      return try session.close()
    }
    let balances = try holding { () throws(DeskFailure) in try desk.balances() }
    let holdings = try holding { () throws(DeskFailure) in try desk.holdings() }
    let (peak, open) = try known(desk)
    var permissions: KeyPermissions?
    if case .venue(let client) = desk.market {
      // What the key may do is worth knowing, and no reason to keep the rest back.
      permissions = (try? client.permissions()) ?? nil
    }
    let terms = try terms(desk)
    let now = desk.clock.now()
    try session.write { output throws(StreamFailure) in
      output.begin(.account)
      output.add(desk.scope, at: now)
      if let money = balances.first(where: { $0.asset == currency(desk) }) ?? balances.first {
        output.text.add(.asset, money.asset)
        if let equity = equity(money, balances, holdings, desk) {
          output.text.add(.equity, equity)
          let peak = max(peak ?? equity, equity)
          output.text.add(.peak, peak)
          if let fall = RecordOutput.drawdownPercent(equity, below: peak) {
            output.text.add(.drawdownPercent, fall)
          }
        }
        output.text.add(.free, money.free)
      }
      output.text.add(.openOrders, open)
      output.text.add(.positions, holdings.count)
      if case .paper(let paper) = desk.market {
        output.text.add(.margin, paper.margin)
        output.text.add(.leverage, place.settings.paper.leverage)
        output.text.add(.makerFee, place.settings.paper.makerFee)
        output.text.add(.takerFee, place.settings.paper.takerFee)
      }
      if let leverage = terms.leverage { output.text.add(.leverage, leverage) }
      if let fees = terms.fees {
        if let maker = try? fees.maker.percent { output.text.add(.makerFee, maker) }
        if let taker = try? fees.taker.percent { output.text.add(.takerFee, taker) }
      }
      output.text.add(.readOnly, place.choice.account.isReadOnly)
      if let permissions {
        output.text.add(.canTrade, permissions.canTrade)
        if let canWithdraw = permissions.canWithdraw { output.text.add(.canWithdraw, canWithdraw) }
      }
      try output.end()
    }
    session.succeed()
    return try session.close()
  }

  /// What the exchange has for the market that is named.
  private func terms(
    _ desk: OrderDesk
  ) throws(CommandFailure) -> (fees: TradingFees?, leverage: Rate?) {
    guard let symbol else { return (nil, nil) }
    guard case .venue(let client) = desk.market, let exchange = client as? DialectVenue else {
      throw .usage("--symbol asks an exchange, and the account \(desk.scope) is not at one.")
    }
    return try holding { () throws(DeskFailure) in
      do throws(VenueError) {
        let fees = try exchange.fees(in: symbol)
        return (fees, symbol.kind == .spot ? nil : try exchange.leverage(in: symbol).leverage)
      } catch {
        throw .venue(error)
      }
    }
  }

  private func currency(_ desk: OrderDesk) -> String {
    if case .paper(let paper) = desk.market { paper.currency } else { desk.terms.currency }
  }

  private func equity(
    _ money: Balance, _ balances: [Balance], _ holdings: [Holding], _ desk: OrderDesk
  ) -> Notional? {
    var total = try? money.total
    var balances = balances
    // What an inverse contract gains is worth what its base currency is.
    for holding in holdings where holding.symbol.isInverse {
      if let profit = holding.unrealizedProfit {
        balances.add(profit, of: holding.symbol.settlementAsset)
      }
    }
    switch desk.market {
    case .paper(let paper): return try? paper.equity
    case .venue(let client):
      if let worth = try? client.worth(of: balances, in: money.asset) { total = worth }
    }
    return holdings.filter { !$0.symbol.isInverse }.reduce(total) { sum, holding in
      sum.flatMap { try? $0 + (holding.unrealizedProfit ?? .zero) }
    }
  }

  /// The highest worth so far, and how many orders can still change.
  private func known(_ desk: OrderDesk) throws(CommandFailure) -> (Notional?, Int) {
    var query = OrderQuery(scope: desk.scope)
    query.isFinal = false
    let open = try asking { () throws(LedgerError) in try desk.orders(query) }
    let peak = try asking { () throws(LedgerError) in
      try desk.ledger.read { view throws(LedgerError) in try view.peakEquity(in: desk.scope) }
    }
    return (peak, open.count)
  }
}
