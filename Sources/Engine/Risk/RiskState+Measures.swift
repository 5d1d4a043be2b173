public import Domain

// What a person wants to see of a state.
extension RiskState {
  /// The value of all positions and of the orders that would add to them; nil where it is too large
  /// to reckon.
  public var grossExposure: Notional? { open.exposure }

  /// How many symbols have a position, or an order that may open one.
  public var openSymbolCount: Int { open.openCount }

  /// The fall from the peak, as a share of the peak; nil without a peak to fall from.
  public var drawdown: Rate? { Self.share(of: peakEquity, lostWith: equity) }

  /// What was lost since the day began; zero for a gain.
  public var dailyLossAmount: Notional {
    max(.zero, (try? dayStartEquity - equity) ?? .zero)
  }

  /// That loss as a share of the equity when the day began; nil where there was none.
  public var dailyLossShare: Rate? { Self.share(of: dayStartEquity, lostWith: equity) }

  private static func share(of former: Notional, lostWith now: Notional) -> Rate? {
    guard former.isPositive, let loss = try? former - now else { return nil }
    return try? max(.zero, loss).ratio(to: former, rounding: .up)
  }
}
