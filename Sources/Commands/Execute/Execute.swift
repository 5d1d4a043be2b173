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
  var setup = PlacingSetup()

  static let arguments: [Argument<Self>] = [
    .positional(\.dash, value: "-", help: "Read records from standard input."),
    .group(\.sizing),
    .group(\.setup),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let input = try context.standardInput()
    let open = try setup.open(context)
    let (size, plan) = (Size(), try plan(in: open))
    var session = try setup.begin(in: open, context)
    session.sizer = { record, edit throws(RecordProblem) in
      try size.size(record, &edit, plan)
    }
    return try session.placeEach(RecordInput(input), atOnce: open.linesAtOnce)
  }

  /// How its orders are sized: by what they will be held to, and by what the account is worth.
  private func plan(in open: PlacingSetup.OpenPlace) throws(CommandFailure) -> SizingPlan {
    var sizing = sizing
    sizing.keep(to: open.place.policy)
    if sizing.equity == nil { sizing.equity = try asking(open.desk.equity) }
    guard sizing.equity?.isPositive == true else {
      throw CommandFailure(
        .negative,
        "The account \(open.desk.scope) is worth nothing: deposit first, or give --equity.")
    }
    return try SizingPlan(sizing, setup.instrument, decimals: setup.output.decimals)
  }
}
