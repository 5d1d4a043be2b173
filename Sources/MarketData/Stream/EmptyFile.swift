/// A file without any line among the files of a stream.
final class EmptyFile: RowReader {
  let progress: ReadProgress
  var problem: MarketProblem? { nil }

  init(_ progress: ReadProgress) {
    self.progress = progress
  }

  func read(
    _ event: inout MarketEvent, _ symbols: inout SymbolTable
  ) throws(MarketDataError) -> Bool {
    false
  }
}
