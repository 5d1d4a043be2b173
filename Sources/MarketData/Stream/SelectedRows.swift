/// The rows of one symbol among those of a file that holds several.
///
/// Several symbols of a file that has one after the other can so be read as several files, and be
/// merged by time.
final class SelectedRows: RowReader {
  private let rows: any RowReader
  private let symbol: Int

  init(_ rows: any RowReader, symbol: Int) {
    self.rows = rows
    self.symbol = symbol
  }

  func read(
    _ event: inout MarketEvent, _ symbols: inout SymbolTable
  ) throws(MarketDataError) -> Bool {
    while try rows.read(&event, &symbols) {
      switch event {
      case .trade(_, symbol: let number) where number != symbol: continue
      case .candle(_, symbol: let number) where number != symbol: continue
      case .trade, .candle, .problem: return true
      }
    }
    return false
  }

  var problem: MarketProblem? { rows.problem }
  var progress: ReadProgress { rows.progress }
}
