internal import Arguments
internal import Configuration
internal import Domain
internal import Ledger
internal import Trading
internal import Wire

/// `tradectl position leverage`: sets the leverage of a market.
struct PositionLeverage: Command {
  static let name = "leverage"
  static let summary = "Set the leverage of a market."
  static let discussion = """
    It holds for the position that is open there, whose margin and liquidation price change with \
    it, and for orders that do not say their own. It is refused where the margin is not there, or \
    where the position would be liquidated at once.
    """
  static let examples = [
    Example("tradectl position leverage BTC/USDT:USDT 3", "Hold a third of it as margin.")
  ]
  static let effect = CommandEffect.mutate
  static let exitStatuses: [ExitStatus] = [
    .negative, .unreachable, .badInput, .inputOutput, .tryLater, .notPermitted, .configuration,
  ]

  var symbol: Symbol?
  var leverage: Rate?
  var dryRun = DryRunOptions()
  var trading = TradingOptions()
  var instrument = InstrumentOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.symbol, value: "symbol", help: "The market."),
    .positional(\.leverage, value: "number", help: "Notional over margin, from 1."),
    .section("LEVERAGE OPTIONS"),
    .group(\.dryRun),
    .group(\.trading),
    .group(\.instrument),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    guard let symbol, let leverage else { throw .usage("Give a symbol and a leverage.") }
    guard leverage >= .one else { throw .usage("The leverage must be at least 1.") }
    let place = try context.tradingPlace(trading)
    let desk = try context.desk(place, instruments: try InstrumentRules(instrument).all)
    let preview = try dryRun.preview(at: desk)
    var session = try OrderSession(desk, output, context)
    if let preview {
      try session.show(.setLeverage(leverage, symbol), preview)
      return try session.close()
    }
    let failure = try asking { () throws(LedgerError) in
      try desk.setLeverage(leverage, of: symbol)
    }
    if let failure { try session.refuse(failure, symbol) } else { session.succeed() }
    if failure == nil {
      let now = desk.clock.now()
      let held = try holding { () throws(DeskFailure) in try desk.holdings(in: symbol) }.first
      try session.write { output throws(StreamFailure) in
        if let held {
          try output.write(held, of: desk.scope, at: now)
        } else {
          output.begin(.account)
          output.add(desk.scope, at: now)
          output.text.add(.symbol, symbol.description)
          output.text.add(.leverage, leverage)
          try output.end()
        }
      }
    }
    return try session.close()
  }
}

extension Context {
  /// The account of a command that changes something there.
  ///
  /// - Throws: A failure of the configuration for an account that can only be looked at.
  func tradingPlace(_ options: TradingOptions) throws(CommandFailure) -> TradingPlace {
    let place = try place(options)
    try place.checkWritable()
    return place
  }
}

extension OrderSession {
  /// Tells why nothing was done, about a symbol or about the account.
  mutating func refuse(
    _ detail: FailureDetail, _ symbol: Symbol? = nil
  ) throws(CommandFailure) {
    fail(detail.failureClass, detail.code)
    try write { output throws(StreamFailure) in
      output.begin(.error)
      if let symbol { output.text.add(.symbol, symbol.description) }
      output.text.add(.error) { $0.add(detail) }
      try output.end(isFailure: true)
    }
  }
}
