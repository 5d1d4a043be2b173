internal import Arguments
internal import Domain
internal import Ledger
internal import Lifecycle
internal import Trading
internal import Wire

/// `tradectl position protect`: puts a stop loss and a take-profit behind a position.
struct PositionProtect: Command {
  static let name = "protect"
  static let summary = "Set or move the stop loss and the take-profit of a position."
  static let discussion = """
    What protected the position before is cancelled, and the new orders are placed for all of it: \
    they can only reduce, and when one of the two fills, the other is cancelled. --none leaves the \
    position without protection.
    """
  static let examples = [
    Example(
      "tradectl position protect BTC/USDT:USDT --stop-loss 61000 --take-profit 68000",
      "Leave at 61000 or at 68000, whichever comes first.")
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [
    .negative, .mixed, .unknownOutcome, .halted, .unreachable, .badInput, .inputOutput,
    .configuration,
  ]

  var symbol: Symbol?
  var stopLoss: Price?
  var takeProfit: Price?
  var none = false
  var positionSide: PositionSide?
  var dryRun = DryRunOptions()
  var trading = TradingOptions()
  var instrument = InstrumentOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.symbol, value: "symbol", help: "The market of the position."),
    .section("PROTECTION OPTIONS"),
    .option("--stop-loss", \.stopLoss, value: "price", help: "Where the position is given up."),
    .option("--take-profit", \.takeProfit, value: "price", help: "Where the profit is taken."),
    .option(
      "--position-side", \.positionSide, value: "side",
      help: "The long or the short one, where the account holds both apart."),
    .flag("--none", \.none, help: "Only cancel what protects it now."),
    .group(\.dryRun),
    .group(\.trading),
    .group(\.instrument),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard let symbol else { throw .usage("Give the symbol of a position.") }
    guard none != (stopLoss != nil || takeProfit != nil) else {
      throw .usage("Give --stop-loss, --take-profit or both; or --none.")
    }
    for (name, price) in [("--stop-loss", stopLoss), ("--take-profit", takeProfit)] {
      if let price, !price.isPositive { throw .usage("\(name) must be above zero.") }
    }
    let place = try context.tradingPlace(trading)
    let desk = try context.desk(place, instruments: try InstrumentRules(instrument).all)
    let preview = try dryRun.preview(at: desk)
    try checkSides(symbol, desk)
    var session = try OrderSession(desk, output, context, isPlacing: true)
    if let preview {
      try show(symbol, preview, &session)
      return try session.close()
    }
    let protection = try asking { () throws(LedgerError) in
      try desk.protect(symbol, positionSide, stopLoss: stopLoss, takeProfit: takeProfit)
    }
    for order in protection.orders {
      // What was replaced is done; what is new has to be where it should.
      if order.life.isFinal, order.life.state == .cancelled {
        try session.show(order)
      } else {
        try session.tell(order)
      }
    }
    if let refusal = protection.refusal { try session.refuse(refusal.detail, symbol) }
    return try session.close()
  }

  /// Shows the requests that would cancel what is there, and those that would place the new orders.
  private func show(
    _ symbol: Symbol, _ preview: AccountPreview, _ session: inout OrderSession
  ) throws(CommandFailure) {
    let desk = session.desk
    let (cancelled, placed) = try asking { () throws(LedgerError) in
      try desk.rehearseProtection(
        of: symbol, positionSide, stopLoss: stopLoss, takeProfit: takeProfit)
    }
    for order in cancelled { try session.show(.cancel(order), preview, of: order) }
    for placement in placed {
      switch placement {
      case .order(let order, false): try session.show(.place(order), preview, of: order)
      case .order(let order, true): try session.tell(order, isReplayed: true)
      case .refused(let refusal): try session.refuse(refusal.detail, symbol)
      }
    }
  }

  /// A stop on the wrong side of the market would close the position at once.
  private func checkSides(_ symbol: Symbol, _ desk: OrderDesk) throws(CommandFailure) {
    let meant = try holding({ () throws(DeskFailure) in try desk.holdings(in: symbol) }).filter {
      positionSide == nil || $0.positionSide == positionSide
    }
    guard let held = meant.first, meant.count == 1, let mark = held.markPrice else { return }
    let isLong = held.side == .long
    if let stopLoss, isLong ? stopLoss >= mark : stopLoss <= mark {
      throw CommandFailure(
        .badInput,
        "The stop loss \(stopLoss) of a \(held.side.rawValue) position must be "
          + "\(isLong ? "below" : "above") the market at \(mark).")
    }
    if let takeProfit, isLong ? takeProfit <= mark : takeProfit >= mark {
      throw CommandFailure(
        .badInput,
        "The take-profit \(takeProfit) of a \(held.side.rawValue) position must be "
          + "\(isLong ? "above" : "below") the market at \(mark).")
    }
  }
}
