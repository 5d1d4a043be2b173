/// A CSV file among the files of a stream.
final class CSVFile: RowReader {
  // The stream that owns the file calls one method at a time and none of them calls back, so
  // accesses never overlap. Checking that at run time would cost each row as much as a column.
  @exclusivity(unchecked) private var reader: CSVReader

  init(_ reader: consuming CSVReader) {
    unsafe self.reader = reader
  }

  func read(
    _ event: inout MarketEvent, _ symbols: inout SymbolTable
  ) throws(MarketDataError) -> Bool {
    try unsafe reader.read(&event, &symbols)
  }

  var problem: MarketProblem? { unsafe reader.problem }
  var progress: ReadProgress { unsafe reader.progress }
}
