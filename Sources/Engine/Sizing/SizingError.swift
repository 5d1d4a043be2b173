/// Why no size could be computed.
public enum SizingError: Error, Hashable, Sendable {
  /// An input lies outside its range.
  case outOfRange(SizingField)
  /// The stop of a buy is not below its entry, or that of a sell not above.
  case stopSide
  /// The method measures the distance to a stop, and there is none.
  case stopMissing
  /// An intermediate result needs more than 20 integer digits.
  case overflow

  /// The stable name in records.
  public var code: String {
    switch self {
    case .outOfRange: "OUT_OF_RANGE"
    case .stopSide: "STOP_SIDE"
    case .stopMissing: "STOP_REQUIRED"
    case .overflow: "OVERFLOW"
    }
  }

  /// What is wrong, as a sentence without its full stop.
  public var explanation: String {
    switch self {
    case .outOfRange(let field): "\(field.rawValue) must be \(field.range)"
    case .stopSide: "stop must be below the entry of a buy and above the entry of a sell"
    case .stopMissing: "the risk method needs a stop"
    case .overflow: "the inputs lead to a result of more than 20 integer digits"
    }
  }
}

/// An input of the sizing, by its name in records and flags.
public enum SizingField: String, CaseIterable, Hashable, Sendable {
  case equity
  case entry
  case stop
  case leverage
  case confidence
  case percent
  case winProbability = "win_probability"
  case averageWin = "average_win"
  case averageLoss = "average_loss"
  case kellyFraction = "kelly_fraction"
  case volatility
  case targetVolatility = "target_volatility"
  case risk
  case averageTrueRange = "atr"
  case averageTrueRangeMultiplier = "atr_multiplier"
  case maximumRisk = "max_risk"
  case maximumPosition = "max_position"
  case fee
  case slippage
  case maintenanceRate = "maintenance_rate"
  case instrument
  case period
  case candle

  /// What it may be, as the end of a sentence that begins with its name and "must be".
  public var range: String {
    switch self {
    case .equity, .entry, .stop, .averageWin, .averageLoss, .volatility, .targetVolatility,
      .averageTrueRangeMultiplier:
      "above 0"
    case .leverage: "from 1 to 125"
    case .confidence, .winProbability: "from 0 to 1"
    case .kellyFraction: "above 0 and at most 1"
    case .percent, .risk, .maximumRisk: "above 0 and at most 100 percent"
    case .maximumPosition: "above 0 and at most 12500 percent"
    case .averageTrueRange: "above 0, and its multiple below the entry of a buy"
    case .fee, .slippage, .maintenanceRate: "from 0 to less than 100 percent"
    case .instrument: "without negative steps and limits"
    case .period: "from 1 to 100000"
    case .candle: "consistent: prices above 0, none above the high, none below the low"
    }
  }
}
