internal import Arguments
internal import Domain
internal import Risk
internal import Sizing
internal import Wire

/// The methods by their names on the command line.
enum MethodName: String, CaseIterable, ArgumentValue {
  case fixed, kelly, volatility, risk, atr
}

/// How to size: the method, its inputs and its caps, as `size` and `execute` take them.
struct SizingOptions: OptionGroup {
  var method = MethodName.risk
  var equity: Notional?
  var risk: Rate?
  var percent: Rate?
  var winProbability: Rate?
  var averageWin: Rate?
  var averageLoss: Rate?
  var kellyFraction = Rate.half
  var volatility: Rate?
  var targetVolatility: Rate?
  var volatilityFrom: String?
  var averageTrueRange: Price?
  var atrMultiplier = Rate(2)
  var atrFrom: String?
  var period = 14
  var leverage = Rate.one
  /// Percent of the equity; a command takes it as a flag of its own, or from the risk policy.
  var maximumRisk = Rate(2)
  /// The same.
  var maximumPosition = Rate(10)
  var fees = Rate.zero
  var slippageBasisPoints = Rate.zero
  var maintenance = Rate(scaled: FixedPoint.one / 2)
  var scaleBy: ScaleField?

  static let arguments: [Argument<Self>] = [
    .section("SIZING OPTIONS"),
    .option("--method", \.method, value: "method", help: "How the quantity follows from equity."),
    .option("--equity", \.equity, value: "money", help: "What the account is worth."),
    .option(
      "--risk", \.risk, value: "percent",
      help: "Share of equity to lose at the stop (risk, atr); --max-risk where it is not given."),
    .option("--percent", \.percent, value: "percent", help: "Share of equity as margin (fixed)."),
    .option(
      "--win-probability", \.winProbability, value: "fraction",
      help: "How likely a trade wins, from 0 to 1 (kelly)."),
    .option(
      "--average-win", \.averageWin, value: "money", help: "What a winning trade earns (kelly)."),
    .option(
      "--average-loss", \.averageLoss, value: "money", help: "What a losing trade costs (kelly)."),
    .option(
      "--kelly-fraction", \.kellyFraction, value: "fraction",
      help: "Part of the full Kelly share that is used, up to 1."),
    .option(
      "--volatility", \.volatility, value: "fraction",
      help: "How much the market moves; 0.04 is 4 % (volatility)."),
    .option(
      "--target-volatility", \.targetVolatility, value: "fraction",
      help: "How much the position may move, over the same time (volatility)."),
    .option(
      "--volatility-from", \.volatilityFrom, value: "file", completion: .file,
      help: "Measure the volatility on these candles."),
    .option("--atr", \.averageTrueRange, value: "price", help: "Average true range (atr)."),
    .option(
      "--atr-multiplier", \.atrMultiplier, value: "number",
      help: "Distance of the stop in average true ranges (atr)."),
    .option(
      "--atr-from", \.atrFrom, value: "file", completion: .file,
      help: "Measure the average true range on these candles."),
    .option(
      "--period", \.period, value: "candles",
      help: "Candles that the average true range is taken over."),
    .option(
      "--leverage", \.leverage, value: "number", help: "Notional over margin, from 1 to 125."),
    .option(
      "--fees", \.fees, value: "percent",
      help: "Taker fee; entry and exit count into the loss at the stop."),
    .option(
      "--slippage-bps", \.slippageBasisPoints, value: "bps",
      help: "Slippage of entry and exit in basis points; counts into the loss at the stop."),
    .option(
      "--maintenance", \.maintenance, value: "percent",
      help: "Maintenance margin, for the liquidation price."),
    .option(
      "--scale-by", \.scaleBy, value: "field",
      help: "Multiply the quantity by this field of the signal, from 0 to 1."),
  ]
}

extension SizingOptions {
  /// Keeps sizes to the limits that their orders will be held to.
  mutating func keep(to policy: RiskPolicy) {
    // What a trade may lose has to be said by somebody, even where it is not limited.
    if policy.maximumRisk == nil, risk == nil { risk = maximumRisk }
    maximumRisk = policy.maximumRisk.map(Self.percent) ?? Rate(100)
    maximumPosition = policy.maximumPosition.map(Self.percent) ?? Rate(12_500)
  }

  private static func percent(_ share: Rate) -> Rate { (try? share.percent) ?? share }

  /// The flag that a field's value came from; nil where it differs from trade to trade.
  func flag(of field: SizingField) -> String? {
    switch field {
    case .entry, .stop, .confidence, .averageTrueRange, .period, .candle: nil
    case .risk: risk == nil ? "--max-risk" : "--risk"
    // The method atr holds its trades to the smaller of the two.
    case .maximumRisk:
      method == .atr && (risk ?? maximumRisk) < maximumRisk ? "--risk" : "--max-risk"
    case .fee: "--fees"
    case .slippage: "--slippage-bps"
    case .maintenanceRate: "--maintenance"
    case .instrument: "--lot, --tick and --min-notional"
    default: "--\(field.rawValue.dashed)"
    }
  }
}

/// A field that a quantity can be scaled by.
enum ScaleField: String, CaseIterable, ArgumentValue {
  case confidence
}

/// The rules of one instrument by flags.
struct InstrumentOptions: OptionGroup {
  var file: String?
  var lot = Quantity.zero
  var tick = Price.zero
  var minimumNotional = Notional.zero

  static let arguments: [Argument<Self>] = [
    .section("INSTRUMENT OPTIONS"),
    .option(
      "--instrument", \.file, value: "file", completion: .file,
      help: "Instrument records with tick, lot and limits, one for each symbol."),
    .option("--lot", \.lot, value: "quantity", help: "Smallest step of a quantity."),
    .option("--tick", \.tick, value: "price", help: "Smallest step of a price."),
    .option("--min-notional", \.minimumNotional, value: "money", help: "Smallest order value."),
  ]
}
