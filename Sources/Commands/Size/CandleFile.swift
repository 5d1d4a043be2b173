internal import Domain
internal import MarketData

/// The candles of a file, for what is measured on them.
struct CandleFile: ~Copyable {
  private var stream: MarketStream
  private let path: String

  init(_ path: String) throws(CommandFailure) {
    self.path = path
    do throws(MarketDataError) {
      stream = try MarketStream([MarketFile(path: path, symbol: "-")])
    } catch {
      throw CommandFailure(.badInput, "\(error.explanation).")
    }
  }

  /// The next candle, or nil at the end.
  ///
  /// - Throws: When the file cannot be read, has a bad row, or a row that is no candle: a measure
  ///   over a part of the data would be a wrong one.
  mutating func next() throws(CommandFailure) -> Candle? {
    let event: MarketEvent?
    do throws(MarketDataError) {
      event = try stream.next()
    } catch {
      throw CommandFailure(.badInput, "\(error.explanation).")
    }
    switch event {
    case nil:
      return nil
    case .candle(let candle, symbol: _):
      return candle
    case .trade:
      throw CommandFailure(.badInput, "\(path) has rows that are no candles.")
    case .problem:
      throw CommandFailure(.badInput, "\(stream.problem?.explanation ?? path).")
    }
  }
}
