internal import Arguments
internal import Domain
internal import Ledger
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl paper account`: what the paper account has and is worth.
struct PaperAccountCommand: Command {
  static let name = "account"
  static let summary = "Show what the paper account has and is worth."
  static let discussion = """
    It writes the balance, the equity and the open positions, valued at the last prices that the \
    account was shown. On a terminal they are tables.
    """
  static let examples = [
    Example("tradectl paper account", "How the paper account stands."),
    Example(
      "tradectl paper account --format jsonl | jq 'select(.record == \"equity\").equity'",
      "What it is worth."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [.inputOutput, .configuration]

  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [.group(\.trading), .group(\.output)]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard let paper = try context.paper(trading, isMade: false) else { return .success }
    var session = try OrderSession(paper.desk, output, context, onTerminal: .table)
    try session.show(paper)
    return try session.close()
  }
}

extension OrderSession {
  /// Shows how a paper account stands.
  mutating func show(_ paper: PaperPlace) throws(CommandFailure) {
    let (desk, venue) = (paper.desk, paper.venue)
    let now = desk.clock.now()
    let holdings = try holding { () throws(DeskFailure) in try desk.holdings() }
    let balances = try holding { () throws(DeskFailure) in try desk.balances() }
    let peak = try asking { () throws(LedgerError) in
      try desk.ledger.read { view throws(LedgerError) in try view.peakEquity(in: desk.scope) }
    }
    try write { output throws(StreamFailure) in
      for balance in balances { try output.write(balance, of: desk.scope, at: now) }
      try output.writeWorth(of: venue, peak: peak, at: now)
      for holding in holdings { try output.write(holding, of: desk.scope, at: now) }
    }
  }
}

/// Runs what asks for holdings, and ends the command where that fails.
func holding<Result>(
  _ body: () throws(DeskFailure) -> Result
) throws(CommandFailure) -> Result {
  do throws(DeskFailure) {
    return try body()
  } catch {
    switch error {
    case .ledger(let error): throw CommandFailure(error)
    case .venue(let reason):
      let detail = FailureDetail(reason)
      var tally = Tally()
      tally.fail(detail.failureClass, code: detail.code)
      let message = detail.venueMessage.map { "\(detail.message): \($0)" } ?? detail.message
      switch reason {
      case .notSent, .outcomeUnknown:
        throw CommandFailure(tally.status, "The venue did not answer: \(message).")
      case .rejected, .rateLimited, .unauthorized, .notFound, .unsupported, .noKey:
        throw CommandFailure(tally.status, "\(message.capitalizedFirst).")
      }
    }
  }
}
