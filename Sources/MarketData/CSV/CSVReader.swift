/// The rows of a CSV file whose header row says what its columns mean.
struct CSVReader: ~Copyable {
  /// What was wrong with the row when `read` last made a `.problem`.
  private(set) var problem: MarketProblem?
  private var lines: LineSource
  private var decoder: CSVDecoder

  /// - Parameters:
  ///   - lines: Standing on the header row.
  ///   - symbol: The market of rows that do not name theirs.
  ///   - symbols: Gets the symbol if it is needed.
  /// - Throws: `.missingColumns` or `.symbolNeeded`.
  init(
    _ lines: consuming LineSource, symbol: String?, _ symbols: inout SymbolTable
  ) throws(MarketDataError) {
    decoder = try Self.decoder(lines, symbol: symbol, &symbols)
    self.lines = lines
  }

  var progress: ReadProgress { lines.progress }

  /// Whether rows name their markets.
  var namesSymbols: Bool { decoder.header.symbol != nil }

  /// Reads the next row; false at the end.
  @inline(__always)
  mutating func read(
    _ event: inout MarketEvent, _ symbols: inout SymbolTable
  ) throws(MarketDataError) -> Bool {
    switch try lines.advance() {
    case .end: return false
    case .tooLong:
      event = .problem
      problem = MarketProblem(
        file: lines.name, line: lines.number, column: nil, fault: "is longer than 1 MiB")
    case .line:
      do throws(RowFault) {
        try decoder.read(
          lines.window, lines.range, mayHaveQuotes: lines.hasSeenQuote, &event, &symbols)
      } catch {
        event = .problem
        report(error)
      }
    }
    return true
  }

  private mutating func report(_ fault: RowFault) {
    let column = fault.column < 0 ? nil : decoder.header.names[fault.column]
    problem = MarketProblem(
      file: lines.name, line: lines.number, column: column, fault: fault.explanation)
  }

  private static func decoder(
    _ lines: borrowing LineSource, symbol: String?, _ symbols: inout SymbolTable
  ) throws(MarketDataError) -> CSVDecoder {
    let header: CSVHeader
    do throws(CSVHeader.Missing) {
      header = try CSVHeader(headerFields(lines))
    } catch {
      throw .missingColumns(file: lines.name, columns: error.columns)
    }
    guard header.symbol == nil else { return CSVDecoder(header, symbol: 0) }
    guard let symbol else { throw .symbolNeeded(file: lines.name) }
    return CSVDecoder(header, symbol: symbols.number(of: symbol))
  }

  private static func headerFields(_ lines: borrowing LineSource) -> [String] {
    var splitter = FieldSplitter(capacity: lines.range.count + 1)
    guard splitter.splitQuoted(lines.window, lines.range) else { return [] }
    let bytes = splitter.unquoted
    return (0..<splitter.count).map { index in
      let field = splitter.field(index, of: bytes.span)
      let name = String(decoding: field.indices.map { field[$0] }, as: UTF8.self)
      return String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
