public import Domain

/// What happened next on the markets.
///
/// A plain value without references, so that millions of them a second cost no counting. The
/// number beside each is the index of its market in the stream's `symbols`.
public enum MarketEvent: Hashable, Sendable {
  case trade(Trade, symbol: Int)
  case candle(Candle, symbol: Int)
  /// A row could not be used; the stream's `problem` says which and why.
  case problem

  /// The time that events are in order of: of a candle, when it opens; a problem has none.
  @inlinable public var time: Timestamp? {
    switch self {
    case .trade(let trade, symbol: _): trade.time
    case .candle(let candle, symbol: _): candle.openTime
    case .problem: nil
    }
  }
}
