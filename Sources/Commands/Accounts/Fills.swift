internal import Arguments
internal import Domain
internal import Ledger
internal import Trading
internal import Wire

/// `tradectl fills`: what the account has traded.
struct Fills: Command {
  static let name = "fills"
  static let summary = "List what the account has traded."
  static let discussion = """
    It shows the fills of the ledger by time; 'order reconcile' brings it up to date with the \
    venue. On a terminal it is a table.
    """
  static let examples = [
    Example("tradectl fills --since 1d", "What was traded within the last day."),
    Example(
      "tradectl fills --symbol BTC/USDT --strategy trend --limit 20",
      "The latest 20 of one strategy."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput, .configuration]

  var since: TimeInterval?
  var symbol: Symbol?
  var strategy: String?
  var limit: Int?
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .section("LIST OPTIONS"),
    .option("--since", \.since, value: "time", help: "Traded within this time, such as 1d."),
    .option("--symbol", \.symbol, value: "symbol", help: "Of one market."),
    .option("--strategy", \.strategy, value: "name", help: "Of one strategy."),
    .option("--limit", \.limit, value: "count", help: "At most so many, the latest ones."),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    if let limit, limit < 1 { throw .usage("--limit must be at least 1.") }
    guard let desk = try context.readingDesk(try context.place(trading)) else { return .success }
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
}

extension Timestamp {
  /// The time that was so long ago at this one.
  func ago(_ interval: TimeInterval) -> Timestamp {
    advanced(by: TimeInterval(nanoseconds: -interval.nanoseconds))
  }
}
