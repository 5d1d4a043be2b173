internal import Domain
internal import Ledger
internal import Lifecycle
internal import MarketData
internal import Trading
internal import Wire

/// One run of `paper feed`.
///
/// A class, because it is asked in the middle of a read whether that may wait.
final class PaperFeedSession {
  private let paper: PaperPlace
  private let feed: PaperFeed
  private var output: RecordOutput
  private var tally = Tally()
  private let options: OutputOptions
  private let name: String
  private let diagnostics: Diagnostics
  /// Why nothing more can be done.
  private var failure: CommandFailure?
  private var firstWaiting: ContinuousClock.Instant?
  private var shown = 0
  private var seen = 0
  /// The time of the latest event.
  private var now = Timestamp.distantPast

  /// So long an event waits for others while data keeps coming.
  private static let longestWait = Duration.milliseconds(50)

  init(
    _ paper: PaperPlace, _ options: OutputOptions, _ context: Context
  ) throws(CommandFailure) {
    self.paper = paper
    self.options = options
    feed = PaperFeed(paper.desk, paper.venue)
    output = try context.output(options)
    name = context.commandName
    diagnostics = context.diagnostics
  }

  // MARK: Prices

  /// Tells a market what it pays now.
  func show(_ price: Price, of symbol: Symbol) throws(CommandFailure) {
    guard price.isPositive else { throw .usage("--price must be above zero.") }
    let result = try asking { () throws(LedgerError) in
      try paper.desk.show(price, of: symbol, on: paper.venue)
    }
    switch result {
    case .success(let changes):
      tally.succeed()
      try tell(changes)
    case .failure(let problem): try refuse(problem.detail)
    }
  }

  // MARK: Market data

  /// Feeds files to their end, or to a signal.
  func feed(_ files: [MarketFile]) throws(CommandFailure) {
    var progress = ProgressLine(isQuiet: options.quiet)
    defer { progress.clear() }
    guard var stream = try open(files) else { return }
    var event = MarketEvent.problem
    var count = 0
    while try read(&event, &stream) {
      guard let time = event.time else {
        if let problem = stream.problem { try refuse(problem) }
        continue
      }
      guard time >= now else {
        try refuseRow(of: time)
        continue
      }
      now = time
      if feed.sourceCount < stream.symbols.names.count { try meet(stream.symbols.names) }
      feed.add(event)
      count += 1
      if feed.isFull || count & 0xFF == 0 && isOverdue() {
        try commit()
        try checkSignal()
        progress.show(stream.progress, events: count)
      }
    }
    try commit()
    if shown > 0 { try asking { () throws(LedgerError) in try feed.finish() } }
    try checkSignal()
    conclude(count)
  }

  private func open(_ files: [MarketFile]) throws(CommandFailure) -> MarketStream? {
    let failure: MarketDataError
    do throws(MarketDataError) {
      return try MarketStream(files) { [unowned self] in mayWait() }
    } catch {
      failure = error
    }
    if case .givenUp = failure {
      try checkSignal()
      return nil
    }
    try refuse(FailureDetail(failure), in: failure.file)
    return nil
  }

  /// Reads the next event; false at the end, or where the reading was given up.
  private func read(
    _ event: inout MarketEvent, _ stream: inout MarketStream
  ) throws(CommandFailure) -> Bool {
    while true {
      let error: MarketDataError
      do throws(MarketDataError) {
        return try stream.read(&event)
      } catch let caught {
        error = caught
      }
      if case .givenUp = error {
        if let failure { throw failure }
        return false
      }
      try refuse(FailureDetail(error), in: error.file)
    }
  }

  /// Nobody waits before what came has been shown to the account and told.
  private func mayWait() -> Bool {
    do throws(CommandFailure) {
      try commit()
      try write { output throws(StreamFailure) in try output.flush() }
      return Interruption.signal == nil
    } catch {
      failure = error
      return false
    }
  }

