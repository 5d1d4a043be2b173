internal import Arguments
internal import Configuration
internal import Domain
internal import Ledger
internal import Trading
internal import Wire

/// `tradectl order place`: orders by flags or from a stream, each placed at most once.
struct OrderPlace: Command {
  static let name = "place"
  static let summary = "Place orders, each at most once."
  static let discussion = """
    With --symbol, --side and an amount it places that one order. Without, it reads intents from \
    standard input, one a line, and writes what became of each before it goes on to the next; \
    flags are then defaults for what a line lacks.

    An id is the order's key: the same id with the same order is placed once, however often it is \
    asked for, and answered with the order as it stands. Orders without an id are told apart by \
    what they say and by the run, which is this process or TRADECTL_RUN. The risk policy of the \
    account is always asked, with the limits that flags give in place of its own; --dry-run tells \
    each with its origin. docs/orders.md tells the whole way of an order.

    In paper mode, which is the default, a market order fills at the price that --reference-price \
    gives, or at the next that 'paper feed' shows.
    """
  static let examples = [
    Example(
      "tradectl order place --id \"dca-$(date +%F)\" --symbol BTC/USDT --side buy --quote 100"
        + " --reference-price 64250",
      "Buy for 100 USDT, once a day however often the job runs."),
    Example(
      "cat signals.jsonl | tradectl size --equity 10000 | tradectl order place",
      "Size signals and place them."),
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [
    .negative, .mixed, .unknownOutcome, .halted, .badInput, .unreachable, .inputOutput, .tryLater,
    .notPermitted, .configuration,
  ]

  var dash: StandardInput?
  var order = OrderOptions()
  var more = PlaceOptions()
  var split = SplitOptions()
  var setup = PlacingSetup()

  static let arguments: [Argument<Self>] = [
    .positional(\.dash, value: "-", help: "Read records from standard input."),
    .group(\.order),
    .group(\.more),
    .group(\.split),
    .group(\.setup),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let open = try setup.open(context)
    var session = try setup.begin(in: open, context, order, more)
    if dash == nil, session.describesOrder {
      guard let split = try split.schedule() else { return try session.placeOne() }
      guard more.clientOrderID == nil else {
        throw .usage("--client-order-id is the name of one order, and --split makes several.")
      }
      return try session.placeSlices(split)
    }
    guard try split.schedule() == nil else {
      throw .usage("--split is for one order by flags, not for a stream.")
    }
    session.defaults = try LineDefaults(order, more)
    return try session.placeEach(
      RecordInput(try context.standardInput()), atOnce: open.linesAtOnce)
  }
}
