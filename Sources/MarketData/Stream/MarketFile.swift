/// A file of market data to read.
package struct MarketFile: Hashable, Sendable {
  /// A path, or `-` for standard input.
  package var path: String
  /// The market of rows that do not name theirs; of rows that do, the only one that is read.
  package var symbol: String?

  package init(path: String, symbol: String? = nil) {
    self.path = path
    self.symbol = symbol
  }

  /// Opens the file and finds out its format.
  ///
  /// - Throws: What stands in the way of reading it, or `.missingColumns` or `.symbolNeeded`.
  func open(
    _ symbols: inout SymbolTable, mayWait: (() -> Bool)? = nil
  ) throws(MarketDataError) -> any RowReader {
    var lines = LineSource(try ByteSource(path: path, mayWait: mayWait))
    let step = try lines.advance()
    if case .end = step { return EmptyFile(lines.progress) }
    let number = symbol.map { symbols.number(of: $0) }
    if case .line = step, lines.line[0] == UInt8(ascii: "{") {
      let rows = MarketRecordFile(lines, symbol: number)
      return number.map { SelectedRows(rows, symbol: $0) } ?? rows
    }
    let reader = try CSVReader(lines, symbol: symbol, &symbols)
    let namesSymbols = reader.namesSymbols
    let rows = CSVFile(reader)
    guard namesSymbols, let number else { return rows }
    return SelectedRows(rows, symbol: number)
  }
}
