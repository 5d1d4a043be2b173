internal import Arguments
internal import Domain
internal import Matching

/// What the paper market charges and allows.
struct PaperOptions: OptionGroup {
  var equity: Notional?
  var makerFee = Rate(scaled: FixedPoint.one / 50)
  var takerFee = Rate(scaled: FixedPoint.one / 25)
  var slippageBasisPoints = Rate(5)
  var latency = TimeInterval.zero
  var participation: Rate?
  var leverage = Rate.one
  var maintenance = Rate(scaled: FixedPoint.one / 2)

  static let arguments: [Argument<Self>] = [
    .section("PAPER MARKET OPTIONS"),
    .option("--equity", \.equity, value: "money", help: "What the account starts with."),
    .option("--maker-fee", \.makerFee, value: "percent", help: "Fee of fills that waited."),
    .option("--taker-fee", \.takerFee, value: "percent", help: "Fee of fills that took."),
    .option(
      "--slippage-bps", \.slippageBasisPoints, value: "bps",
      help: "How much worse than the market a taker fills, in basis points."),
    .option(
      "--latency", \.latency, value: "time", help: "How long an order is on its way; 250ms, 1s."),
    .option(
      "--participation", \.participation, value: "percent",
      help: "Share of each trade's or candle's volume that our orders can have; all if not given."),
    .option(
      "--leverage", \.leverage, value: "number",
      help: "Notional over margin where the intent does not say it, from 1 to 125."),
    .option("--maintenance", \.maintenance, value: "percent", help: "Maintenance margin."),
  ]

  /// The rules in the form that the engine takes.
  func rules() throws(CommandFailure) -> PaperRules {
    do {
      return try PaperRules(
        makerFee: Rate(percent: makerFee), takerFee: Rate(percent: takerFee),
        slippageBasisPoints: slippageBasisPoints, latency: latency,
        participation: participation.map { Rate(percent: $0) }, defaultLeverage: leverage,
        maintenanceRate: Rate(percent: maintenance))
    } catch {
      throw .usage("\(error.explanation).")
    }
  }
}

/// Which of its records `paper run` writes.
struct PaperRecords: OptionSet, ArgumentValue {
  let rawValue: Int

  static let order = Self(rawValue: 1)
  static let fill = Self(rawValue: 2)
  static let equity = Self(rawValue: 4)
  static let position = Self(rawValue: 8)
  static let balance = Self(rawValue: 16)
  static let report = Self(rawValue: 32)
  static let all = Self(rawValue: 63)

  private static let names: [(name: String, records: PaperRecords)] = [
    ("order", .order), ("fill", .fill), ("equity", .equity), ("position", .position),
    ("balance", .balance), ("report", .report), ("all", .all),
  ]

  init(rawValue: Int) { self.rawValue = rawValue }

  init(argument: String) throws(InvalidValue) {
    self = []
    for word in argument.split(separator: ",") {
      guard let match = Self.names.first(where: { $0.name == word }) else { throw InvalidValue() }
      formUnion(match.records)
    }
    guard !isEmpty else { throw InvalidValue() }
  }

  static var wantedForm: String {
    "\(names.map(\.name).joined(separator: ", ")), or several of them separated by commas"
  }
  static var completion: Completion { .values(names.map(\.name)) }
  var argumentText: String {
    Self.names.last { contains($0.records) }?.name ?? ""
  }
}
