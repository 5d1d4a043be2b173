internal import Arguments
internal import Domain
internal import Ledger
internal import Lifecycle
internal import Trading
internal import Wire

/// `tradectl order resolve`: a person's word on an order of unknown outcome.
struct OrderResolve: Command {
  static let name = "resolve"
  static let summary = "Declare what became of an order whose outcome nobody can tell."
  static let discussion = """
    Only for orders that stay unknown after 'order reconcile': look at the venue's own pages, then \
    say --placed or --not-placed. What you say is kept in the ledger with the reason. An order \
    that is declared not placed gives its key back, so that its line can be tried again.
    """
  static let examples = [
    Example(
      "tradectl order resolve dca-2026-11-21 --not-placed --reason 'not on the order page'",
      "The order never arrived.")
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [
    .negative, .badInput, .inputOutput, .configuration,
  ]

  var names: [String] = []
  var placed = false
  var notPlaced = false
  var reason = ""
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "id", required: true, help: "Orders by name."),
    .section("RESOLVE OPTIONS"),
    .flag("--placed", \.placed, help: "The venue has the order."),
    .flag("--not-placed", \.notPlaced, help: "The venue never had it."),
    .option("--reason", \.reason, value: "text", help: "How you know, for the ledger."),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard placed != notPlaced else { throw .usage("Say one of --placed and --not-placed.") }
    guard !reason.isEmpty else { throw .usage("--reason is missing: how do you know?") }
    let desk = try context.desk(try context.place(trading))
    var session = try OrderSession(desk, output, context)
    let event: OrderEvent =
      placed ? .resolvedAsPlaced(reason: reason) : .resolvedAsNotPlaced(reason: reason)
    try session.each(names, context) { order, session throws(CommandFailure) in
      guard order.life.state == .unknown else {
        let detail = FailureDetail(
          "NOT_UNKNOWN", .input,
          "the order is \(order.life.status.rawValue); only an unknown one can be declared")
        return try session.tell(order, detail)
      }
      let now = try asking { () throws(LedgerError) in
        try desk.declare(event, of: order)
      }
      try session.show(now)
    }
    return try session.close()
  }
}
