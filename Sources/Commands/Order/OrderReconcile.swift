internal import Arguments
internal import Domain
internal import Ledger
internal import Lifecycle
internal import Trading
internal import Wire

/// `tradectl order reconcile`: brings the ledger and the venue together again.
struct OrderReconcile: Command {
  static let name = "reconcile"
  static let summary = "Resolve every order that is not over with its venue."
  static let discussion = """
    It asks the venue about each order that the ledger does not know the end of, writes down what \
    it learns, and places protective orders that are missing. An order that no venue knows is \
    declared unsent once its request can no longer take effect. Run it every few minutes: it heals \
    whatever a crash, a lost connection or a power cut left behind.

    With --quiet only the orders that stay unresolved are written, which suits cron.
    """
  static let examples = [
    Example("tradectl order reconcile --quiet", "For cron: silent when all is well.")
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [
    .mixed, .unknownOutcome, .unreachable, .inputOutput, .configuration,
  ]

  var symbol: Symbol?
  var dryRun = DryRunOptions()
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .section("RECONCILE OPTIONS"),
    .option("--symbol", \.symbol, value: "symbol", help: "Only the orders of one market."),
    .group(\.dryRun),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let place = try context.place(trading)
    guard let desk = try context.readingDesk(place) else { return .success }
    let preview = try dryRun.preview(at: desk)
    var session = try OrderSession(desk, output, context)
    var query = OrderQuery(scope: desk.scope)
    query.symbol = symbol
    query.isFinal = false
    if let preview {
      for order in try asking({ () throws(LedgerError) in try desk.orders(query) }) {
        try session.show(.order(order), preview, of: order)
      }
      return try session.close()
    }
    for order in try asking({ () throws(LedgerError) in try desk.reconcile(query) }) {
      // An order that turns out never to have been sent is an answer, not a failure.
      if order.life.state == .unsent || order.life.state == .rejected {
        try session.show(order)
      } else {
        try session.tell(order)
      }
    }
    return try session.close()
  }
}
