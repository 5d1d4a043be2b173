internal import Domain

/// Turns the rows of one file into events.
struct CSVDecoder {
  let header: CSVHeader
  /// Kept beside the names, which would be counted as a reference in every row.
  private let columnCount: Int
  private var splitter: FieldSplitter
  private var timeNotation: TimeNotation
  private var symbol: RowSymbol

  /// - Parameters:
  ///   - header: Of the file.
  ///   - symbol: The number of the market of all rows, if they do not name theirs.
  init(_ header: CSVHeader, symbol: Int) {
    self.header = header
    columnCount = header.names.count
    splitter = FieldSplitter(capacity: columnCount)
    timeNotation = header.timeNotation
    self.symbol = RowSymbol(number: symbol)
  }

  /// Reads a row.
  ///
  /// - Parameters:
  ///   - window: Contains the row and, behind it, `LineSource.padding` more bytes.
  ///   - row: Where it stands.
  ///   - mayHaveQuotes: Whether fields may be quoted.
  ///   - event: Becomes a trade or a candle that satisfies its invariants.
  ///   - symbols: Names met for the first time join it.
  /// - Throws: What is wrong with the row; the next one can be read all the same.
  @inline(__always)
  mutating func read(
    _ window: Span<UInt8>, _ row: Range<Int>, mayHaveQuotes: Bool,
    _ event: inout MarketEvent, _ symbols: inout SymbolTable
  ) throws(RowFault) {
    guard mayHaveQuotes else {
      splitter.split(window, row)
      return try readFields(window, &event, &symbols)
    }
    guard splitter.splitQuoted(window, row) else { throw RowFault(kind: .openQuote) }
    // A second reference, so that the splitter is not borrowed while it is used.
    let unquoted = splitter.unquoted
    try readFields(unquoted.span, &event, &symbols)
  }

  @inline(__always)
  private mutating func readFields(
    _ text: Span<UInt8>, _ event: inout MarketEvent, _ symbols: inout SymbolTable
  ) throws(RowFault) {
    guard splitter.count == columnCount else {
      throw RowFault(kind: .columns(count: splitter.count, needed: columnCount))
    }
    if let column = header.symbol {
      let name = splitter.field(column, of: text)
      guard !name.isEmpty else { throw RowFault(column: column, kind: .emptySymbol) }
      symbol.update(name, &symbols)
    }
    let time = try time(text)
    switch header.rows {
    case .trades(let columns):
      event = .trade(try trade(columns, time, text), symbol: symbol.number)
    case .candles(let columns):
      event = .candle(try candle(columns, time, text), symbol: symbol.number)
    }
    // Only now, so that a row that is not used does not count.
    symbol.latestTime = time
  }

  @inline(__always)
  private mutating func time(_ text: Span<UInt8>) throws(RowFault) -> Timestamp {
    let field = splitter.field(header.time, of: text)
    let time: Timestamp
    do throws(TimestampError) {
      if timeNotation == .unknown { timeNotation = try TimeNotation(guessedFrom: field) }
      time = try timeNotation.time(field)
    } catch {
      throw RowFault(column: header.time, kind: .time(error))
    }
    guard time >= symbol.latestTime else {
      throw RowFault(column: header.time, kind: .timeGoesBack)
    }
    return time
  }

  @inline(__always)
  private func trade(
    _ columns: CSVHeader.Trades, _ time: Timestamp, _ text: Span<UInt8>
  ) throws(RowFault) -> Trade {
    let price = Price(scaled: try decimal(columns.price, text))
    guard price.isPositive else { throw RowFault(column: columns.price, kind: .notPositive) }
    let quantity = Quantity(scaled: try decimal(columns.quantity, text))
    guard quantity.isPositive else {
      throw RowFault(column: columns.quantity, kind: .notPositive)
    }
    return Trade(
      time: time, price: price, quantity: quantity, aggressor: try aggressor(columns, text))
  }

  @inline(__always)
  private func aggressor(
    _ columns: CSVHeader.Trades, _ text: Span<UInt8>
  ) throws(RowFault) -> Side? {
    switch columns.aggressor {
    case .side(let column):
      let field = splitter.field(column, of: text)
      if field.isWord("buy") { return .buy }
      if field.isWord("sell") { return .sell }
      throw RowFault(column: column, kind: .notASide)
    case .buyerIsMaker(let column):
      let field = splitter.field(column, of: text)
      // A buyer whose order rested was met by a seller.
      if field.isWord("true") { return .sell }
      if field.isWord("false") { return .buy }
      throw RowFault(column: column, kind: .notABoolean)
    case nil: return nil
    }
  }

  @inline(__always)
  private func candle(
    _ columns: CSVHeader.Candles, _ time: Timestamp, _ text: Span<UInt8>
  ) throws(RowFault) -> Candle {
    let candle = Candle(
      openTime: time,
      open: Price(scaled: try decimal(columns.open, text)),
      high: Price(scaled: try decimal(columns.high, text)),
      low: Price(scaled: try decimal(columns.low, text)),
      close: Price(scaled: try decimal(columns.close, text)),
      volume: Quantity(scaled: try decimal(columns.volume, text)))
    guard candle.isConsistent else { throw inconsistency(candle, columns) }
    return candle
  }

  private func inconsistency(_ candle: Candle, _ columns: CSVHeader.Candles) -> RowFault {
    if !candle.low.isPositive { return RowFault(column: columns.low, kind: .notPositive) }
    if candle.volume.isNegative { return RowFault(column: columns.volume, kind: .isNegative) }
    if candle.high < candle.low { return RowFault(column: columns.high, kind: .highBelowLow) }
    let isOpenInside = candle.low <= candle.open && candle.open <= candle.high
    return RowFault(
      column: isOpenInside ? columns.close : columns.open, kind: .outsideHighAndLow)
  }

  @inline(__always)
  private func decimal(_ column: Int, _ text: Span<UInt8>) throws(RowFault) -> Int128 {
    let field = splitter.field(column, of: text)
    if let value = FieldNumber.decimal(field) { return value }
    do throws(DecimalError) {
      return try DecimalText.scaled(cutting: field)
    } catch {
      throw RowFault(column: column, kind: .decimal(error))
    }
  }
}

extension Span<UInt8> {
  /// Whether this is the word, in letters of any case; the word itself is in small letters.
  @inline(__always)
  fileprivate func isWord(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for index in indices where unsafe self[index] | 0x20 != word.utf8Start[index] { return false }
    return true
  }
}
