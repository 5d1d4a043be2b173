public import Domain

/// How an order's quantity follows from the account.
///
/// Shares and volatilities are fractions: 0.02 is 2 %.
public enum SizingMethod: Hashable, Sendable {
  /// A fixed share of equity as margin.
  case fixed(share: Rate)
  /// A part of the share that a known edge makes grow fastest.
  ///
  /// The average win and loss are in the same unit, money or percent; `fraction` is the part of
  /// the full Kelly share that is used.
  case kelly(winProbability: Rate, averageWin: Rate, averageLoss: Rate, fraction: Rate = .half)
  /// The largest allowed margin, shrunk where the market moves more than is wanted.
  case volatility(volatility: Rate, target: Rate)
  /// What loses a fixed share of equity when the stop is hit.
  case risk(share: Rate)
  /// What loses the largest allowed share at a stop some true ranges away; implies the stop.
  case averageTrueRange(Price, multiplier: Rate)

  /// Its name in records and on the command line.
  public var name: String {
    switch self {
    case .fixed: "fixed"
    case .kelly: "kelly"
    case .volatility: "volatility"
    case .risk: "risk"
    case .averageTrueRange: "atr"
    }
  }

  /// Whether the quantity follows from the distance to a stop.
  var isStopBased: Bool {
    switch self {
    case .fixed, .kelly, .volatility: false
    case .risk, .averageTrueRange: true
    }
  }
}

extension Rate {
  /// One half, the usual part of the full Kelly share.
  @inlinable public static var half: Rate { Rate(scaled: 500_000_000_000_000_000) }
}
