internal import Domain
internal import Trading
internal import VenueInterface
internal import Wire

/// Tells about markets of one exchange, each by itself: one that fails does not hold up the others.
struct MarketSession: ~Copyable {
  let desk: MarketDesk
  private var answers: Answers

  init(
    _ desk: MarketDesk, _ options: OutputOptions, _ context: Context
  ) throws(CommandFailure) {
    self.desk = desk
    answers = try Answers(options, context, onTerminal: .table)
  }

  /// Asks about each market that is named, and writes what comes back.
  ///
  /// - Parameters:
  ///   - names: In any spelling that the exchange knows.
  ///   - find: Asks the exchange.
  ///   - write: Writes the records of an answer.
  /// - Returns: The exit status.
  /// - Throws: When the output fails, or a signal asks for the end.
  consuming func each<Answer>(
    _ names: [String],
    _ find: (Instrument, MarketDesk) throws(VenueError) -> Answer,
    _ write: (Answer, Instrument, inout RecordOutput) throws(StreamFailure) -> Void
  ) throws(CommandFailure) -> ExitStatus {
    guard !names.isEmpty else { throw .usage("Which market? Name one, such as BTC/USDT.") }
    for name in names {
      try answers.checkSignal()
      // What is known already is told before anything is asked that may take its time.
      try answers.flush()
      let desk = desk
      let found: Result<(Instrument, Answer), VenueError>
      do throws(VenueError) {
        let market = try desk.market(name)
        found = .success((market, try find(market, desk)))
      } catch {
        found = .failure(error)
      }
      switch found {
      case .success(let (market, answer)):
        answers.succeed()
        try answers.write { output throws(StreamFailure) in try write(answer, market, &output) }
      case .failure(let error): try fail(name, error)
      }
    }
    return try answers.close()
  }

  /// Writes what the exchange has told of all its markets.
  consuming func all<Item>(
    _ find: (MarketDesk) throws(VenueError) -> [Item],
    _ write: (Item, inout RecordOutput) throws(StreamFailure) -> Void
  ) throws(CommandFailure) -> ExitStatus {
    let desk = desk
    let items: [Item]
    do throws(VenueError) { items = try find(desk) } catch {
      try fail(nil, error)
      return try answers.close()
    }
    for item in items {
      answers.succeed()
      try answers.write { output throws(StreamFailure) in try write(item, &output) }
    }
    return try answers.close()
  }

  private mutating func fail(_ name: String?, _ error: VenueError) throws(CommandFailure) {
    let detail = FailureDetail(error)
    answers.fail(detail)
    let venue = desk.name
    try answers.write { output throws(StreamFailure) in
      output.begin(.error)
      output.text.add(.venue, venue)
      if let name { output.text.add(.symbol, name) }
      output.text.add(.error) { $0.add(detail) }
      try output.end(isFailure: true)
    }
  }
}

extension RecordOutput {
  /// Begins a record about a market, as it is now.
  mutating func begin(
    _ kind: RecordKind, of symbol: Symbol, at venue: String, now: Timestamp? = nil,
    _ time: Timestamp?
  ) {
    begin(kind)
    if let now { text.add(.ts, now) }
    text.add(.venue, venue)
    text.add(.symbol, symbol.description)
    if let time { text.add(.venueTime, time) }
  }
}
