internal import Arguments
internal import Domain
internal import Risk
internal import Wire

/// The account that an order is judged against, where there is no ledger to read it from.
struct AccountOptions: OptionGroup {
  var equity: Notional?
  var peak: Notional?
  var dayStartEquity: Notional?
  var balance: Notional?
  var positions: String?
  var openOrders: String?
  var referencePrices: [ReferencePrice] = []
  var referenceAge: TimeInterval?

  static let arguments: [Argument<Self>] = [
    .section("ACCOUNT OPTIONS"),
    .option("--equity", \.equity, value: "money", help: "What the account is worth."),
    .option("--peak", \.peak, value: "money", help: "The most it has been worth."),
    .option(
      "--day-start-equity", \.dayStartEquity, value: "money",
      help: "What it was worth when the day began."),
    .option("--balance", \.balance, value: "money", help: "What can be spent or put up as margin."),
    .option(
      "--positions", \.positions, value: "file", completion: .file,
      help: "Position records: what is held."),
    .option(
      "--open-orders", \.openOrders, value: "file", completion: .file,
      help: "Order records: what has not filled yet."),
    .option(
      "--reference-price", \.referencePrices, value: "[symbol=]price",
      help: "What the market pays; may be given for several symbols."),
    .option(
      "--reference-age", \.referenceAge, value: "time", help: "How old the reference price is."),
  ]

  /// The account as it stands.
  func state() throws(CommandFailure) -> RiskState {
    guard let equity else { throw .usage("--equity is missing: what is the account worth?") }
    var state = RiskState(
      equity: equity, peakEquity: max(peak ?? equity, equity),
      dayStartEquity: dayStartEquity ?? equity)
    state.availableBalance = balance
    if let positions {
      try RecordFile(positions).forEach { record throws(RecordProblem) in
        state.positions.append(try OpenPosition(record, reference: reference))
      }
    }
    if let openOrders {
      try RecordFile(openOrders).forEach { record throws(RecordProblem) in
        if try record.flag(.final) == true { return }
        state.orders.append(try OpenOrder(record, reference: reference))
      }
    }
    return state
  }

  /// What the market of a symbol pays, where that was given.
  func reference(_ symbol: Symbol) -> Price? { referencePrices.price(of: symbol) }
}

/// `50000` for every symbol, or `BTC/USDT=50000` for one.
struct ReferencePrice: ArgumentValue {
  let symbol: Symbol?
  let price: Price

  init(argument: String) throws(InvalidValue) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    symbol = parts.count == 2 ? try Symbol(argument: String(parts[0])) : nil
    price = try Price(argument: String(parts[parts.count - 1]))
    guard price.isPositive else { throw InvalidValue("the price is not above zero") }
  }

  static var wantedForm: String { "a price such as 50000 or BTC/USDT=50000" }
  var argumentText: String { symbol.map { "\($0)=\(price)" } ?? price.description }
}

extension [ReferencePrice] {
  /// What was given for a symbol, else for every one; the last counts.
  func price(of symbol: Symbol) -> Price? {
    last { $0.symbol == symbol }?.price ?? last { $0.symbol == nil }?.price
  }
}

extension OpenPosition {
  /// A `position` record.
  ///
  /// - Throws: A problem that names the field.
  init(_ record: borrowing Record, reference: (Symbol) -> Price?) throws(RecordProblem) {
    let symbol = try record.required(symbol: .symbol)
    let quantity: Quantity = try record.required(symbol.isInverse ? .quoteQuantity : .quantity)
    let entry: Price = try record.required(.entryPrice)
    let side = try record.word(.side, as: PositionSide.self)
    let mark = try record.decimal(.markPrice, as: Price.self)
    self.init(
      symbol: symbol, quantity: side == .short ? -quantity.magnitude : quantity, entry: entry,
      mark: reference(symbol) ?? mark ?? entry,
      leverage: try record.decimal(.leverage) ?? .one,
      positionSide: try record.word(.positionSide))
  }
}

extension OpenOrder {
  /// An `order` record, or an intent that counts as one.
  ///
  /// - Throws: A problem that names the field.
  init(_ record: borrowing Record, reference: (Symbol) -> Price?) throws(RecordProblem) {
    let intent = try record.intent(reference: reference)
    let filledField: Field = intent.symbol.isInverse ? .filledQuoteQuantity : .filledQuantity
    let filled: Quantity = try record.decimal(filledField) ?? .zero
    let quantity = intent.quantity ?? .zero
    let rest: Quantity
    do throws(DecimalError) {
      rest = try quantity - filled
    } catch {
      throw .badValue(filledField, error.explanation)
    }
    guard !rest.isNegative else { throw .badValue(filledField, "is above quantity") }
    self.init(
      id: intent.id, symbol: intent.symbol, side: intent.side, type: intent.type, quantity: rest,
      price: intent.price, stopPrice: intent.stopPrice,
      trailingPercent: intent.trailingPercent, mark: reference(intent.symbol),
      isReduceOnly: intent.isReduceOnly,
      positionSide: intent.positionSide)
  }
}
