internal import Arguments
internal import Domain
internal import Ledger
internal import Lifecycle
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl order cancel`: ends open orders.
struct OrderCancel: Command {
  static let name = "cancel"
  static let summary = "Cancel open orders."
  static let discussion = """
    Orders are named by their client order id, their id or the venue's order id, or come as order \
    records on standard input. --all, --symbol and --older-than choose among the open orders of \
    the account instead. An order that is cancelled already counts as done.

    With --at-venue an exchange is told to cancel whatever is open in one market, also what the \
    ledger does not know of, by a single request of its own where it has one. Orders that are still \
    open after that are failures.

    With --batch, neighbours of one market leave with one request, where the exchange takes several: \
    okx, coinbase and bybit. Each is looked up after that, and told by itself.
    """
  static let examples = [
    Example("tradectl order cancel dca-2026-11-21", "Cancel one order by its id."),
    Example("tradectl order cancel --symbol BTC/USDT --older-than 1h", "Clean up one market."),
    Example("tradectl order cancel --all --batch", "With as few requests as the exchange allows."),
    Example(
      "tradectl order cancel --at-venue --symbol BTC/USDT", "Whoever placed what is open there."),
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [
    .negative, .mixed, .unknownOutcome, .badInput, .unreachable, .inputOutput, .configuration,
  ]

  var names: [String] = []
  var all = false
  var symbol: Symbol?
  var olderThan: TimeInterval?
  var atVenue = false
  var batch = false
  var reason = "cancel_requested"
  var dryRun = DryRunOptions()
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "id", help: "Orders by name; - reads records from standard input."),
    .section("CANCEL OPTIONS"),
    .flag("--all", \.all, help: "Every open order of the account."),
    .option("--symbol", \.symbol, value: "symbol", help: "The open orders of one market."),
    .option(
      "--older-than", \.olderThan, value: "time", help: "Only those that are older, such as 1h."),
    .flag("--at-venue", \.atVenue, help: "Whatever is open at the exchange in that market."),
    .flag("--batch", \.batch, help: "Several with one request, where the exchange takes that."),
    .option("--reason", \.reason, value: "text", help: "Why, for the ledger."),
    .group(\.dryRun),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let desk = try context.desk(try context.place(trading))
    let preview = try dryRun.preview(at: desk)
    var session = try OrderSession(desk, output, context)
    if atVenue {
      guard !batch else { throw .usage("--at-venue cancels all at once, and takes no --batch.") }
      try cancelAll(desk, preview, &session)
      return try session.close()
    }
    if batch {
      var found: [StoredOrder] = []
      if isSweep {
        try checkSweep()
        found = try openOrders(desk)
      } else {
        try session.each(names, context) { order, _ throws(CommandFailure) in found.append(order) }
      }
      try cancel(together: found, preview, &session)
      return try session.close()
    }
    guard isSweep else {
      try session.each(names, context) { order, session throws(CommandFailure) in
        try cancel(order, preview, &session)
      }
      return try session.close()
    }
    try checkSweep()
    for order in try openOrders(desk) {
      try session.checkSignal()
      try cancel(order, preview, &session)
    }
    return try session.close()
  }

  private var isSweep: Bool { all || symbol != nil || olderThan != nil }

  private func checkSweep() throws(CommandFailure) {
    guard names.isEmpty else {
      throw .usage("Name orders, or choose them by --all, --symbol and --older-than; not both.")
    }
  }

  /// Orders that are next to each other and of one market leave together.
  private func cancel(
    together orders: [StoredOrder], _ preview: AccountPreview?, _ session: inout OrderSession
  ) throws(CommandFailure) {
    guard case .venue(let client) = session.desk.market, let exchange = client as? DialectVenue
    else {
      throw .usage("--batch asks an exchange, and the account \(session.desk.scope) is not at one.")
    }
    do throws(VenueError) { try exchange.checkCancelling() } catch {
      throw .usage("\(error.explanation); leave --batch out.")
    }
    var rest = orders[...]
    while let first = rest.first {
      try session.checkSignal()
      let terms = first.life.terms
      let group = Array(
        rest.prefix {
          $0.life.terms.symbol == terms.symbol
            && $0.life.terms.type.isTriggered == terms.type.isTriggered
        })
      rest = rest.dropFirst(group.count)
      do throws(VenueError) { try exchange.checkCancelling(together: group) } catch {
        // Some go by themselves alone, such as those that wait on bybit's spot markets.
        for order in group { try cancel(order, preview, &session) }
        continue
      }
      if let preview {
        let open = group.filter { !$0.life.isFinal }
        if !open.isEmpty { try session.show(.cancelTogether(open), preview) }
        for order in group where order.life.isFinal { try session.show(order) }
        continue
      }
      let desk = session.desk
      for change in try asking({ () throws(LedgerError) in
        try desk.cancel(together: group, reason: reason, exchange)
      }) {
        if let failure = change.failure {
          try session.tell(change.order, failure)
        } else {
          try session.show(change.order)
        }
      }
      try session.flush()
    }
  }

  private func cancel(
    _ order: StoredOrder, _ preview: AccountPreview?, _ session: inout OrderSession
  ) throws(CommandFailure) {
    // Nothing is sent, and nothing written down, for an order that is over.
    if let preview, !order.life.isFinal {
      return try session.show(.cancel(order), preview, of: order)
    }
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

  /// Has the exchange cancel all that is open in a market.
  private func cancelAll(
    _ desk: OrderDesk, _ preview: AccountPreview?, _ session: inout OrderSession
  ) throws(CommandFailure) {
    guard let symbol, names.isEmpty, olderThan == nil else {
      throw .usage("--at-venue cancels all open orders of --symbol, and needs just that.")
    }
    guard case .venue(let client) = desk.market, let exchange = client as? DialectVenue else {
      throw .usage("--at-venue asks an exchange, and the account \(desk.scope) is not at one.")
    }
    if let preview { return try session.show(.cancelAll(symbol), preview) }
    let sweep = try asking { () throws(LedgerError) in
      try desk.cancelAll(in: symbol, reason: reason, exchange)
    }
    for change in sweep.changes {
      if let failure = change.failure {
        try session.tell(change.order, failure)
      } else {
        try session.show(change.order)
      }
    }
    let now = desk.clock.now()
    for order in sweep.others {
      let detail = FailureDetail("STILL_OPEN", .venue, "the order is still open after all of it")
      session.fail(detail.failureClass, detail.code)
      try session.write { output throws(StreamFailure) in
        try output.write(order, id: nil, of: desk.scope, at: now, failure: detail)
      }
    }
    if let failure = sweep.failure { try session.refuse(failure, symbol) }
    if sweep.failure == nil, sweep.changes.isEmpty, sweep.others.isEmpty { session.succeed() }
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
