internal import Arguments
internal import Configuration
internal import Domain
internal import Ledger
internal import Matching
internal import Trading
internal import Wire

/// `tradectl risk status`: how an account stands against its limits.
struct RiskStatus: Command {
  static let name = "status"
  static let summary = "Show how the account stands against its limits."
  static let discussion = """
    One record with what the account is worth, how far it has fallen from its peak and since the \
    day began, what is open, how often it ordered and failed of late, the circuit breaker and the \
    emergency latch. A venue is asked what the account is worth; where it does not answer, the \
    ledger's latest holds, and a warning says so. 'config show' has the limits.

    With --quiet it is silent while the breaker is closed, the latch armed and no outcome unknown.
    """
  static let examples = [
    Example("tradectl risk status", "See what holds."),
    Example(
      "tradectl risk status | jq -r .breaker.status", "Ask a script's question."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput, .configuration]

  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [.group(\.trading), .group(\.output)]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    let place = try context.place(trading)
    try context.write(try report(place, context), of: place, output)
    return .success
  }

  private func report(
    _ place: TradingPlace, _ context: Context
  ) throws(CommandFailure) -> RiskReport {
    if let desk = try context.readingDesk(place) {
      return try asking { () throws(LedgerError) in try desk.riskReport() }
    }
    // Before the first order a paper account has what the configuration says, a venue's is unknown.
    let now = SystemClock().now()
    return RiskReport(
      equity: place.choice.mode == .paper ? place.settings.paper.equity : nil,
      isHalted: EmergencyLatch(folder: place.folders.state).isHalted, now: now,
      dayStart: place.choice.account.risk.dayStart.day(containing: now).start)
  }
}

extension Context {
  /// Writes how an account stands; on a terminal as a row of what matters most.
  func write(
    _ report: RiskReport, of place: TradingPlace, _ options: OutputOptions
  ) throws(CommandFailure) {
    var options = options
    if options.format == nil, options.fields.isEmpty, Descriptor.output.isTerminal {
      options.fields = [Self.riskColumns]
    }
    var output = try output(options, onTerminal: .table)
    do throws(StreamFailure) {
      try output.write(
        report, of: place.scope, place.choice.account.risk.policy,
        latchNote: EmergencyLatch(folder: place.folders.state).note)
      try output.close()
    } catch {
      throw CommandFailure(error)
    }
  }

  private static let riskColumns =
    "mode,account,equity,drawdown_percent,daily_loss_percent,open_positions,open_orders,"
    + "unknown_orders,breaker.status,breaker.cause,breaker.until,latch.status"
}
