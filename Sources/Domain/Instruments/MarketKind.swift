/// What is traded: the asset itself, or a contract on it.
public enum MarketKind: String, CaseIterable, Hashable, Sendable {
  /// The asset itself: `BTC/USDT`.
  case spot
  /// A perpetual contract settled in the quote currency: `BTC/USDT:USDT`.
  case linear
  /// A perpetual contract settled in the base currency: `BTC/USD:BTC`.
  case inverse
}
