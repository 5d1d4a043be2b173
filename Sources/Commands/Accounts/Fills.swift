internal import Arguments
internal import Domain
internal import Ledger
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl fills`: what the account has traded.
struct Fills: Command {
  static let name = "fills"
  static let summary = "List what the account has traded."
  static let discussion = """
    It shows the fills of the ledger by time; 'order reconcile' brings it up to date with the \
    venue. With --at-venue an exchange is asked for the fills of one market instead, also those \
    of orders that the ledger does not know of. On a terminal it is a table.
    """
  static let examples = [
    Example("tradectl fills --since 1d", "What was traded within the last day."),
    Example(
      "tradectl fills --symbol BTC/USDT --strategy trend --limit 20",
      "The latest 20 of one strategy."),
    Example(
      "tradectl fills --at-venue --symbol BTC/USDT --since 1d", "What the exchange says of a day."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .negative, .unreachable, .inputOutput, .tryLater, .notPermitted, .configuration,
  ]

  var since: TimeInterval?
  var symbol: Symbol?
  var strategy: String?
  var limit: Int?
  var atVenue = false
  var dryRun = DryRunOptions()
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .section("LIST OPTIONS"),
    .option("--since", \.since, value: "time", help: "Traded within this time, such as 1d."),
    .option("--symbol", \.symbol, value: "symbol", help: "Of one market."),
    .option("--strategy", \.strategy, value: "name", help: "Of one strategy."),
    .option("--limit", \.limit, value: "count", help: "At most so many, the latest ones."),
    .flag("--at-venue", \.atVenue, help: "Ask the exchange; --symbol says for which market."),
    .group(\.dryRun),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    if let limit, limit < 1 { throw .usage("--limit must be at least 1.") }
    let place = try context.place(trading)
    if atVenue { return try listOwn(context, place) }
    if dryRun.dryRun { throw .usage("Nothing is sent without --at-venue, so --dry-run needs it.") }
    guard let desk = try context.readingDesk(place) else { return .success }
    var query = FillQuery(scope: desk.scope)
    query.symbol = symbol
    if let since { query.since = desk.clock.now().ago(since) }
    var session = try OrderSession(desk, output, context, onTerminal: .table)
    var fills = try asking { () throws(LedgerError) in try desk.fills(query) }
    if let strategy { fills.removeAll { $0.strategy != strategy } }
    if let limit { fills = fills.suffix(limit) }
    for fill in fills {
      let order = try asking { () throws(LedgerError) in
        try desk.ledger.read { view throws(LedgerError) in try view.order(fill.order) }
      }
      session.succeed()
      try session.tell(fill, id: order?.id)
    }
    return try session.close()
  }

  /// What the exchange says was traded.
  private func listOwn(
    _ context: Context, _ place: TradingPlace
  ) throws(CommandFailure) -> ExitStatus {
    guard let symbol else { throw .usage("--at-venue needs --symbol.") }
    guard strategy == nil else { throw .usage("The exchange knows of no --strategy.") }
    let desk = try context.desk(place)
    guard case .venue(let client) = desk.market, let exchange = client as? DialectVenue else {
      throw .usage("--at-venue asks an exchange, and the account \(desk.scope) is not at one.")
    }
    let preview = try dryRun.preview(at: desk)
    let now = preview?.preview.time ?? desk.clock.now()
    let period = since.map { now.ago($0)...now }
    var session = try OrderSession(desk, output, context, onTerminal: .table)
    if let preview {
      try session.show(.fills(symbol, during: period, limit: limit), preview)
      return try session.close()
    }
    var fills = try holding { () throws(DeskFailure) in
      do throws(VenueError) {
        return try exchange.fills(in: symbol, during: period, limit: limit)
      } catch {
        throw .venue(error)
      }
    }
    fills.sort { $0.time < $1.time }
    for fill in fills.suffix(limit ?? fills.count) {
      session.succeed()
      try session.write { output throws(StreamFailure) in
        try output.write(fill, of: desk.scope)
      }
    }
    return try session.close()
  }
}

extension Timestamp {
  /// The time that was so long ago at this one.
  func ago(_ interval: TimeInterval) -> Timestamp {
    advanced(by: TimeInterval(nanoseconds: -interval.nanoseconds))
  }
}
