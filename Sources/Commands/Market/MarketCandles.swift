internal import Arguments
internal import Domain
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl market candles`: the prices of spans of time.
struct MarketCandles: Command {
  static let name = "candles"
  static let summary = "Show the candles of a market, oldest first."
  static let discussion = """
    Without --since they are the newest ones. With it they begin there, and are asked for in as \
    many pieces as it takes; the last one may not be over yet. The records can be replayed by \
    'paper run --data', and read by 'size --atr-from'. Those of another --price than the last one \
    have no volume, and are told by binance-futures, aster, bybit and okx.
    """
  static let examples = [
    Example(
      "tradectl market candles BTC/USDT --interval 1h --since 7d --venue binance",
      "The hours of the last week."),
    Example(
      "tradectl market candles BTC/USDT:USDT --price mark --venue binance-futures",
      "What positions were valued at."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .mixed, .badInput, .unreachable, .inputOutput, .tryLater, .configuration,
  ]

  var names: [String] = []
  var interval = CandleLength.oneMinute
  var price = CandlePrice.last
  var since: TimeInterval?
  var limit: Int?
  var dryRun = DryRunOptions()
  var options = MarketOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "symbol", help: "Markets."),
    .section("MARKET OPTIONS"),
    .option("--interval", \.interval, value: "time", help: "What one candle covers."),
    .option(
      "--price", \.price, value: "kind", help: "What they are drawn of: last, mark or index."),
    .option(
      "--since", \.since, value: "time", help: "Those that began within this time, such as 1d."),
    .option("--limit", \.limit, value: "count", help: "At most so many."),
    .group(\.dryRun),
    .group(\.options),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    if let limit, limit < 1 { throw .usage("--limit must be at least 1.") }
    let desk = try options.open(context)
    let preview = try dryRun.preview()
    let session = try MarketSession(desk, output, context)
    let name = desk.name
    let now = preview?.time ?? SystemClock().now()
    if let preview {
      return try session.show(names, preview) { market, desk throws(VenueError) in
        [try call(market, since.map(now.ago), limit, desk).draft]
      }
    }
    return try session.each(names) { market, desk throws(VenueError) in
      try candles(of: market, from: since.map(now.ago), until: now, desk)
    } _: { candles, market, output throws(StreamFailure) in
      for candle in candles {
        output.begin(.candle, of: market.symbol, at: name, candle.openTime)
        output.text.add(.open, candle.open)
        output.text.add(.high, candle.high)
        output.text.add(.low, candle.low)
        output.text.add(.close, candle.close)
        output.text.add(.volume, candle.volume)
        try output.end()
      }
    }
  }

  /// All pieces of them.
  private func candles(
    of market: Instrument, from start: Timestamp?, until now: Timestamp, _ desk: MarketDesk
  ) throws(VenueError) -> [Candle] {
    var candles: [Candle] = []
    var next = start
    while true {
      let piece = try desk.ask(try call(market, next, limit.map { $0 - candles.count }, desk))
      candles += piece
      if let limit, candles.count >= limit { return Array(candles.prefix(limit)) }
      // Without a beginning there is one piece; no new candle is the end.
      guard let before = next, let last = piece.last, last.openTime >= before else {
        return candles
      }
      let following = last.openTime.advanced(by: interval.interval)
      guard following <= now else { return candles }
      next = following
    }
  }

  /// One piece of them.
  private func call(
    _ market: Instrument, _ start: Timestamp?, _ limit: Int?, _ desk: MarketDesk
  ) throws(VenueError) -> VenueCall<[Candle]> {
    do throws(Unsupported) {
      return try desk.dialect.candles(
        market, interval, of: price, since: start, limit: limit)
    } catch {
      throw .unsupported(reason: error.explanation)
    }
  }
}

extension CandleLength: ArgumentValue {}
extension CandlePrice: ArgumentValue {}
