internal import Arguments
internal import Domain
internal import Ledger
internal import Trading
internal import Wire

/// `tradectl order list`: the orders of the ledger.
struct OrderList: Command {
  static let name = "list"
  static let summary = "List the orders of the account, open ones first of all."
  static let discussion = """
    It shows what the ledger knows and asks no venue; 'order reconcile' brings it up to date. \
    Without --closed or --all, only open orders are listed. On a terminal it is a table.
    """
  static let examples = [
    Example("tradectl order list", "What is open."),
    Example(
      "tradectl order list --all --since 1d --fields id,symbol,status,average_price",
      "What the last day brought."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput, .configuration]

  var all = false
  var closed = false
  var symbol: Symbol?
  var strategy: String?
  var since: TimeInterval?
  var limit: Int?
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .section("LIST OPTIONS"),
    .flag("--all", \.all, help: "Orders that are over, too."),
    .flag("--closed", \.closed, help: "Only orders that are over."),
    .option("--symbol", \.symbol, value: "symbol", help: "Of one market."),
    .option("--strategy", \.strategy, value: "name", help: "Of one strategy."),
    .option("--since", \.since, value: "time", help: "Placed within this time, such as 1d."),
    .option("--limit", \.limit, value: "count", help: "At most so many, the latest ones."),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    if let limit, limit < 1 { throw .usage("--limit must be at least 1.") }
    let place = try context.place(trading)
    guard let desk = try context.readingDesk(place) else { return .success }
    var query = OrderQuery(scope: place.scope)
    query.symbol = symbol
    query.strategy = strategy
    query.isFinal = closed ? true : (all ? nil : false)
    query.limit = limit
    query.isNewestFirst = limit != nil
    if let since {
      query.since = desk.clock.now().advanced(by: TimeInterval(nanoseconds: -since.nanoseconds))
    }
    var session = try OrderSession(desk, output, context, onTerminal: .table)
    var orders = try asking { () throws(LedgerError) in try desk.orders(query) }
    if query.isNewestFirst { orders.reverse() }
    for order in orders { try session.show(order) }
    return try session.close()
  }
}
