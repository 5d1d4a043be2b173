internal import Arguments
internal import Configuration
internal import Domain
internal import Ledger
internal import Trading
internal import Wire

/// `tradectl execute`: from a signal to an order in one process.
struct Execute: Command {
  static let name = "execute"
  static let summary = "Size signals, check them, and place and protect their orders."
  static let discussion = """
    It does in one process what 'size | risk-check | order place' does in three: each signal or \
    intent on standard input is sized, judged by the risk policy of the account, and placed at \
    most once, with its stop-loss and take-profit. One order record is written for each line, \
    before the next line is looked at. Sizes keep to --max-risk and --max-position of the policy. \
    Without --equity, the account's own equity is taken, as it was when the command began.
    """
  static let examples = [
    Example(
      "tail -f signals.jsonl | tradectl execute --risk 1", "Trade signals as they come, on paper."),
    Example(
      "tradectl execute --dry-run < signals.jsonl", "See what would be ordered, and send nothing."),
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses = OrderPlace.exitStatuses

  var dash: StandardInput?
  var sizing = SizingOptions()
  var placing = PlacingOptions()
  var limits = LimitOptions()
  var trading = TradingOptions()
  var instrument = InstrumentOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.dash, value: "-", help: "Read records from standard input."),
    .group(\.sizing),
    .group(\.placing),
    .group(\.limits),
    .group(\.trading),
    .group(\.instrument),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let input = try context.standardInput()
    let place = try context.place(trading, limits)
    try place.checkWritable()
    let rules = try InstrumentRules(instrument)
    let desk = try context.desk(place, run: placing.run, instruments: rules.all)
    try placing.check(desk)
    desk.lanes = context.lanes(place, count: placing.parallel - 1)
    var sizing = sizing
    sizing.keep(to: place.policy)
    if sizing.equity == nil { sizing.equity = try asking(desk.equity) }
    guard sizing.equity?.isPositive == true else {
      throw CommandFailure(
        .negative, "The account \(desk.scope) is worth nothing: deposit first, or give --equity.")
    }
    let plan = try SizingPlan(sizing, instrument, decimals: output.decimals)
    let reader = WishReader(
      order: OrderOptions(), more: PlaceOptions(), placing: placing, instruments: rules,
      start: desk.clock.now())
    var session = try PlacingSession(
      reader, desk, output, context,
      rehearsal: placing.dryRun ? try context.limits(of: place, trading, limits) : nil)
    let size = Size()
    session.sizer = { record, edit throws(RecordProblem) in
      try size.size(record, &edit, plan)
    }
    return try session.placeEach(RecordInput(input), atOnce: placing.batch)
  }
}
