internal import Arguments
internal import Domain
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl market book`: the best orders of markets.
struct MarketBook: Command {
  static let name = "book"
  static let summary = "Show the best orders of a market on both sides."
  static let discussion = """
    `bids` and `asks` are lists of price and quantity, the best first; quantities are in base units.
    """
  static let examples = [
    Example("tradectl market book BTC/USDT --depth 5 --venue binance", "Five levels of each side.")
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .mixed, .badInput, .unreachable, .inputOutput, .tryLater, .configuration,
  ]

  var names: [String] = []
  var depth = 20
  var dryRun = DryRunOptions()
  var options = MarketOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "symbol", help: "Markets."),
    .section("MARKET OPTIONS"),
    .option("--depth", \.depth, value: "count", help: "So many levels of each side at most."),
    .group(\.dryRun),
    .group(\.options),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard (1...5000).contains(depth) else {
      throw .usage("--depth must be a number from 1 to 5000.")
    }
    let desk = try options.open(context)
    let preview = try dryRun.preview()
    let session = try MarketSession(desk, output, context)
    if let preview {
      return try session.show(names, preview) { market, desk throws(VenueError) in
        [desk.dialect.book(market, depth: depth).draft]
      }
    }
    let name = desk.name
    let clock = SystemClock()
    return try session.each(names) { market, desk throws(VenueError) in
      try desk.ask(desk.dialect.book(market, depth: depth))
    } _: { book, market, output throws(StreamFailure) in
      output.begin(.book, of: market.symbol, at: name, now: clock.now(), book.time)
      output.text.add(.bids, levels: book.bids)
      output.text.add(.asks, levels: book.asks)
      try output.end()
    }
  }
}

extension JSONText {
  /// Price and quantity of each level.
  fileprivate mutating func add(_ field: Field, levels: [VenueBook.Level]) {
    key(field)
    append(literal: "[")
    for (index, level) in levels.enumerated() {
      append(literal: index == 0 ? "[" : ",[")
      append(scaled: level.price.scaled)
      append(literal: ",")
      append(scaled: level.quantity.scaled)
      append(literal: "]")
    }
    append(literal: "]")
  }
}
