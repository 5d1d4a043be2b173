internal import Arguments
internal import Domain
internal import MarketData
internal import Matching
internal import Reports
internal import Wire

/// `tradectl paper run`: orders against recorded market data.
struct PaperRun: Command {
  static let name = "run"
  static let summary = "Run orders against recorded trades or candles."
  static let discussion = """
    Market data comes from files, merged by time: trades or candles as CSV or as records, plain \
    or compressed with gzip. Orders are intents in order of their ts, from --orders or standard \
    input; one without ts is sent together with the line before it. Each order sees only what \
    comes after its arrival; docs/paper.md tells how it fills.

    Orders, fills and equity are written as they happen, then the positions, the balance and the \
    report. The same input gives the same bytes.
    """
  static let examples = [
    Example(
      "tradectl paper run --data BTC/USDT=trades.csv.gz --equity 10000 --orders orders.jsonl",
      "Run a list of orders against trades."),
    Example(
      "cat orders.jsonl | tradectl paper run --symbol BTC/USDT --data candles.csv --equity 10000"
        + " --records report --format table --html report.html",
      "Show the report as a table, and draw it as a page."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.negative, .mixed, .badInput, .inputOutput]

  var data: [String] = []
  var symbol: Symbol?
  var orders: String?
  var paper = PaperOptions()
  var equityEvery = TimeInterval.hour
  var records = PaperRecords.all
  var html: String?
  var title: String?
  var instrument = InstrumentOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .option(
      "--data", \.data, value: "[symbol=]file", required: true, completion: .file,
      help: "Trades or candles; may be given more than once."),
    .option(
      "--symbol", \.symbol, value: "symbol",
      help: "The market of data that does not name its own."),
    .option(
      "--orders", \.orders, value: "file", completion: .file,
      help: "Intents in order of time; standard input where it is not given, none if /dev/null."),
    .group(\.paper),
    .section("REPORT OPTIONS"),
    .option(
      "--equity-every", \.equityEvery, value: "time",
      help: "How often equity is sampled, for its records and the statistics."),
    .option(
      "--records", \.records, value: "kinds",
      help: "Which records to write: order, fill, equity, position, balance, report, or all."),
    .option(
      "--html", \.html, value: "file", completion: .file,
      help: "Draw the report as one page that opens from disk."),
    .option("--title", \.title, value: "text", help: "The heading of the page."),
    .group(\.instrument),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard let equity = paper.equity, equity.isPositive else {
      throw .usage("--equity is missing or not above zero: what does the account start with?")
    }
    guard equityEvery > .zero else { throw .usage("--equity-every must be above zero.") }
    let files = data.map { MarketFile(argument: $0, symbol: symbol) }
    if orders == nil || orders == "-", files.contains(where: { $0.path == "-" }) {
      throw .usage("Orders and market data cannot both come from standard input.")
    }
    var session = try PaperSession(
      self, startingEquity: equity, isClosed: files.allSatisfy { $0.symbol != nil }, context)
    let source = try orderSource(context)
    var tape = OrderTape(source.descriptor)
    var progress = ProgressLine(isQuiet: output.quiet)
    do throws(StreamFailure) {
      guard var stream = try session.open(files) else {
        return try session.close(
          summary: output.summary, command: context.commandName)
      }
      let hasRows = try session.feed(&stream, &tape, &progress)
      progress.clear()
      guard hasRows else {
        return try session.close(summary: output.summary, command: context.commandName)
      }
      let page = try session.finish(title ?? files.map(\.path).joined(separator: ", "))
      let status = try session.close(
        summary: output.summary, command: context.commandName)
      // After the records, which must not be lost because the page has no place.
      if let html { try OutputFile.replace(html, with: page.span) }
      return status
    } catch {
      progress.clear()
      if case .interrupted = error { session.abandon() }
      throw CommandFailure(error)
    }
  }

  private func orderSource(_ context: Context) throws(CommandFailure) -> OpenDescriptor {
    let path = orders ?? "-"
    if path == "-" { try context.checkStandardInput(for: "orders") }
    do throws(StreamFailure) {
      return try OpenDescriptor(reading: path)
    } catch {
      guard case .unreadable(let reason) = error else { throw CommandFailure(error) }
      throw CommandFailure(.badInput, "\(path) cannot be read: \(reason).")
    }
  }
}
