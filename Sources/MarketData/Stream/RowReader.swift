/// The rows of one open file in their order, whatever its format; made once a file.
///
/// Within a symbol its times never go back.
package protocol RowReader: AnyObject {
  /// Reads the next row.
  ///
  /// - Parameters:
  ///   - event: Becomes the event, or `.problem` for a row that cannot be used. Written in place,
  ///     because copying it from layer to layer would cost as much as reading it.
  ///   - symbols: Shared by all files of a stream; names met for the first time join it.
  /// - Returns: False at the end, the event then being without meaning.
  /// - Throws: When the file cannot be read on; from then on there are no more rows.
  func read(
    _ event: inout MarketEvent, _ symbols: inout SymbolTable
  ) throws(MarketDataError) -> Bool

  /// What was wrong with the row when `read` last made a `.problem`.
  var problem: MarketProblem? { get }

  var progress: ReadProgress { get }
}
