internal import Arguments
internal import Domain
internal import Ledger
internal import Lifecycle
internal import Trading
internal import Wire

/// `tradectl order amend`: changes an open order.
struct OrderAmend: Command {
  static let name = "amend"
  static let summary = "Change the quantity or the prices of an open order."
  static let discussion = """
    The quantity is the whole that is wanted, what has filled included. Where the venue can change \
    an order in place it does, as long as that makes the order no larger; else the order is \
    cancelled, and once it is over another one is placed for the rest, through the risk policy. \
    The two are never live together. The record shows the order that stands then.
    """
  static let examples = [
    Example("tradectl order amend dca-2026-11-21 --price 63000", "Move a limit order.")
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [
    .negative, .mixed, .unknownOutcome, .halted, .badInput, .unreachable, .inputOutput,
    .configuration,
  ]

  var names: [String] = []
  var quantity: Quantity?
  var quote: Notional?
  var price: Price?
  var stopPrice: Price?
  var dryRun = DryRunOptions()
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.names, value: "id", help: "Orders by name; - reads records from standard input."),
    .section("AMEND OPTIONS"),
    .option("--quantity", \.quantity, value: "quantity", help: "The whole amount, in base units."),
    .option(
      "--quote", \.quote, value: "money",
      help: "The whole amount of an inverse contract, in quote currency."),
    .option("--price", \.price, value: "price", help: "The limit price."),
    .option("--stop-price", \.stopPrice, value: "price", help: "The price that triggers it."),
    .group(\.dryRun),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let change = OrderAmendment(
      quantity: quantity ?? quote.map { Quantity(scaled: $0.scaled) }, price: price,
      stopPrice: stopPrice)
    guard change != OrderAmendment() else {
      throw .usage("Give what is to change: --quantity, --price or --stop-price.")
    }
    for (name, isPositive) in [
      ("--quantity", quantity?.isPositive), ("--quote", quote?.isPositive),
      ("--price", price?.isPositive), ("--stop-price", stopPrice?.isPositive),
    ] where isPositive == false {
      throw .usage("\(name) must be above zero.")
    }
    let desk = try context.desk(try context.place(trading))
    let preview = try dryRun.preview(at: desk)
    var session = try OrderSession(desk, output, context, isPlacing: true)
    try session.each(names, context) { order, session throws(CommandFailure) in
      if let problem = InverseSize.problem(
        order.life.terms.symbol, hasQuantity: quantity != nil, hasQuote: quote != nil)
      {
        return try session.tell(order, problem)
      }
      if let preview { return try show(order, change, preview, &session) }
      let result = try asking { () throws(LedgerError) in try desk.amend(order, change) }
      try session.tell(result.order, result.failure)
    }
    return try session.close()
  }

  /// Shows what would leave first: the change, or the end of an order that another one replaces.
  private func show(
    _ order: StoredOrder, _ change: OrderAmendment, _ preview: AccountPreview,
    _ session: inout OrderSession
  ) throws(CommandFailure) {
    if let detail = session.desk.whyNotAmended(order, change) {
      return try session.tell(order, detail)
    }
    let isInPlace = session.desk.isAmendedInPlace(order, change, preview.exchange)
    if !isInPlace {
      let desk = session.desk
      let detail = try asking { () throws(LedgerError) in try desk.whyNotReplaced(order, change) }
      if let detail { return try session.tell(order, detail) }
    }
    try session.show(isInPlace ? .amend(order, change) : .cancel(order), preview, of: order)
  }
}
