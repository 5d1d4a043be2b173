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
  var options = MarketOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "symbol", help: "Markets."),
    .section("MARKET OPTIONS"),
    .flag("--all", \.all, help: "All markets of the exchange."),
    .group(\.options),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let desk = try options.open(context)
    let session = try MarketSession(desk, output, context)
    let name = desk.name
    let clock = SystemClock()
    guard all else {
      return try session.each(names) { market, desk throws(VenueError) in
        try desk.ask(desk.dialect.ticker(market))
      } _: { ticker, market, output throws(StreamFailure) in
        try output.write(ticker, of: market.symbol, at: name, now: clock.now())
      }
    }
    return try session.all { desk throws(VenueError) in
      var tickers: [Symbol: VenueTicker] = [:]
      let calls: [VenueCall<[Symbol: VenueTicker]>]
      do throws(Unsupported) { calls = try desk.dialect.tickers() } catch {
        throw .unsupported(reason: error.explanation)
      }
      for call in calls { tickers.merge(try desk.ask(call)) { $1 } }
      return tickers.sorted { $0.key.description < $1.key.description }
    } _: { item, output throws(StreamFailure) in
      try output.write(item.value, of: item.key, at: name, now: clock.now())
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
