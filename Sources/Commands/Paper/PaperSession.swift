internal import Domain
internal import MarketData
internal import Matching
internal import Wire

/// One run of `paper run`: feeds the exchange in order of time and writes what happens.
struct PaperSession: ~Copyable {
  let wanted: PaperRecords
  var output: RecordOutput
  var exchange: PaperExchange
  var markets: PaperMarkets
  var results: PaperResults
  var events = PaperEvents()
  private(set) var tally = Tally()
  var keys: KeyCheck
  var warnings: KeyWarnings
  var lines = CarriedLines()
  /// Receives the objects inside a record.
  var nested = Record()
  /// Receives the changes to a record that passes on as an error.
  var edit = RecordEdit()
  /// The time of the latest market event.
  private(set) var now = Timestamp.distantPast
  /// Just before the first market event: the time of orders that name none and follow none.
  private(set) var beginning = Timestamp.distantPast
  /// Equity is sampled at the whole multiples of the interval since 1970.
  private let sampleInterval: TimeInterval
  private var nextSample = Timestamp.distantPast

  init(
    _ run: PaperRun, startingEquity: Notional, isClosed: Bool, _ context: Context
  ) throws(CommandFailure) {
    let rules = try run.paper.rules()
    let instruments = try InstrumentRules(run.instrument)
    let output = try context.output(run.output)
    self.output = output
    wanted = run.records
    // The first market decides the currency; before it there is nothing to settle.
    exchange = PaperExchange(rules, startingEquity: startingEquity, currency: "")
    markets = PaperMarkets(instruments, isClosed: isClosed)
    results = PaperResults(
      startingEquity: startingEquity, sampleInterval: run.equityEvery,
      drawsPage: run.html != nil)
    keys = KeyCheck(isStrict: run.output.strict)
    warnings = KeyWarnings(run.output, context)
    edit.decimals = run.output.decimals
    sampleInterval = run.equityEvery
  }

  /// Opens the market data; nil, and an error record, where that is not possible.
  mutating func open(_ files: [MarketFile]) throws(StreamFailure) -> MarketStream? {
    let failure: MarketDataError
    do throws(MarketDataError) {
      return try MarketStream(files)
    } catch {
      failure = error
    }
    try refuse(FailureDetail(failure), in: failure.file)
    return nil
  }

  /// Writes out what waits.
  ///
  /// - Returns: What the counts over orders and market data amount to.
  mutating func close(summary: Bool, command: String) throws(StreamFailure) -> ExitStatus {
    if summary {
      output.begin(.summary)
      output.text.add(.command, command)
      tally.describe(in: &output.text)
      try output.end()
    }
    try output.close()
    return tally.status
  }

  /// Writes out the whole lines that wait, where the work ends early.
  mutating func abandon() { try? output.close() }

  /// Feeds all orders and all market data in order of time, to the end of the data.
  ///
  /// - Returns: Whether there was any market data; without it orders have no time to happen at.
  /// - Throws: When input or output fails, or a signal asks for the end.
  mutating func feed(
    _ stream: inout MarketStream, _ tape: inout OrderTape, _ progress: inout ProgressLine
  ) throws(StreamFailure) -> Bool {
    for (number, name) in stream.symbols.names.enumerated() { try meet(number, name) }
    try tape.advance(flushing: &output)
    var count = 0
    var event = MarketEvent.problem
    while try read(&event, &stream) {
      guard let time = event.time else {
        if let problem = stream.problem { try refuse(problem) }
        continue
      }
      guard time >= now else {
        try refuseRow(after: time)
        continue
      }
      if count == 0 { beginning = time.advanced(by: TimeInterval(nanoseconds: -1)) }
      // The end of the tape stands at the end of time, which an event may have too.
      while tape.time <= time, tape.hasMore { try submit(&tape) }
      if time >= nextSample { try sample(upTo: time) }
      now = time
      try handle(event, stream)
      count += 1
      if count & 0xFFFF == 0 {
        if let signal = Interruption.signal { throw .interrupted(signal: signal) }
        progress.show(stream.progress, events: count)
      }
    }
    guard count > 0 else {
      if tally.failed == 0 {
        try refuse(FailureDetail("NO_ROWS", .input, "the market data has no rows"), in: nil)
      }
      return false
    }
    // What comes after the last event can only expire, but it has to be told.
    while tape.hasMore { try submit(&tape) }
    return true
  }

  /// Reads the next event; false at the end.
  ///
  /// A file that cannot be read on is told once, and the others go on.
  @inline(__always)
  private mutating func read(
    _ event: inout MarketEvent, _ stream: inout MarketStream
  ) throws(StreamFailure) -> Bool {
    while true {
      let failure: MarketDataError
      do throws(MarketDataError) {
        return try stream.read(&event)
      } catch {
        failure = error
      }
      try refuse(FailureDetail(failure), in: failure.file)
    }
  }

