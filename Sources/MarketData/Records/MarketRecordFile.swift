internal import Domain
internal import Wire

/// Trades and candles as JSON lines among the files of a stream.
///
/// A `trade` record has `price`, `quantity` and `ts` or `venue_ts`; a `candle` record has `open`,
/// `high`, `low`, `close`, `volume` and the time it opens at. Records of other kinds are passed
/// over, so that the output of other commands can be read as it is.
final class MarketRecordFile: RowReader {
  private var rows: RecordRows

  init(_ lines: consuming LineSource, symbol: Int?) {
    rows = RecordRows(lines, symbol: symbol)
  }

  func read(
    _ event: inout MarketEvent, _ symbols: inout SymbolTable
  ) throws(MarketDataError) -> Bool {
    try rows.read(&event, &symbols)
  }

  var problem: MarketProblem? { rows.problem }
  var progress: ReadProgress { rows.progress }
}

/// The rows of such a file.
private struct RecordRows: ~Copyable {
  private var lines: LineSource
  /// The number of the market of rows that do not name theirs.
  private let symbol: Int?
  private var record = Record()
  private var isAtFirstLine = true
  private var latestTimes: [Timestamp] = []
  private(set) var problem: MarketProblem?

  init(_ lines: consuming LineSource, symbol: Int?) {
    self.lines = lines
    self.symbol = symbol
  }

  var progress: ReadProgress { lines.progress }

  mutating func read(
    _ event: inout MarketEvent, _ symbols: inout SymbolTable
  ) throws(MarketDataError) -> Bool {
    while true {
      // The line that told the format has been fetched already.
      let step = isAtFirstLine ? .line : try lines.advance()
      isAtFirstLine = false
      switch step {
      case .end:
        return false
      case .tooLong:
        fail(nil, "is longer than \(LineSource.longestLine) bytes")
        event = .problem
        return true
      case .line:
        do throws(RecordProblem) {
          try record.parse(paddedLine: lines.line)
          guard let found = try marketEvent(&symbols) else { continue }
          event = found
        } catch {
          fail(error.field, error.message)
          event = .problem
        }
        return true
      }
    }
  }

  private mutating func fail(_ column: String?, _ fault: String) {
    problem = MarketProblem(file: lines.name, line: lines.number, column: column, fault: fault)
  }

  /// The event that the record holds; nil for a record of another kind.
  private mutating func marketEvent(
    _ symbols: inout SymbolTable
  ) throws(RecordProblem) -> MarketEvent? {
    guard record.kind == .trade || record.kind == .candle else { return nil }
    let number = try marketNumber(&symbols)
    let ownTime = try record.time(.ts)
    guard let time = try record.time(.venueTime) ?? ownTime else { throw .missing(.venueTime) }
    while latestTimes.count <= number { latestTimes.append(.distantPast) }
    guard time >= latestTimes[number] else {
      throw .badValue(
        .venueTime, "lies before that of an earlier row (\(latestTimes[number].text))")
    }
    let event: MarketEvent =
      record.kind == .trade
      ? .trade(try trade(at: time), symbol: number) : .candle(try candle(at: time), symbol: number)
    latestTimes[number] = time
    return event
  }

  private func marketNumber(_ symbols: inout SymbolTable) throws(RecordProblem) -> Int {
    if let name = try record.text(.symbol) { return symbols.number(of: name) }
    guard let symbol else { throw .missing(.symbol) }
    return symbol
  }

  private func trade(at time: Timestamp) throws(RecordProblem) -> Trade {
    let trade = Trade(
      time: time, price: try number(.price), quantity: try number(.quantity),
      aggressor: try record.word(.aggressor))
    guard trade.price.isPositive else { throw .badValue(.price, "is not above zero") }
    guard trade.quantity.isPositive else { throw .badValue(.quantity, "is not above zero") }
    return trade
  }

  private func candle(at time: Timestamp) throws(RecordProblem) -> Candle {
    let candle = Candle(
      openTime: time, open: try number(.open), high: try number(.high), low: try number(.low),
      close: try number(.close), volume: try number(.volume))
    guard candle.isConsistent else {
      throw .badValue(.high, "and low do not enclose open and close, or a price is not above zero")
    }
    return candle
  }

  private func number<Unit: Decimal>(_ field: Field) throws(RecordProblem) -> Unit {
    guard let value = try record.decimal(field, as: Unit.self) else { throw .missing(field) }
    return value
  }
}
