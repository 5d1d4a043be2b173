internal import Arguments
internal import Configuration
internal import Domain
internal import Ledger
internal import Lifecycle
internal import Trading
internal import Wire

/// `tradectl position close`: ends positions, or parts of them.
struct PositionClose: Command {
  static let name = "close"
  static let summary = "Close positions, all of them or a part."
  static let discussion = """
    A market order is placed that can only reduce the position, so that it passes the emergency \
    stop and the circuit breaker. On paper it fills at --reference-price, or at the next price that \
    'paper feed' shows.
    """
  static let examples = [
    Example(
      "tradectl position close BTC/USDT:USDT --reason 'news at two'", "All of it, and say why."),
    Example("tradectl position close --all", "Every position of the account."),
    Example("tradectl position close BTC/USDT:USDT --percent 50", "Half of it."),
  ]
  static let effect = CommandEffect.destructive
  static let exitStatuses: [ExitStatus] = [
    .negative, .mixed, .unknownOutcome, .unreachable, .badInput, .inputOutput, .tryLater,
    .notPermitted, .configuration,
  ]

  var symbols: [Symbol] = []
  var all = false
  var quantity: Quantity?
  var quote: Notional?
  var percent: Rate?
  var positionSide: PositionSide?
  var reason: String?
  var id: String?
  var referencePrices: [ReferencePrice] = []
  var dryRun = DryRunOptions()
  var trading = TradingOptions()
  var instrument = InstrumentOptions()
  var output = OutputOptions()

  static let arguments: [Argument<Self>] = [
    .positional(\.symbols, value: "symbol", help: "The markets of the positions."),
    .section("CLOSE OPTIONS"),
    .flag("--all", \.all, help: "Every open position of the account."),
    .option("--quantity", \.quantity, value: "quantity", help: "So much of it, in base units."),
    .option(
      "--quote", \.quote, value: "money",
      help: "So much of an inverse contract, which is sized in its quote currency."),
    .option("--percent", \.percent, value: "percent", help: "This share of it."),
    .option(
      "--position-side", \.positionSide, value: "side",
      help: "The long or the short one, where the account holds both apart."),
    .option("--reason", \.reason, value: "text", help: "Why, for the record of the order."),
    .option("--id", \.id, value: "text", help: "Closes once, however often it is asked for."),
    .option(
      "--reference-price", \.referencePrices, value: "[symbol=]price",
      help: "What the market pays; on paper, the order fills at it."),
    .group(\.dryRun),
    .group(\.trading),
    .group(\.instrument),
    .group(\.output),
  ]

  func run(_ context: Context) throws(CommandFailure) -> ExitStatus {
    try checkOptions()
    let place = try context.tradingPlace(trading)
    var rules = try InstrumentRules(instrument)
    let desk = try context.desk(place, instruments: rules.all)
    desk.ruled = rules.ruled
    rules.ask(desk.market)
    let preview = try dryRun.preview(at: desk)
    var session = try OrderSession(desk, output, context, isPlacing: true)
    var wanted = symbols.map { (symbol: $0, side: positionSide) }
    if all {
      wanted = try holding { () throws(DeskFailure) in try desk.holdings() }
        .map { (symbol: $0.symbol, side: $0.positionSide ?? positionSide) }
        .filter { positionSide == nil || $0.side == positionSide }
    }
    for (symbol, side) in wanted {
      try session.checkSignal()
      let wish: OrderWish
      if quantity == nil, quote == nil, percent == nil {
        wish = self.wish(symbol, side, nil)
      } else {
        if let known = try shareClosedBefore(of: symbol, desk) {
          let now = try asking { () throws(LedgerError) in try desk.refresh(known) }
          try session.tell(now, isReplayed: true)
          continue
        }
        let meant = try holding { () throws(DeskFailure) in try desk.holdings(in: symbol) }
          .filter { side == nil || $0.positionSide == side }
        guard let held = meant.first, meant.count == 1 else {
          try session.refuse(meant.isEmpty ? Self.nothingToClose : Self.eitherToClose, symbol)
          continue
        }
        do throws(TooSmall) {
          wish = self.wish(symbol, held.positionSide, held.side, try part(of: held, rules))
        } catch {
          try session.refuse(error.detail, symbol)
          continue
        }
      }
      let placements = try asking { () throws(LedgerError) in
        preview == nil ? try desk.place([wish]) : [try desk.rehearse(wish)]
      }
      for placement in placements {
        switch placement {
        case .order(let order, false) where preview != nil:
          if let preview { try session.show(.place(order), preview, of: order) }
        case .order(let order, let isReplayed): try session.tell(order, isReplayed: isReplayed)
        case .refused(let refusal):
          try session.refuse(try told(refusal.detail, of: symbol, desk), symbol)
        }
      }
      // Its outcome is told before the next request leaves.
      try session.flush()
    }
    return try session.close()
  }

