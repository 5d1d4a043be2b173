internal import Arguments
internal import Domain
internal import Ledger
internal import Lifecycle
internal import Trading
internal import Wire

/// `tradectl order status`: the venue's word on orders.
struct OrderStatusCommand: Command {
  static let name = "status"
  static let summary = "Ask the venue where orders stand."
  static let discussion = """
    What the venue tells is written into the ledger, fills included, and shown as one order record \
    for each order. Orders are named by their client order id, their id or the venue's order id, \
    or come as order records on standard input.
    """
  static let examples = [Example("tradectl order status dca-2026-11-21", "Look at one order.")]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [
    .negative, .mixed, .unknownOutcome, .badInput, .unreachable, .inputOutput, .configuration,
  ]

  var names: [String] = []
  var dryRun = DryRunOptions()
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "id", help: "Orders by name; - reads records from standard input."),
    .group(\.dryRun),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let desk = try context.desk(try context.place(trading))
    let preview = try dryRun.preview(at: desk)
    var session = try OrderSession(desk, output, context)
    try session.each(names, context) { order, session throws(CommandFailure) in
      if let preview, !order.life.isFinal {
        return try session.show(.order(order), preview, of: order)
      }
      let now = try asking { () throws(LedgerError) in try desk.refresh(order) }
      try session.tell(now)
    }
    return try session.close()
  }
}

/// Runs what asks the ledger, and ends the command where that fails.
func asking<Result>(
  _ body: () throws(LedgerError) -> Result
) throws(CommandFailure) -> Result {
  do throws(LedgerError) {
    return try body()
  } catch {
    throw CommandFailure(error)
  }
}
