internal import Arguments
internal import Configuration
internal import Domain
internal import Ledger
internal import Matching
internal import Trading
internal import Wire

/// `tradectl paper reset`: begins the paper account anew.
struct PaperReset: Command {
  static let name = "reset"
  static let summary = "Begin the paper account anew."
  static let discussion = """
    Open orders are cancelled, positions are let go of without a trade, and what the account is \
    worth is measured from here on. Orders and fills of before stay in the ledger, and the new \
    ones are numbered on. The markets forget what they were shown, so that the same data can be \
    fed again.

    On a terminal it asks for the word; elsewhere it needs --yes.
    """
  static let examples = [
    Example("tradectl paper reset --yes", "Begin with what the configuration says."),
    Example("tradectl paper reset --equity 50000 --currency USDC --yes", "Begin with another sum."),
  ]
  static let effect = CommandEffect.destructive
  static let exitStatuses: [ExitStatus] = [.negative, .inputOutput, .configuration]

  var equity: Notional?
  var currency: String?
  var yes = false
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .section("RESET OPTIONS"),
    .option(
      "--equity", \.equity, value: "money", help: "What it begins with; else the configuration's."),
    .option(
      "--currency", \.currency, value: "asset",
      help: "What all its markets settle in; else the configuration's."),
    .flag("--yes", \.yes, help: "Do it without asking."),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard let paper = try context.paper(trading, isMade: true) else { return .success }
    let settings = paper.place.settings.paper
    let start = equity ?? settings.equity
    guard start.isPositive else { throw .usage("--equity must be above zero.") }
    let currency = currency ?? settings.currency
    guard (1...16).contains(currency.utf8.count),
      currency.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { throw .usage("--currency must be 1 to 16 letters and digits such as USDT.") }
    var isConfirmed = yes
    if !yes { isConfirmed = try Confirmation.isGiven(word: Self.name, for: "\(paper.desk.scope)") }
    guard isConfirmed else {
      throw CommandFailure(.negative, "The account stays as it is: \(Self.name) was not confirmed.")
    }
    var session = try OrderSession(paper.desk, output, context)
    let ended = try asking { () throws(LedgerError) in
      try paper.desk.reset(paper.venue, equity: start, currency: currency)
    }
    for order in ended { try session.show(order) }
    session.succeed()
    try session.show(paper)
    return try session.close()
  }
}
