internal import Domain
internal import Wire

extension Record {
  /// The intent that the record holds.
  ///
  /// - Parameter reference: The price that turns money into a quantity where the record has none.
  /// - Returns: An intent whose fields are each of the right form; whether they go together is
  ///   for the risk policy and the venue to say.
  /// - Throws: A problem that names the field.
  func intent(reference: (Symbol) -> Price? = { _ in nil }) throws(RecordProblem) -> Intent {
    let symbol = try required(symbol: .symbol)
    let isInverse = symbol.isInverse
    let closes = try word(.action, as: SignalAction.self) == .close
    let price = try decimal(.price, as: Price.self)
    var intent = Intent(
      symbol: symbol, side: .sell,
      type: try word(.orderType) ?? (price == nil ? .market : .limit),
      quantity: isInverse ? try size(inverse: symbol) : try decimal(.quantity))
    if let side = try orderSide() {
      intent.side = side
    } else if !closes {
      throw .missing(.side)
    }
    intent.icebergQuantity = try iceberg(in: symbol)
    intent.price = price
    intent.stopPrice = try decimal(.stopPrice)
    intent.trailingPercent = try decimal(.trailingPercent)
    intent.timeInForce = try word(.timeInForce) ?? .goodTillCancelled
    intent.isPostOnly = try flag(.postOnly) ?? false
    intent.isReduceOnly = try flag(.reduceOnly) ?? closes
    intent.positionSide = try word(.positionSide)
    intent.stopLoss = try decimal(.stopLoss)
    intent.takeProfit = try decimal(.takeProfit)
    intent.leverage = try decimal(.leverage)
    intent.strategy = try text(.strategy)
    intent.id = try text(.id)
    // What closes a position needs no protection of its own, whatever the signal carried along.
    if closes {
      intent.stopLoss = nil
      intent.takeProfit = nil
    }
    if !isInverse, intent.quantity != nil, has(.quoteQuantity) {
      throw .badValue(.quoteQuantity, "stands beside quantity; give one of them")
    }
    if intent.quantity == nil, !closes {
      if isInverse { throw .missing(.quoteQuantity) }
      let entry = try decimal(.entry, as: Price.self)
      intent.quantity = try quantity(at: price ?? entry ?? reference(symbol))
    }
    return intent
  }

  /// What `quote_quantity` says, exactly: an inverse contract is an amount of the quote currency.
  private func size(inverse symbol: Symbol) throws(RecordProblem) -> Quantity? {
    guard !has(.quantity) else {
      throw .badValue(
        .quantity,
        "is in base units, and \(symbol) is an inverse contract, which is sized in "
          + "\(symbol.quote): give quote_quantity")
    }
    return try decimal(.quoteQuantity)
  }

  /// What of the quantity the book is to show.
  private func iceberg(in symbol: Symbol) throws(RecordProblem) -> Quantity? {
    guard let shown = try decimal(.icebergQuantity, as: Quantity.self) else { return nil }
    guard !symbol.isInverse else {
      throw .badValue(
        .icebergQuantity,
        "is in base units, and \(symbol) is an inverse contract, which has none: leave it out")
    }
    return shown
  }

  /// The quantity that `quote_quantity` buys, rounded down at the 18th digit.
  private func quantity(at price: Price?) throws(RecordProblem) -> Quantity {
    guard let money = try decimal(.quoteQuantity, as: Notional.self) else {
      throw isNamed && kind == .signal
        ? RecordProblem(
          .missingField, field: Field.quantity.rawValue,
          "quantity is missing: size the signal first, with 'tradectl size'")
        : .missing(.quantity)
    }
    guard let price, price.isPositive else {
      throw .badValue(.quoteQuantity, "needs a price or an entry to become a quantity")
    }
    do {
      return try money.divided(by: price, rounding: .towardZero)
    } catch {
      throw .badValue(.quoteQuantity, error.explanation)
    }
  }
}
