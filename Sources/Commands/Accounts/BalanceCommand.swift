internal import Arguments
internal import Configuration
internal import Domain
internal import Ledger
internal import Trading
internal import VenueInterface
internal import Wire

/// `tradectl balance`: what the account has of each asset.
struct BalanceCommand: Command {
  static let name = "balance"
  static let summary = "Show what the account has of each asset."
  static let discussion = """
    With --value-in each balance is valued, at what its market with that asset pays, and an equity \
    record has the sum. An asset whose market has no known price is told as a failure, and the sum \
    is left out.

    With --funding it is the wallet that money arrives in, which okx and kucoin keep apart: what lies \
    there has to be moved before it can be traded with, and is counted nowhere else.
    """
  static let examples = [
    Example("tradectl balance", "What there is."),
    Example("tradectl balance --value-in USDT --format jsonl | tail -n 1", "What it is all worth."),
  ]
  static let effect = CommandEffect.read
  static let exitStatuses: [ExitStatus] = [
    .negative, .mixed, .unreachable, .inputOutput, .tryLater, .notPermitted, .configuration,
  ]

  var valueIn: String?
  var funding = false
  var dryRun = DryRunOptions()
  var trading = TradingOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .section("BALANCE OPTIONS"),
    .option("--value-in", \.valueIn, value: "asset", help: "Value each balance in this asset."),
    .flag("--funding", \.funding, help: "What lies in the wallet that money arrives in."),
    .group(\.dryRun),
    .group(\.trading),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard let desk = try context.lookingDesk(try context.place(trading)) else { return .success }
    let preview = try dryRun.preview(at: desk)
    var session = try OrderSession(desk, output, context, onTerminal: .table)
    if let preview {
      try session.show(funding ? .funding : .balances, preview)
      return try session.close()
    }
    let balances = try funding ? fundingBalances(desk) : tradingBalances(desk)
    let now = desk.clock.now()
    var sum: Notional? = Notional.zero
    for balance in balances {
      var value: Notional?
      var failure: FailureDetail?
      if let valueIn {
        value = try self.value(of: balance, in: valueIn, desk)
        if value == nil {
          failure = FailureDetail(
            "NO_PRICE", .venue, "nobody knows what \(balance.asset)/\(valueIn) pays")
        }
        sum = value.flatMap { value in sum.flatMap { try? $0 + value } }
      }
      if let failure {
        session.fail(failure.failureClass, failure.code)
      } else {
        session.succeed()
      }
      try session.write { output throws(StreamFailure) in
        try output.write(balance, of: desk.scope, at: now, value: value, failure: failure)
      }
    }
    if let valueIn, let sum {
      try session.write { output throws(StreamFailure) in
        output.begin(.equity)
        output.text.add(.asset, valueIn)
        output.add(desk.scope, at: now)
        output.text.add(.equity, sum)
        try output.end()
      }
    }
    return try session.close()
  }

  private func tradingBalances(_ desk: OrderDesk) throws(CommandFailure) -> [Balance] {
    try holding { () throws(DeskFailure) in try desk.balances() }
  }

  private func fundingBalances(_ desk: OrderDesk) throws(CommandFailure) -> [Balance] {
    guard case .venue(let client) = desk.market, let exchange = client as? DialectVenue else {
      throw .usage("--funding asks an exchange, and the account \(desk.scope) is not at one.")
    }
    return try holding { () throws(DeskFailure) in
      do throws(VenueError) { return try exchange.funding() } catch { throw .venue(error) }
    }
  }

  private func value(
    of balance: Balance, in asset: String, _ desk: OrderDesk
  ) throws(CommandFailure) -> Notional? {
    guard let total = try? balance.total else { return nil }
    if total.isZero || balance.asset == asset { return total }
    guard let symbol = try? Symbol(unified: "\(balance.asset)/\(asset)"),
      let price = try holding({ () throws(DeskFailure) in try desk.price(of: symbol) })
    else { return nil }
    return try? price * Quantity(scaled: total.scaled)
  }
}

extension Context {
  /// The desk of a command that only looks; nil where there is nothing to look at yet.
  ///
  /// A venue has an account before the ledger knows of it; the paper account begins with it.
  func lookingDesk(_ place: TradingPlace) throws(CommandFailure) -> OrderDesk? {
    place.choice.mode == .paper ? try readingDesk(place) : try desk(place)
  }
}
