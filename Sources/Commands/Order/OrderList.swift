internal import Arguments
internal import Domain
internal import Ledger
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl order list`: the orders of the ledger.
struct OrderList: Command {
  static let name = "list"
  static let summary = "List the orders of the account, open ones first of all."
  static let discussion = """
    It shows what the ledger knows and asks no venue; 'order reconcile' brings it up to date. \
    Without --closed or --all, only open orders are listed. With --at-venue it is the other way \
    round: the venue is asked what is open there, also what the ledger does not know of, and \
    nothing is written down; with --all or --closed and --symbol, those of the market that are over \
    are told as well, as far back as the exchange remembers them. On a terminal it is a table.
    """
  static let examples = [
    Example("tradectl order list", "What is open."),
    Example(
      "tradectl order list --all --since 1d --fields id,symbol,status,average_price",
      "What the last day brought."),
    Example("tradectl order list --at-venue --symbol BTC/USDT", "What the venue has open."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .negative, .unreachable, .inputOutput, .tryLater, .notPermitted, .configuration,
  ]

  var all = false
  var closed = false
  var symbol: Symbol?
  var strategy: String?
  var since: TimeInterval?
  var limit: Int?
  var atVenue = false
  var dryRun = DryRunOptions()
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
    .flag("--at-venue", \.atVenue, help: "Ask the venue for the orders that are open there."),
    .group(\.dryRun),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    if let limit, limit < 1 { throw .usage("--limit must be at least 1.") }
    let place = try context.place(trading)
    if atVenue { return try listOpen(context, place) }
    if dryRun.dryRun { throw .usage("Nothing is sent without --at-venue, so --dry-run needs it.") }
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

  /// What the venue says is open.
  private func listOpen(
    _ context: Context, _ place: TradingPlace
  ) throws(CommandFailure) -> ExitStatus {
    guard strategy == nil else { throw .usage("The venue knows of no --strategy.") }
    let isHistory = all || closed
    guard isHistory || (since == nil && limit == nil) else {
      throw .usage("With --at-venue, --since and --limit are for --all and --closed.")
    }
    let desk = try context.desk(place)
    guard case .venue(let client) = desk.market else {
      throw .usage("--at-venue asks a venue, and the account \(desk.scope) is on paper.")
    }
    if isHistory { return try listHistory(context, desk, client) }
    let preview = try dryRun.preview(at: desk)
    var session = try OrderSession(desk, output, context, onTerminal: .table)
    if let preview {
      try session.show(.openOrders(symbol), preview)
      return try session.close()
    }
    let orders = try holding { () throws(DeskFailure) in
      do throws(VenueError) { return try client.openOrders(in: symbol) } catch {
        throw .venue(error)
      }
    }
    for order in orders where !order.status.isFinal { try show(order, &session) }
    return try session.close()
  }

  /// What an exchange says of orders that are over, and with --all of open ones too.
  private func listHistory(
    _ context: Context, _ desk: OrderDesk, _ client: any VenueClient
  ) throws(CommandFailure) -> ExitStatus {
    guard let symbol, let exchange = client as? DialectVenue else {
      throw .usage("--at-venue asks an exchange for orders that are over, and needs --symbol then.")
    }
    let preview = try dryRun.preview(at: desk)
    let now = preview?.preview.time ?? desk.clock.now()
    let period = since.map { now.ago($0)...now }
    var session = try OrderSession(desk, output, context, onTerminal: .table)
    if let preview {
      try session.show(.orders(symbol, during: period, limit: limit), preview)
      return try session.close()
    }
    var orders = try holding { () throws(DeskFailure) in
      do throws(VenueError) {
        return try exchange.orders(in: symbol, during: period, limit: limit)
      } catch {
        throw .venue(error)
      }
    }
    if closed { orders.removeAll { !$0.status.isFinal } }
    for order in orders.suffix(limit ?? orders.count) { try show(order, &session) }
    return try session.close()
  }

  private func show(
    _ order: VenueOrder, _ session: inout OrderSession
  ) throws(CommandFailure) {
    var id: String?
    if let name = order.clientOrderID { id = try session.find(name)?.id }
    let (scope, now) = (session.desk.scope, session.desk.clock.now())
    session.succeed()
    try session.write { output throws(StreamFailure) in
      try output.write(order, id: id, of: scope, at: now)
    }
  }
}
