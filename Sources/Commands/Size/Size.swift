internal import Arguments
internal import Domain
internal import Sizing
internal import Wire

/// `tradectl size`: from a signal, or from flags, to an intent with a quantity.
struct Size: Command {
  static let name = "size"
  static let summary = "Compute an order quantity from a risk budget."
  static let discussion = """
    With --entry it sizes one trade and prints its intent. Without, it reads signals and intents \
    from standard input, one a line, and writes an intent for each; flags are then defaults for \
    what a line lacks. An intent that has a quantity, a signal to hold and a vetoed signal pass \
    untouched.

    The record says in sizing what went in, what came out before and after the caps, what is lost \
    at the stop, and whether that is valid; docs/sizing.md derives the formulas.
    """
  static let examples = [
    Example(
      "tradectl size --equity 10000 --risk 2 --entry 50000 --stop 48000",
      "Lose at most 2 % of 10000 if the price falls to 48000."),
    Example(
      "tradectl size --method kelly --equity 10000 --entry 50000 --win-probability 0.55"
        + " --average-win 500 --average-loss 300",
      "Half the Kelly share of a known edge."),
    Example(
      "tail -f signals.jsonl | tradectl size --equity 10000 --method atr --atr-from candles.csv.gz",
      "Size signals as they come, each with a stop at two average true ranges."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.mixed, .badInput, .inputOutput]

  var symbol: String?
  var id: String?
  var side: Side?
  var entry: Price?
  var stop: Price?
  var sizing = SizingOptions()
  var instrument = InstrumentOptions()
  var output = OutputOptions()
  var dash: StandardInput?

  static let arguments: [Argument<Self>] = [
    .positional(\.dash, value: "-", help: "Read records from standard input."),
    .section("TRADE OPTIONS"),
    .option("--symbol", \.symbol, value: "symbol", help: "The market, such as BTC/USDT."),
    .option("--id", \.id, value: "text", help: "The intent's id, its key against repetition."),
    .option(
      "--side", \.side, value: "side",
      help: "Buy or sell; where it is not given, the side of the stop decides."),
    .option("--entry", \.entry, value: "price", help: "Where the order is expected to fill."),
    .option("--stop", \.stop, value: "price", help: "Where the loss is to end."),
    .section("SIZING OPTIONS"),
    .group(\.sizing),
    .option(
      "--max-risk", \.sizing.maximumRisk, value: "percent",
      help: "Largest loss of one trade that is valid, as a share of equity."),
    .option(
      "--max-position", \.sizing.maximumPosition, value: "percent",
      help: "Largest position as a share of equity: margin, or value with risk and atr."),
    .group(\.instrument),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let plan = try SizingPlan(sizing, instrument, decimals: output.decimals)
    return entry != nil && dash == nil
      ? try sizeOne(plan, context) : try sizeEach(plan, context)
  }

  // MARK: One trade by flags

  private func sizeOne(_ plan: SizingPlan, _ context: Context) throws(CommandFailure) -> ExitStatus
  {
    var output = try context.output(self.output)
    guard let entry else { throw .usage("--entry is missing.") }
    let side = side ?? Self.side(entry: entry, stop: stop)
    do throws(RecordProblem) {
      let size = try plan.size(
        symbol: symbol, side: side, entry: entry, stop: stop, leverage: nil, confidence: nil)
      try write(size, plan, to: &output)
    } catch {
      // Here every input is a flag, so a missing one is wrong usage.
      if error.code == SizingError.stopMissing.code {
        throw .usage("--stop is missing: --method risk measures the distance to it.")
      }
      throw CommandFailure(.badInput, "\(error.message).")
    }
    do throws(StreamFailure) {
      try output.end()
      try output.close()
    } catch {
      throw CommandFailure(error)
    }
    return .success
  }

  private func write(
    _ size: PositionSize, _ plan: SizingPlan, to output: inout RecordOutput
  ) throws(RecordProblem) {
    output.begin(.intent)
    if let id { output.text.add(.id, id) }
    if let symbol { output.text.add(.symbol, symbol) }
    if let entry { output.text.add(.entry, entry) }
    if let stop = size.stop { output.text.add(.stopLoss, stop) }
    if plan.defaultLeverage != .one { output.text.add(.leverage, plan.defaultLeverage) }
    output.text.add(.side, word: size.side.rawValue)
    output.text.add(.orderType, word: OrderType.market.rawValue)
    output.text.add(.quantity, size.quantity)
    try output.text.add(.sizing) { text throws(RecordProblem) in
      try plan.describe(size, in: &text)
    }
  }

  /// A stop above the entry protects a short position.
  private static func side(entry: Price, stop: Price?) -> Side {
    guard let stop else { return .buy }
    return stop > entry ? .sell : .buy
  }

  // MARK: A stream of signals and intents

  private func sizeEach(
    _ plan: SizingPlan, _ context: Context
  ) throws(CommandFailure) -> ExitStatus {
    guard id == nil else {
      throw .usage("--id is for one trade by flags, not for a stream.")
    }
    let filter = try RecordFilter(context, output)
    return try filter.runConcurrently { record, edit throws(RecordProblem) in
      try size(record, &edit, plan)
    }.status
  }

  /// Makes an intent of a signal, or completes an intent.
  func size(
    _ record: borrowing Record, _ edit: inout RecordEdit, _ plan: SizingPlan
  ) throws(RecordProblem) -> RecordFilter.Verdict {
    guard !record.isNamed || record.kind == .signal || record.kind == .intent else {
      return .untouched
    }
    if record.has(.quantity) || record.has(.quoteQuantity) { return .untouched }
    if try record.flag(.vetoed) == true { return .untouched }
    let action = try record.word(.action, as: SignalAction.self)
    if action == .hold { return .untouched }
    if action == .close {
      beginIntent(&edit, record)
      edit.set(.orderType, word: OrderType.market.rawValue, in: record)
      edit.set(.reduceOnly, true, in: record)
      return .edited
    }

    let limit = try record.decimal(.price, as: Price.self)
    guard let entry = try record.decimal(.entry) ?? limit ?? self.entry else {
      throw .missing(.entry)
    }
    let givenStop = try record.decimal(.stopLoss, as: Price.self)
    let stop = givenStop ?? self.stop
    guard let side = try record.word(.side) ?? action?.side ?? self.side else {
      throw record.has(.record) ? .missing(.side) : .missing(.action)
    }
    let leverage = try record.decimal(.leverage, as: Rate.self)
    let size = try plan.size(
      symbol: try symbol(of: record, plan), side: side, entry: entry, stop: stop,
      leverage: leverage,
      confidence: plan.scalesByConfidence ? try record.required(.confidence) : nil)

    beginIntent(&edit, record)
    if limit == nil, let flag = self.entry, !record.has(.entry) {
      edit.set(.entry, flag, in: record)
    }
    if let price = size.stop, price != givenStop { edit.set(.stopLoss, price, in: record) }
    if leverage == nil, plan.defaultLeverage != .one {
      edit.set(.leverage, json: plan.defaultLeverageText, in: record)
    }
    edit.set(.side, word: side.rawValue, in: record)
    if !record.has(.orderType) {
      let type: OrderType = limit == nil ? .market : .limit
      edit.set(.orderType, word: type.rawValue, in: record)
    }
    edit.set(.quantity, size.quantity, in: record)
    try edit.set(.sizing, in: record) { text throws(RecordProblem) in
      try plan.describe(size, in: &text)
    }
    return .edited
  }

  /// Begins what a line becomes; it has its market from the flags where it names none itself.
  private func beginIntent(_ edit: inout RecordEdit, _ record: borrowing Record) {
    edit.begin(.intent)
    if let symbol, !record.has(.symbol) { edit.set(.symbol, symbol, in: record) }
  }

  /// The symbol, read only where an instrument has to be found by it.
  private func symbol(
    of record: borrowing Record, _ plan: SizingPlan
  ) throws(RecordProblem) -> String? {
    guard plan.needsSymbol else { return nil }
    return try record.text(.symbol) ?? symbol
  }
}

/// The word `-`, which stands for standard input.
enum StandardInput: String, CaseIterable, ArgumentValue {
  case dash = "-"
}
