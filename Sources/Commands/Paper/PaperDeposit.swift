internal import Arguments
internal import Domain
internal import Ledger
internal import Trading
internal import Wire

/// `tradectl paper deposit`: puts money into the paper account, or takes it out.
struct PaperDeposit: Command {
  static let name = "deposit"
  static let summary = "Put money into the paper account, or take it out."
  static let discussion = """
    A negative amount takes money out, at most what is free; it stands behind -- or after =, so \
    that it is not taken for an option. What is taken out does not count as a loss.
    """
  static let examples = [
    Example("tradectl paper deposit 5000", "Put 5000 into the account."),
    Example("tradectl paper deposit -- -250", "Take 250 out."),
  ]
  static let effect = CommandEffect.paper
  static let exitStatuses: [ExitStatus] = [.negative, .badInput, .inputOutput, .configuration]

  var amount: Notional?
  var asset: String?
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.amount, value: "amount", help: "Money in the account's currency."),
    .section("DEPOSIT OPTIONS"),
    .option(
      "--asset", \.asset, value: "asset",
      help: "The currency that is meant; refused where the account has another."),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard let amount, !amount.isZero else { throw .usage("Give an amount other than 0.") }
    guard let paper = try context.paper(trading, isMade: true) else { return .success }
    // The currency is that of the account as it is, not that of the configuration.
    let currency = try asking { () throws(LedgerError) in
      try paper.desk.ledger.read { view throws(LedgerError) in
        try paper.venue.open(view)
        return paper.venue.currency
      }
    }
    if let asset, asset != currency {
      throw CommandFailure(.badInput, "The account is in \(currency), not in \(asset).")
    }
    var session = try OrderSession(paper.desk, output, context)
    let refusal = try asking { () throws(LedgerError) in
      try paper.desk.deposit(amount, into: paper.venue)
    }
    let now = paper.desk.clock.now()
    let balance = try holding { () throws(DeskFailure) in try paper.desk.balances() }.first
    if let refusal { session.fail(refusal.failureClass, refusal.code) } else { session.succeed() }
    try session.write { output throws(StreamFailure) in
      guard let balance else { return }
      try output.write(balance, of: paper.desk.scope, at: now, failure: refusal)
    }
    return try session.close()
  }
}
