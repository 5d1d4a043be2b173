/// Whose money an order moves.
public enum TradingMode: String, CaseIterable, Hashable, Sendable {
  /// Nobody's: the paper exchange matches it here.
  case paper
  /// Nobody's: the venue's test network.
  case demo
  /// Real money.
  case live
}
