internal import Arguments
internal import Domain
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl market trades`: what was traded of late.
struct MarketTrades: Command {
  static let name = "trades"
  static let summary = "Show the newest trades of a market, oldest first."
  static let discussion = "The records can be replayed by 'paper run --data'."
  static let examples = [
    Example("tradectl market trades BTC/USDT --limit 50 --venue binance", "The last 50.")
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .mixed, .badInput, .unreachable, .inputOutput, .tryLater, .configuration,
  ]

  var names: [String] = []
  var limit: Int?
  var dryRun = DryRunOptions()
  var options = MarketOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "symbol", help: "Markets."),
    .section("MARKET OPTIONS"),
    .option("--limit", \.limit, value: "count", help: "At most so many, the newest ones."),
    .group(\.dryRun),
    .group(\.options),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    if let limit, limit < 1 { throw .usage("--limit must be at least 1.") }
    let desk = try options.open(context)
    let preview = try dryRun.preview()
    let session = try MarketSession(desk, output, context)
    if let preview {
      return try session.show(names, preview) { market, desk throws(VenueError) in
        [desk.dialect.trades(market, limit: limit).draft]
      }
    }
    let name = desk.name
    return try session.each(names) { market, desk throws(VenueError) in
      try desk.ask(desk.dialect.trades(market, limit: limit))
    } _: { trades, market, output throws(StreamFailure) in
      for trade in trades.suffix(limit ?? trades.count) {
        output.begin(.trade, of: market.symbol, at: name, trade.time)
        output.text.add(.price, trade.price)
        output.text.add(.quantity, trade.quantity)
        if let side = trade.aggressor { output.text.add(.aggressor, word: side.rawValue) }
        try output.end()
      }
    }
  }
}