  private func meet(_ names: [String]) throws(CommandFailure) {
    for name in names[feed.sourceCount...] {
      let symbol: Symbol?
      do throws(SymbolError) {
        symbol = try Symbol(unified: name)
      } catch {
        symbol = nil
        try refuse(
          FailureDetail(
            "BAD_VALUE", .input,
            "symbol \(error.explanation); name it, as in --data BTC/USDT=FILE",
            field: Field.symbol.rawValue))
      }
      feed.meet(symbol)
    }
  }

  private func isOverdue() -> Bool {
    let now = ContinuousClock.now
    guard let firstWaiting else {
      self.firstWaiting = now
      return false
    }
    return now - firstWaiting > Self.longestWait
  }

  private func commit() throws(CommandFailure) {
    firstWaiting = nil
    guard !feed.isEmpty else { return }
    let outcome = try asking { () throws(LedgerError) in try feed.commit() }
    shown += outcome.shown
    seen += outcome.seen
    for problem in outcome.problems {
      try refuseNow(FailureDetail("BAD_ROW", .input, problem), in: nil, line: nil)
    }
    try tell(outcome.changes)
  }

  private func conclude(_ count: Int) {
    if count > 0 { tally.succeed() }
    guard seen > 0, shown == 0 else { return }
    diagnostics.warn(
      "the markets had seen all \(seen) events before, up to \(paper.venue.time.text): nothing is "
        + "new; 'paper reset' lets them forget")
  }

  private func checkSignal() throws(CommandFailure) {
    guard let signal = Interruption.signal else { return }
    try? output.flush()
    throw CommandFailure(.interrupted(signal: signal))
  }

  // MARK: Records

  private func tell(_ changes: [PaperChange]) throws(CommandFailure) {
    for change in changes {
      let parent = try? paper.desk.orderID(ofParentOf: change.order)
      try write { output throws(StreamFailure) in
        for fill in change.fills { try output.write(fill, id: change.order.id) }
        try output.write(change.order, parent: parent)
      }
    }
  }

  private func refuse(_ problem: MarketProblem) throws(CommandFailure) {
    let detail = FailureDetail(
      "BAD_ROW", .input, "\(problem.column ?? "the row") \(problem.fault)", field: problem.column)
    try refuse(detail, in: problem.file, line: problem.line)
  }

  private func refuseRow(of time: Timestamp) throws(CommandFailure) {
    try refuse(
      FailureDetail(
        "OUT_OF_ORDER", .input, "a row of \(time.text) follows one of \(now.text)",
        hint: "sort the file by time, or name one of its symbols: --data BTC/USDT=FILE"))
  }

  /// Tells what cannot be used, behind what came of the rows before it.
  private func refuse(
    _ detail: FailureDetail, in file: String? = nil, line: Int? = nil
  ) throws(CommandFailure) {
    try commit()
    try refuseNow(detail, in: file, line: line)
  }

  private func refuseNow(
    _ detail: FailureDetail, in file: String?, line: Int?
  ) throws(CommandFailure) {
    tally.fail(detail.failureClass, code: detail.code)
    try write { output throws(StreamFailure) in
      output.begin(.error)
      if let file { output.text.add(.file, file) }
      if let line { output.text.add(.line, line) }
      output.text.add(.error) { $0.add(detail) }
      try output.end(isFailure: true)
    }
  }

  private func write(
    _ body: (inout RecordOutput) throws(StreamFailure) -> Void
  ) throws(CommandFailure) {
    do throws(StreamFailure) { try body(&output) } catch { throw CommandFailure(error) }
  }

  /// Writes out what waits.
  ///
  /// - Returns: What the counts amount to.
  func close() throws(CommandFailure) -> ExitStatus {
    let (tally, name, isSummed) = (tally, name, options.summary)
    try write { output throws(StreamFailure) in
      if isSummed {
        output.begin(.summary)
        output.text.add(.command, name)
        tally.describe(in: &output.text)
        try output.end()
      }
      try output.close()
    }
    return tally.status
  }
}
