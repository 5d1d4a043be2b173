internal import Arguments
internal import Configuration
internal import Ledger
internal import Trading

/// `tradectl risk trip`: pauses the account by hand.
struct RiskTrip: Command {
  static let name = "trip"
  static let summary = "Open the circuit breaker by hand."
  static let discussion = """
    From then on only orders that make a position smaller pass, in every process, until somebody \
    runs 'risk reset'. Who did it, when and why is kept in the ledger. Nothing is cancelled and \
    nothing is closed; for that there is emergency-stop.
    """
  static let examples = [
    Example("tradectl risk trip --reason 'the feed looks wrong'", "Pause until it is clear.")
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [.inputOutput, .configuration]

  var turn = BreakerTurn()

  static let arguments: [Argument<Self>] = [.group(\.turn)]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    try turn.carryOut(context) { desk, reason throws(LedgerError) in
      try desk.tripBreaker(reason, who: User.name)
    }
  }
}

/// `tradectl risk reset`: lets an account trade again.
struct RiskReset: Command {
  static let name = "reset"
  static let summary = "Close the circuit breaker."
  static let discussion = """
    Orders pass again as the limits allow, and failed orders count anew. Who did it, when and why \
    is kept in the ledger. A cause that is still there trips the breaker again, and the limits \
    themselves hold as before. It does not open the emergency latch.
    """
  static let examples = [
    Example("tradectl risk reset --reason 'the feed is back'", "Go on after a look.")
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [.inputOutput, .configuration]

  var turn = BreakerTurn()

  static let arguments: [Argument<Self>] = [.group(\.turn)]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    try turn.carryOut(context) { desk, reason throws(LedgerError) in
      try desk.resetBreaker(reason, who: User.name)
    }
  }
}

/// What turning the breaker by hand takes: which account, and why.
struct BreakerTurn: OptionGroup {
  var reason: String?
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .option("--reason", \.reason, value: "text", help: "Why, for the ledger; must be given."),
    .group(\.trading),
    .group(\.output),
  ]

  /// Turns the breaker of the account, and shows what holds then.
  func carryOut(
    _ context: Context, _ turn: (OrderDesk, String) throws(LedgerError) -> Void
  ) throws(CommandFailure) -> ExitStatus {
    guard let reason, reason.contains(where: { !$0.isWhitespace }) else {
      throw .usage("--reason is missing: whoever looks at this later wants to know why.")
    }
    let place = try context.place(trading)
    let desk = try context.desk(place)
    let report = try asking { () throws(LedgerError) in
      try turn(desk, reason)
      return try desk.riskReport()
    }
    try context.write(report, of: place, output)
    return .success
  }
}
