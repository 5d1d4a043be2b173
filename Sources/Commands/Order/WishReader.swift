internal import Domain
internal import Ledger
internal import Trading
internal import Wire

/// Makes wishes of lines and flags.
struct WishReader {
  /// What a line is.
  enum Fate {
    case order(OrderWish)
    /// Nothing is asked for: a signal to hold, or a vetoed one.
    case skipped
    /// A risk check refused it earlier in the pipe.
    case denied
  }

  private let order: OrderOptions
  private let more: PlaceOptions
  private let placing: PlacingOptions
  private let instruments: InstrumentRules
  /// When the command began, and with it the prices that it was given.
  private let start: Timestamp

  init(
    order: OrderOptions, more: PlaceOptions, placing: PlacingOptions,
    instruments: InstrumentRules, start: Timestamp
  ) {
    self.start = start
    self.order = order
    self.more = more
    self.placing = placing
    self.instruments = instruments
  }

  /// Whether the flags are an order of their own.
  var describesOrder: Bool {
    order.side != nil || order.quantity != nil || more.quote != nil || more.percent != nil
  }

  /// The price that was given for a symbol.
  private func reference(_ symbol: Symbol) -> Price? {
    placing.referencePrices.price(of: symbol)
  }

  /// A price that was given, for an order that is sent at a time; nil for now.
  ///
  /// It gets older while the command runs, but not in a replay, whose clock is that of its lines.
  private func quote(_ price: Price, for time: Timestamp? = nil) -> QuotedPrice {
    let age = placing.referenceAge ?? .zero
    return QuotedPrice(
      price, at: (time ?? start).advanced(by: TimeInterval(nanoseconds: -age.nanoseconds)))
  }

  func lot(of symbol: Symbol) -> Quantity { instruments.instrument(for: symbol).lot }

  var onReuse: PlacingOptions.OnReuse { placing.onReuse }

  // MARK: Flags

  /// The order that the flags describe.
  ///
  /// - Parameters:
  ///   - free: What can still be spent; for `--percent`.
  ///   - price: What a market pays; nil where nobody can be asked.
  /// - Returns: The wish, its amount reckoned.
  /// - Throws: Wrong usage where a part of it is missing or does not fit.
  func wish(
    free: () throws(CommandFailure) -> Notional,
    price: (Symbol) throws(CommandFailure) -> Price? = { _ in nil }
  ) throws(CommandFailure) -> OrderWish {
    guard let symbol = order.symbol else { throw .usage("--symbol is missing.") }
    guard let side = order.side else { throw .usage("--side is missing.") }
    let amounts = [order.quantity != nil, more.quote != nil, more.percent != nil]
    guard amounts.count(where: { $0 }) == 1 else {
      throw .usage("Give the amount by one of --quantity, --quote and --percent.")
    }
    if symbol.isInverse, more.quote == nil {
      throw .usage(
        "\(symbol) is an inverse contract, which is sized in \(symbol.quote): give --quote.")
    }
    let kind = order.type ?? (order.price == nil ? .market : .limit)
    guard kind != .market || order.price == nil else {
      throw .usage(
        "A market order has no --price; give --type limit, or --reference-price for what the "
          + "market pays.")
    }
    var intent = Intent(symbol: symbol, side: side, type: kind, quantity: order.quantity)
    if symbol.isInverse, order.iceberg != nil {
      throw .usage("\(symbol) is an inverse contract, and --iceberg is in base units.")
    }
    guard !order.reduceOnly || (order.stopLoss == nil && order.takeProfit == nil) else {
      throw .usage(
        "An order that only reduces opens nothing to protect: leave --stop-loss and --take-profit "
          + "out, or use 'tradectl position protect'.")
    }
    intent.id = order.id
    intent.icebergQuantity = order.iceberg
    intent.price = order.price
    intent.stopPrice = order.stopPrice
    intent.trailingPercent = order.trailing
    intent.stopLoss = order.stopLoss
    intent.takeProfit = order.takeProfit
    intent.leverage = order.leverage
    intent.isReduceOnly = order.reduceOnly
    intent.positionSide = order.positionSide
    intent.isPostOnly = more.postOnly
    intent.timeInForce = more.timeInForce ?? .goodTillCancelled
    intent.strategy = more.strategy
    let reference = reference(symbol)
    var fields: [(name: String, value: String)] = []
    if let quote = more.quote { fields.append(("quote_quantity", quote.description)) }
    if let percent = more.percent { fields.append(("percent", percent.description)) }
    let fingerprint = OrderFingerprint.make(intent, more: fields)
    if let quote = more.quote, symbol.isInverse {
      intent.quantity = Quantity(scaled: quote.scaled)
    } else if intent.quantity == nil {
      let money: Notional
      if let quote = more.quote { money = quote } else { money = try share(of: try free()) }
      var basis = intent.price ?? intent.stopPrice ?? reference
      if basis == nil { basis = try price(symbol) }
      intent.quantity = try quantity(money, at: basis, in: symbol)
    }
    var wish = OrderWish(intent, fingerprint: fingerprint)
    wish.clientOrderID = more.clientOrderID
    wish.line = intent.carriedMembers
    wish.price = reference.map { quote($0) }
    return wish
  }

