/// Which way an order goes.
public enum Side: String, CaseIterable, Hashable, Sendable {
  case buy
  case sell

  @inlinable public var opposite: Side { self == .buy ? .sell : .buy }
}

/// Which way a hedge-mode or derivative position goes.
public enum PositionSide: String, CaseIterable, Hashable, Sendable {
  case long
  case short

  @inlinable public var entrySide: Side { self == .long ? .buy : .sell }
}

/// Whether a fill gave liquidity to the market or took it.
public enum Liquidity: String, CaseIterable, Hashable, Sendable {
  case maker
  case taker
}
