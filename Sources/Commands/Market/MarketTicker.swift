internal import Arguments
internal import Domain
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl market ticker`: what markets pay now.
struct MarketTicker: Command {
  static let name = "ticker"
  static let summary = "Show what markets pay now."
  static let discussion = """
    `price` is that of the last trade, `bid` and `ask` are the best ones where the exchange tells \
    them with it, and `venue_ts` is the time that it gives.
    """
  static let examples = [
    Example("tradectl market ticker BTC/USDT --venue binance", "The price of one market."),
    Example("tradectl market ticker --all --venue binance-futures", "All of them at once."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .mixed, .badInput, .unreachable, .inputOutput, .tryLater, .configuration,
  ]

  var names: [String] = []
  var all = false
  var dryRun = DryRunOptions()
  var options = MarketOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "symbol", help: "Markets."),
    .section("MARKET OPTIONS"),
    .flag("--all", \.all, help: "All markets of the exchange."),
    .group(\.dryRun),
    .group(\.options),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let desk = try options.open(context)
    let preview = try dryRun.preview()
    let session = try MarketSession(desk, output, context)
    let name = desk.name
    let clock = SystemClock()
    if let preview, !all {
      return try session.show(names, preview) { market, desk throws(VenueError) in
        [desk.dialect.ticker(market).draft]
      }
    }
    if let preview {
      return try session.show(preview) { desk throws(VenueError) in
        try allTickers(desk).map(\.draft)
      }
    }
    guard all else {
      return try session.each(names) { market, desk throws(VenueError) in
        try desk.ask(desk.dialect.ticker(market))
      } _: { ticker, market, output throws(StreamFailure) in
        try output.write(ticker, of: market.symbol, at: name, now: clock.now())
      }
    }
    return try session.all { desk throws(VenueError) in
      var tickers: [Symbol: VenueTicker] = [:]
      for call in try allTickers(desk) { tickers.merge(try desk.ask(call)) { $1 } }
      return tickers.sorted { $0.key.description < $1.key.description }
    } _: { item, output throws(StreamFailure) in
      try output.write(item.value, of: item.key, at: name, now: clock.now())
    }
  }

  private func allTickers(
    _ desk: MarketDesk
  ) throws(VenueError) -> [VenueCall<[Symbol: VenueTicker]>] {
    do throws(Unsupported) { return try desk.dialect.tickers() } catch {
      throw .unsupported(reason: error.explanation)
    }
  }
}

extension RecordOutput {
  fileprivate mutating func write(
    _ ticker: VenueTicker, of symbol: Symbol, at venue: String, now: Timestamp
  ) throws(StreamFailure) {
    begin(.ticker, of: symbol, at: venue, now: now, ticker.time)
    text.add(.price, ticker.price)
    if let bid = ticker.bid { text.add(.bid, bid) }
    if let ask = ticker.ask { text.add(.ask, ask) }
    try end()
  }
}
