internal import Arguments
internal import Domain
internal import Ledger
internal import Reports
internal import Trading
internal import Wire

/// `tradectl report`: statistics over fills, orders and equity.
struct Report: Command {
  static let name = "report"
  static let summary = "Sum up fills, orders and equity in one report."
  static let discussion = """
    It reads fill, order and equity records from standard input, in any order, or the ledger of the \
    account with --ledger or --since. Without equity records the equity is --equity plus what the \
    fills realized, less their fees. On a terminal the report is a table.
    """
  static let examples = [
    Example("tradectl report --since 1d", "How the last day went."),
    Example(
      "tradectl order place - < orders.jsonl | tradectl order watch | tradectl report --equity 10000"
        + " --html report.html", "Place, watch, and draw what came of it."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.mixed, .badInput, .inputOutput, .configuration]

  var ledger = false
  var since: TimeInterval?
  var equity: Notional?
  var equityEvery = TimeInterval.hour
  var html: String?
  var title: String?
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .section("REPORT OPTIONS"),
    .flag("--ledger", \.ledger, help: "Read the ledger instead of standard input."),
    .option(
      "--since", \.since, value: "time", help: "From the ledger, what happened within this time."),
    .option(
      "--equity", \.equity, value: "money", help: "What the account began with."),
    .option(
      "--equity-every", \.equityEvery, value: "time",
      help: "How often equity is sampled for the statistics."),
    .option(
      "--html", \.html, value: "file", completion: .file,
      help: "Draw the report as one page that opens from disk."),
    .option("--title", \.title, value: "text", help: "The heading of the page."),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard equityEvery > .zero else { throw .usage("--equity-every must be above zero.") }
    if let equity, !equity.isPositive { throw .usage("--equity must be above zero.") }
    var output = try context.output(self.output, onTerminal: .table)
    var tally = Tally()
    var history = TradingHistory(startingEquity: equity)
    if ledger || since != nil {
      guard let desk = try context.readingDesk(try context.place(trading)) else {
        return .success
      }
      let start = since.map { desk.clock.now().ago($0) } ?? .distantPast
      try asking { () throws(LedgerError) in try history.read(desk, since: start) }
      for symbol in history.leftOut.map(\.description).sorted() {
        context.diagnostics.warn(
          "The report leaves \(symbol) out: results of inverse contracts are not added up.")
      }
      for symbol in history.heldApart.map(\.description).sorted() {
        context.diagnostics.warn(
          "The report leaves \(symbol) out: it follows one position, and long and short were held apart."
        )
      }
    } else {
      var keys = KeyCheck(isStrict: self.output.strict)
      let input = RecordInput(try context.standardInput())
      try read(input, into: &history, &output, &tally, &keys)
      var warnings = KeyWarnings(self.output, context)
      warnings.tell(keys.warnings)
    }
    let results: ReportResults
    do throws(DecimalError) {
      results = try ReportResults(history, sampleInterval: equityEvery)
    } catch {
      throw CommandFailure(.internalFault, "The report \(error.explanation).")
    }
    do throws(StreamFailure) {
      try output.write(results.report, of: history.origin, currency: history.currency)
      if self.output.summary {
        output.begin(.summary)
        output.text.add(.command, context.commandName)
        tally.describe(in: &output.text)
        try output.end()
      }
      try output.close()
      // After the record, which must not be lost because the page has no place.
      if let html {
        let page = results.page(
          title: title ?? history.origin.words, subtitle: history.origin.words,
          currency: history.currency)
        try OutputFile.replace(html, with: page.span)
      }
    } catch {
      throw CommandFailure(error)
    }
    return tally.status
  }

  private func read(
    _ input: consuming RecordInput, into history: inout TradingHistory,
    _ output: inout RecordOutput, _ tally: inout Tally, _ keys: inout KeyCheck
  ) throws(CommandFailure) {
    var input = input
    do throws(StreamFailure) {
      while true {
        let problem: RecordProblem
        switch try input.next(flushing: &output) {
        case .end: return
        case .problem(let found): problem = found
        case .record:
          do throws(RecordProblem) {
            try keys.check(input.record, line: input.lineNumber)
            try history.take(input.record)
            tally.succeed()
            continue
          } catch {
            problem = error
          }
        }
        let detail = FailureDetail(problem)
        tally.fail(detail.failureClass, code: detail.code)
        output.begin(.error)
        output.text.add(.line, input.lineNumber)
        output.text.add(.error) { $0.add(detail) }
        try output.end(isFailure: true)
      }
    } catch {
      throw CommandFailure(error)
    }
  }
}
