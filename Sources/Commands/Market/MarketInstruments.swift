internal import Arguments
internal import Domain
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl market instruments`: what can be traded, on which grid and within which limits.
struct MarketInstruments: Command {
  static let name = "instruments"
  static let summary = "List what can be traded at an exchange, with the rules of each market."
  static let discussion = """
    The list is kept for half a day in the cache folder, and asked for again when it is older, does \
    not know a market, or an order was refused for its grid; --refresh asks at once. `ts` is when \
    the exchange told it. The output can be kept and given to other commands as --instrument.
    """
  static let examples = [
    Example("tradectl market instruments --venue binance-futures", "Everything that trades there."),
    Example(
      "tradectl market instruments BTC/USDT ETHUSDT --venue binance", "Two markets of spot."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .mixed, .badInput, .unreachable, .inputOutput, .tryLater, .configuration,
  ]

  var names: [String] = []
  var refresh = false
  var dryRun = DryRunOptions()
  var options = MarketOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "symbol", help: "Markets; all of the exchange if none is named."),
    .section("MARKET OPTIONS"),
    .flag("--refresh", \.refresh, help: "Ask the exchange, however new the list is."),
    .group(\.dryRun),
    .group(\.options),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let desk = try options.open(context)
    let preview = try dryRun.preview()
    let session = try MarketSession(desk, output, context)
    if let preview {
      return try session.show(preview) { desk throws(VenueError) in
        desk.dialect.instruments().map(\.draft)
      }
    }
    let cache = desk.access.instruments
    if refresh { cache.forget() }
    let name = desk.name
    guard names.isEmpty else {
      return try session.each(names) { market, _ throws(VenueError) in
        try cache.listing().time
      } _: { time, market, output throws(StreamFailure) in
        try output.write(market, of: name, at: time)
      }
    }
    return try session.all { _ throws(VenueError) in
      let listing = try cache.listing()
      return listing.markets.instruments.map { ($0, listing.time) }
    } _: { item, output throws(StreamFailure) in
      try output.write(item.0, of: name, at: item.1)
    }
  }
}

extension RecordOutput {
  fileprivate mutating func write(
    _ instrument: Instrument, of venue: String, at time: Timestamp
  ) throws(StreamFailure) {
    begin(.instrument)
    text.add(.ts, time)
    text.add(.venue, venue)
    text.add(instrument)
    try end()
  }
}
