internal import Arguments
internal import Domain
internal import Ledger
internal import MarketData
internal import Trading
internal import Wire

/// `tradectl paper feed`: shows the paper account what happened on its markets.
struct PaperFeedCommand: Command {
  static let name = "feed"
  static let summary = "Show the paper account trades, candles or prices, and match its orders."
  static let discussion = """
    Market data comes from files, merged by time, or from standard input: trades or candles as CSV \
    or as records, plain or compressed with gzip. What a market has seen already it is not shown \
    again, so that the same file can be fed twice, or by two processes at once. A feed that waits \
    for more has shown the account everything that came.

    It writes the fills and the orders that changed.
    """
  static let examples = [
    Example(
      "tradectl paper feed --data BTC/USDT=trades.csv.gz", "Match what rests against a day."),
    Example(
      "tail -n +1 -f trades.jsonl | tradectl paper feed", "Match as trades come in."),
    Example("tradectl paper feed --price BTC/USDT=64250", "Tell what the market pays now."),
  ]
  static let effect = CommandEffect.paper
  static let exitStatuses: [ExitStatus] = [.mixed, .badInput, .inputOutput, .configuration]

  var data: [String] = []
  var symbol: Symbol?
  var prices: [ReferencePrice] = []
  var trading = TradingOptions()
  var instrument = InstrumentOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .section("FEED OPTIONS"),
    .option(
      "--data", \.data, value: "[symbol=]file", completion: .file,
      help: "Trades or candles; may be given more than once. Else standard input."),
    .option(
      "--symbol", \.symbol, value: "symbol",
      help: "The market of data that does not name its own."),
    .option(
      "--price", \.prices, value: "symbol=price",
      help: "What a market pays now; may be given for several symbols."),
    .group(\.trading),
    .group(\.instrument),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    var files = data.map { MarketFile(argument: $0, symbol: symbol) }
    if files.isEmpty, prices.isEmpty {
      try context.checkStandardInput(for: "market data")
      files = [MarketFile(path: "-", symbol: symbol?.description)]
    }
    let instruments = try InstrumentRules(instrument)
    guard
      let paper = try context.paper(trading, isMade: true, instruments: instruments.all)
    else { return .success }
    let session = try PaperFeedSession(paper, output, context)
    for price in prices {
      guard let symbol = price.symbol ?? symbol else {
        throw .usage("--price needs a symbol, as in --price BTC/USDT=64250.")
      }
      try session.show(price.price, of: symbol)
    }
    if !files.isEmpty { try session.feed(files) }
    return try session.close()
  }
}

extension MarketFile {
  /// `BTC/USDT=trades.csv` or `trades.csv`; a symbol always has a slash before the sign.
  init(argument text: String, symbol: Symbol?) {
    let parts = text.split(separator: "=", maxSplits: 1)
    if parts.count == 2, let named = try? Symbol(unified: String(parts[0])) {
      self.init(path: String(parts[1]), symbol: named.description)
    } else {
      self.init(path: text, symbol: symbol?.description)
    }
  }
}