  @inline(__always)
  private mutating func handle(
    _ event: MarketEvent, _ stream: borrowing MarketStream
  ) throws(StreamFailure) {
    do {
      switch event {
      case .trade(let trade, symbol: let number):
        let place = try place(of: number, stream)
        try exchange.trade(trade, in: markets.indices[place], into: &events)
        if results.drawsPage { results.price(trade.time, trade.price, market: place) }
      case .candle(let candle, symbol: let number):
        let place = try place(of: number, stream)
        try exchange.candle(candle, in: markets.indices[place], into: &events)
        if results.drawsPage { results.price(candle.openTime, candle.close, market: place) }
      case .problem:
        break
      }
    } catch let problem as RecordProblem {
      try refuse(FailureDetail(problem), in: nil)
    } catch let error as PaperError {
      try refuse(FailureDetail("BAD_ROW", .input, error.explanation), in: nil)
    } catch {
      preconditionFailure("A market event fails in one of two ways, not by \(error)")
    }
    if !events.isEmpty { try drain() }
  }

  /// The place of the market that the stream gives a number.
  @inline(__always)
  private mutating func place(
    of number: Int, _ stream: borrowing MarketStream
  ) throws(RecordProblem) -> Int {
    if let place = markets.place(ofNumber: number) { return place }
    return try markets.meet(number, stream.symbols.names[number], in: &exchange)
  }

  private mutating func meet(_ number: Int, _ name: String) throws(StreamFailure) {
    do throws(RecordProblem) {
      _ = try markets.meet(number, name, in: &exchange)
    } catch {
      try refuse(FailureDetail(error), in: nil)
    }
  }

  // MARK: Equity

  /// Samples equity at every boundary up to a time, by the prices known before it.
  private mutating func sample(upTo time: Timestamp) throws(StreamFailure) {
    if nextSample == .distantPast {
      // The first event is the start of the run.
      try sample(at: time)
      let count = time.nanoseconds / sampleInterval.nanoseconds
      nextSample = Timestamp(nanoseconds: count * sampleInterval.nanoseconds)
      if nextSample <= time { nextSample = nextSample.advanced(by: sampleInterval) }
      return
    }
    while nextSample <= time {
      // A gap of years in the data has many boundaries.
      if let signal = Interruption.signal { throw .interrupted(signal: signal) }
      try sample(at: nextSample)
      let following = nextSample.advanced(by: sampleInterval)
      // At the end of time there is no further boundary.
      guard following > nextSample else { return }
      nextSample = following
    }
  }

  /// Samples equity at the last known prices.
  mutating func sample(at time: Timestamp) throws(StreamFailure) {
    do throws(DecimalError) {
      let equity = try exchange.equity()
      var exposure = Notional.zero
      for index in markets.indices {
        let position = exchange.position(in: index)
        guard let price = position.lastPrice, !position.position.isFlat else { continue }
        exposure = try exposure + position.position.notional(at: price)
      }
      results.sample(time, equity: equity, exposure: exposure)
      guard wanted.contains(.equity) else { return }
      try? output.writeEquity(equity, peak: results.peak, at: time)
    } catch {
      try refuse(FailureDetail("OVERFLOW", .internal, "equity \(error.explanation)"), in: nil)
    }
  }

  // MARK: What goes wrong

  mutating func succeed() { tally.succeed() }

  /// Counts a failure that the caller writes.
  mutating func count(_ detail: FailureDetail) {
    tally.fail(detail.failureClass, code: detail.code)
  }

  /// Something in the market data that cannot be used.
  mutating func refuse(
    _ detail: FailureDetail, in file: String?, line: Int? = nil
  ) throws(StreamFailure) {
    count(detail)
    output.begin(.error)
    if let file { output.text.add(.file, file) }
    if let line { output.text.add(.line, line) }
    output.text.add(.error) { $0.add(detail) }
    try output.end(isFailure: true)
  }

  private mutating func refuse(_ problem: MarketProblem) throws(StreamFailure) {
    let detail = FailureDetail(
      "BAD_ROW", .input, "\(problem.column ?? "the row") \(problem.fault)", field: problem.column)
    try refuse(detail, in: problem.file, line: problem.line)
  }

  private mutating func refuseRow(after time: Timestamp) throws(StreamFailure) {
    let detail = FailureDetail(
      "OUT_OF_ORDER", .input, "a row of \(time.text) follows one of \(now.text)",
      hint: "sort the file by time, or name one of its symbols: --data BTC/USDT=FILE")
    try refuse(detail, in: nil)
  }
}

extension FailureDetail {
  init(_ error: MarketDataError) {
    self.init(error.code, .input, error.explanation)
  }
}