  private func share(of free: Notional) throws(CommandFailure) -> Notional {
    guard let percent = more.percent, percent.isPositive, percent <= Rate(100) else {
      throw .usage("--percent must be above 0 and at most 100.")
    }
    do throws(DecimalError) {
      return try free * Rate(percent: percent)
    } catch {
      throw .usage("--percent \(error.explanation).")
    }
  }

  /// The largest tradable quantity that the money buys.
  private func quantity(
    _ money: Notional, at price: Price?, in symbol: Symbol
  ) throws(CommandFailure) -> Quantity {
    guard let price, price.isPositive else {
      throw .usage("--quote and --percent need a price: give --price or --reference-price.")
    }
    let tradable: Quantity
    do throws(DecimalError) {
      let quantity = try money.divided(by: price, rounding: .towardZero)
      tradable = try instruments.instrument(for: symbol).tradable(quantity)
    } catch {
      throw .usage("The amount \(error.explanation).")
    }
    guard tradable.isPositive else {
      throw CommandFailure(.negative, "\(money) buys less than the smallest order in \(symbol).")
    }
    return tradable
  }

  // MARK: Lines

  /// What a record asks for.
  ///
  /// - Throws: A problem that names the field.
  func fate(
    of record: borrowing Record, nested: inout Record
  ) throws(RecordProblem) -> Fate {
    switch record.kind {
    case .intent, .signal: break
    case nil where !record.isNamed: break
    default: throw .badValue(.record, "is not intent; only intents can be placed")
    }
    if try record.flag(.vetoed) == true { return .skipped }
    if try record.word(.action, as: SignalAction.self) == .hold { return .skipped }
    if try record.read(.risk, into: &nested), try nested.text(.verdict) == "deny" {
      return .denied
    }
    var intent = try record.intent(reference: reference)
    var fields: [(name: String, value: String)] = []
    var asked = intent
    if !record.has(.quantity), let money = try record.decimal(.quoteQuantity, as: Notional.self) {
      fields.append(("quote_quantity", money.description))
      asked.quantity = nil
      // What is off the grid of an inverse contract is refused.
      if !intent.symbol.isInverse { intent.quantity = try tradable(intent) }
    }
    var wish = OrderWish(intent, fingerprint: OrderFingerprint.make(asked, more: fields))
    wish.clientOrderID = try record.text(.clientOrderID)
    wish.line = CarriedLine.orderMembers(of: record, in: intent.symbol)
    wish.entry = try record.decimal(.entry)
    if placing.paperTime == .line { wish.time = try record.time(.ts) }
    wish.price = reference(intent.symbol).map { quote($0, for: wish.time) }
    return .order(wish)
  }

  /// The quantity that money bought, on the grid of the market.
  private func tradable(_ intent: Intent) throws(RecordProblem) -> Quantity? {
    guard let quantity = intent.quantity else { return nil }
    guard let result = try? instruments.instrument(for: intent.symbol).tradable(quantity),
      result.isPositive
    else { throw .badValue(.quoteQuantity, "buys less than the smallest order") }
    return result
  }
}

extension Intent {
  /// The members that an order made from flags has beside those that the ledger writes.
  var carriedMembers: [UInt8] {
    var text = JSONText()
    // Behind something, so that each member begins with its comma.
    if let id { text.add(.id, id) }
    text.add(.symbol, symbol.description)
    if timeInForce != .goodTillCancelled { text.add(.timeInForce, word: timeInForce.rawValue) }
    if isPostOnly { text.add(.postOnly, true) }
    if let price = stopLoss { text.add(.stopLoss, price) }
    if let price = takeProfit { text.add(.takeProfit, price) }
    if let leverage { text.add(.leverage, leverage) }
    if let strategy { text.add(.strategy, strategy) }
    return text.bytes.array
  }
}

extension Intent {
  /// What the record of an order that was not placed says beside what its line carries.
  var unplacedMembers: [UInt8] {
    var text = JSONText()
    text.add(.side, word: side.rawValue)
    text.add(.orderType, word: type.rawValue)
    if let quantity { text.add(size: quantity, in: symbol) }
    if let price { text.add(.price, price) }
    if let price = stopPrice { text.add(.stopPrice, price) }
    if isReduceOnly { text.add(.reduceOnly, true) }
    if let quantity = icebergQuantity { text.add(.icebergQuantity, quantity) }
    if let percent = trailingPercent { text.add(.trailingPercent, percent) }
    if let positionSide { text.add(.positionSide, word: positionSide.rawValue) }
    return text.bytes.array
  }
}
