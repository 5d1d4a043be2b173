/// How an order comes to trade.
public enum OrderType: String, CaseIterable, Hashable, Sendable {
  /// At once, at what the market pays.
  case market
  /// At `price` or better.
  case limit
  /// A market order once the market reaches `stop_price` against the position it protects.
  case stop
  /// A limit order once the market reaches `stop_price`.
  case stopLimit = "stop_limit"
  /// A market order once the market reaches `stop_price` in the position's favour.
  case takeProfit = "take_profit"

  /// Whether it waits for the market to reach its stop price.
  @inlinable public var isTriggered: Bool {
    switch self {
    case .market, .limit: false
    case .stop, .stopLimit, .takeProfit: true
    }
  }

  /// Whether it carries a limit price.
  @inlinable public var hasPrice: Bool { self == .limit || self == .stopLimit }
}

/// How long an order stays in force.
public enum TimeInForce: String, CaseIterable, Hashable, Sendable {
  /// Good till cancelled.
  case goodTillCancelled = "gtc"
  /// Immediate or cancel: what does not fill at once is cancelled.
  case immediateOrCancel = "ioc"
  /// Fill or kill: all at once or nothing.
  case fillOrKill = "fok"
}

/// Where an order stands.
public enum OrderStatus: String, CaseIterable, Hashable, Sendable {
  case pending
  case accepted
  case partiallyFilled = "partially_filled"
  case filled
  case cancelled
  case expired
  /// The venue refused it.
  case rejected
  /// The risk policy refused it.
  case denied
  /// Bad input.
  case invalid
  /// Nothing was asked for: a `hold` or a vetoed signal.
  case skipped
  /// Stopped before it was sent.
  case unsent
  /// It may or may not be live.
  case unknown

  /// Whether it can still change.
  public var isFinal: Bool {
    switch self {
    case .pending, .accepted, .partiallyFilled, .unknown: false
    case .filled, .cancelled, .expired, .rejected, .denied, .invalid, .skipped, .unsent: true
    }
  }
}
