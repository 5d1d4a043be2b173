/// What a strategy's signal asks for.
public enum SignalAction: String, CaseIterable, Hashable, Sendable {
  case buy
  case sell
  case long
  case short
  /// Give up whatever position there is.
  case close
  /// Do nothing.
  case hold

  /// The side of the order that carries the signal out; nil where that depends on the position.
  public var side: Side? {
    switch self {
    case .buy, .long: .buy
    case .sell, .short: .sell
    case .close, .hold: nil
    }
  }
}
