package import Domain
internal import Ledger
package import MarketData
package import Matching

extension PaperVenue {
  /// Shows a market what happened there.
  ///
  /// - Parameters:
  ///   - event: From a source in order of time; its own number of the market does not matter.
  ///   - place: Of the market, as `openMarket` tells.
  ///   - ordinal: Its place among the events of its time and market in the source, from 1.
  /// - Returns: False where the market has seen it already.
  /// - Throws: `.invalidTrade` or `.invalidCandle`.
  @inline(__always)
  func show(
    _ event: MarketEvent, at place: Int, ordinal: Int
  ) throws(PaperError) -> Bool {
    guard let time = event.time, markets[place].clock.advance(to: time, ordinal: ordinal) else {
      return false
    }
    switch event {
    case .trade(let trade, symbol: _):
      try exchange.trade(trade, in: markets[place].index, into: &events)
    case .candle(let candle, symbol: _):
      try exchange.candle(candle, in: markets[place].index, into: &events)
    case .problem: return false
    }
    return true
  }

  /// Shows a market what happened there, by its symbol.
  ///
  /// - Parameters:
  ///   - event: From a source in order of time.
  ///   - symbol: Of a market that can be simulated.
  ///   - ordinal: Its place among the events of its time and market in the source, from 1.
  /// - Returns: False where the market has seen it already.
  /// - Throws: What keeps the market from being simulated, or what is wrong with the event.
  package func show(
    _ event: MarketEvent, of symbol: Symbol, ordinal: Int
  ) throws(PaperError) -> Bool {
    try show(event, at: try openMarket(symbol), ordinal: ordinal)
  }

  /// Lets time pass where nothing is known to have happened: what was sent by then arrives.
  func pass(to time: Timestamp) { exchange.advance(to: time, into: &events) }
}
