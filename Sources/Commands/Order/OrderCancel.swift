internal import Arguments
internal import Domain
internal import Ledger
internal import Lifecycle
internal import Trading
internal import Wire

/// `tradectl order cancel`: ends open orders.
struct OrderCancel: Command {
  static let name = "cancel"
  static let summary = "Cancel open orders."
  static let discussion = """
    Orders are named by their client order id, their id or the venue's order id, or come as order \
    records on standard input. --all, --symbol and --older-than choose among the open orders of \
    the account instead. An order that is cancelled already counts as done.
    """
  static let examples = [
    Example("tradectl order cancel dca-2026-11-21", "Cancel one order by its id."),
    Example("tradectl order cancel --symbol BTC/USDT --older-than 1h", "Clean up one market."),
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [
    .negative, .mixed, .unknownOutcome, .badInput, .unreachable, .inputOutput, .configuration,
  ]

  var names: [String] = []
  var all = false
  var symbol: Symbol?
  var olderThan: TimeInterval?
  var reason = "cancel_requested"
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "id", help: "Orders by name; - reads records from standard input."),
    .section("CANCEL OPTIONS"),
    .flag("--all", \.all, help: "Every open order of the account."),
    .option("--symbol", \.symbol, value: "symbol", help: "The open orders of one market."),
    .option(
      "--older-than", \.olderThan, value: "time", help: "Only those that are older, such as 1h."),
    .option("--reason", \.reason, value: "text", help: "Why, for the ledger."),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let desk = try context.desk(try context.place(trading))
    var session = try OrderSession(desk, output, context)
    let isSweep = all || symbol != nil || olderThan != nil
    guard isSweep else {
      try session.each(names, context) { order, session throws(CommandFailure) in
        try cancel(order, &session)
      }
      return try session.close()
    }
    guard names.isEmpty else {
      throw .usage("Name orders, or choose them by --all, --symbol and --older-than; not both.")
    }
    for order in try openOrders(desk) {
      try session.checkSignal()
      try cancel(order, &session)
    }
    return try session.close()
  }

  private func cancel(
    _ order: StoredOrder, _ session: inout OrderSession
  ) throws(CommandFailure) {
    let change: OrderChange
    do throws(LedgerError) {
      change = try session.desk.cancel(order, reason: reason)
    } catch {
      throw CommandFailure(error)
    }
    if let failure = change.failure {
      try session.tell(change.order, failure)
    } else {
      try session.show(change.order)
    }
    // Its end is told before the next request leaves.
    try session.flush()
  }

  private func openOrders(_ desk: OrderDesk) throws(CommandFailure) -> [StoredOrder] {
    var query = OrderQuery(scope: desk.scope)
    query.symbol = symbol
    query.isFinal = false
    if let olderThan {
      query.until = desk.clock.now().advanced(
        by: TimeInterval(nanoseconds: -olderThan.nanoseconds))
    }
    do throws(LedgerError) {
      return try desk.orders(query)
    } catch {
      throw CommandFailure(error)
    }
  }
}