  private static let nothingToClose = FailureDetail(
    "NOTHING_TO_CLOSE", .risk, "there is no position in this symbol to close")

  /// The order that has closed the same share of a position under this id; nil for none.
  private func shareClosedBefore(
    of symbol: Symbol, _ desk: OrderDesk
  ) throws(CommandFailure) -> StoredOrder? {
    guard percent != nil, let id,
      let known = try asking({ () throws(LedgerError) in try desk.order(id: id) }),
      known.life.state != .unsent
    else { return nil }
    let terms = known.life.terms
    let again = wish(symbol, terms.positionSide, terms.side == .sell ? .long : .short)
    return again.fingerprint == known.fingerprint ? known : nil
  }

  /// What the exchange holds beyond what the ledger knows is told of.
  private func told(
    _ detail: FailureDetail, of symbol: Symbol, _ desk: OrderDesk
  ) throws(CommandFailure) -> FailureDetail {
    guard detail.code == Self.nothingToClose.code, case .venue = desk.market,
      let held = (try? desk.holdings(in: symbol))?.first
    else { return detail }
    return FailureDetail(
      detail.code, detail.failureClass,
      "the ledger has no position in this symbol; the \(held.side.rawValue) one of "
        + "\(held.quantity) at the exchange was not opened from here",
      hint: "close it with 'tradectl order place --reduce-only', or with 'tradectl emergency-stop'")
  }

  private static let eitherToClose = FailureDetail(
    "POSITION_SIDE", .input,
    "long and short of this symbol are held apart; say which of the two by --position-side")

  private func checkOptions() throws(CommandFailure) {
    guard all != !symbols.isEmpty else { throw .usage("Name symbols, or give --all.") }
    let amounts = [quantity != nil, quote != nil, percent != nil]
    guard amounts.count(where: { $0 }) < 2 else {
      throw .usage("Give one of --quantity, --quote and --percent.")
    }
    if quantity != nil || quote != nil {
      guard symbols.count == 1 else {
        throw .usage("\(quote == nil ? "--quantity" : "--quote") needs a single symbol.")
      }
      try InverseSize.check(symbols[0], hasQuantity: quantity != nil, hasQuote: quote != nil)
    }
    if id != nil, symbols.count != 1 { throw .usage("--id needs a single symbol.") }
    if let quantity, !quantity.isPositive { throw .usage("--quantity must be above zero.") }
    if let quote, !quote.isPositive { throw .usage("--quote must be above zero.") }
    if let percent, !percent.isPositive || percent > Rate(100) {
      throw .usage("--percent must be above 0 and at most 100.")
    }
  }

  /// How much of a position is to be closed, on the grid of its market; nil for all of it.
  private func part(
    of held: Holding, _ rules: InstrumentRules
  ) throws(TooSmall) -> Quantity? {
    if let wanted = quantity ?? quote.map({ Quantity(scaled: $0.scaled) }) {
      return wanted < held.quantity ? wanted : nil
    }
    guard let percent, percent < Rate(100) else { return nil }
    let lot = rules.instrument(for: held.symbol).lot
    let share = try? held.quantity.portion(percent, of: Rate(100), rounding: .towardZero)
    let part = share.flatMap { lot.isPositive ? try? $0.rounded(.down, toMultipleOf: lot) : $0 }
    guard let part, part.isPositive else {
      throw TooSmall(
        detail: FailureDetail(
          "LOT_SIZE", .risk,
          "\(percent) % of \(held.quantity) is less than the smallest quantity",
          field: Field.quantity.rawValue))
    }
    return part
  }

  /// A part of a position cannot be traded.
  private struct TooSmall: Error {
    let detail: FailureDetail
  }

  private func wish(
    _ symbol: Symbol, _ positionSide: PositionSide?, _ side: PositionSide?,
    _ quantity: Quantity? = nil
  ) -> OrderWish {
    var intent = Intent(
      symbol: symbol, side: side?.entrySide.opposite ?? .sell, type: .market, quantity: quantity)
    intent.isReduceOnly = true
    intent.positionSide = positionSide
    intent.id = id
    // Asked for again, a share is that of what was there the first time.
    var asked = intent
    asked.quantity = percent == nil ? quantity : nil
    let share = percent.map { [(name: "percent", value: $0.description)] } ?? []
    var wish = OrderWish(intent, fingerprint: OrderFingerprint.make(asked, more: share))
    wish.role = .close
    wish.price = referencePrices.price(of: symbol).map { QuotedPrice($0, at: nil) }
    wish.line = intent.carriedMembers + reasonMember
    return wish
  }

  private var reasonMember: [UInt8] {
    guard let reason else { return [] }
    var text = JSONText()
    // Behind something, so that the member begins with its comma.
    text.add(.closeReason, reason)
    let bytes = text.bytes.array
    return bytes.first == UInt8(ascii: ",") ? bytes : [UInt8(ascii: ",")] + bytes
  }
}
