internal import Domain
internal import Wire

/// What flags say for lines that do not say it themselves.
struct LineDefaults {
  /// As they stand in a line, in the order in which they are added.
  private var values: [(field: Field, json: [UInt8])] = []

  /// - Throws: Wrong usage for a flag that can only be said of one order.
  init(_ order: OrderOptions, _ more: PlaceOptions = PlaceOptions()) throws(CommandFailure) {
    let ofOne = [
      ("--id", order.id != nil), ("--client-order-id", more.clientOrderID != nil),
      ("--percent", more.percent != nil),
    ]
    if let flag = ofOne.first(where: { $0.1 }) {
      throw .usage("\(flag.0) is for one order by flags, not for a stream.")
    }
    guard order.quantity == nil || more.quote == nil else {
      throw .usage("Give the amount by one of --quantity and --quote.")
    }
    add(.symbol, order.symbol) { $0.append($1.description) }
    add(.side, order.side) { $0.append(word: $1.rawValue) }
    add(.orderType, order.type) { $0.append(word: $1.rawValue) }
    add(.quantity, order.quantity)
    add(.quoteQuantity, more.quote)
    add(.icebergQuantity, order.iceberg)
    add(.price, order.price)
    add(.stopPrice, order.stopPrice)
    add(.trailingPercent, order.trailing)
    add(.stopLoss, order.stopLoss)
    add(.takeProfit, order.takeProfit)
    add(.leverage, order.leverage)
    add(.reduceOnly, order.reduceOnly ? true : nil) { $0.append($1) }
    add(.positionSide, order.positionSide) { $0.append(word: $1.rawValue) }
    add(.timeInForce, more.timeInForce) { $0.append(word: $1.rawValue) }
    add(.postOnly, more.postOnly ? true : nil) { $0.append($1) }
    add(.strategy, more.strategy) { $0.append($1) }
  }

  private mutating func add<Value>(
    _ field: Field, _ value: Value?, _ write: (inout JSONText, Value) -> Void
  ) {
    guard let value else { return }
    var text = JSONText()
    write(&text, value)
    values.append((field, text.bytes.array))
  }

  private mutating func add(_ field: Field, _ number: (some Decimal)?) {
    add(field, number) { $0.append(scaled: $1.scaled) }
  }

  /// Adds to an order's line what it lacks.
  ///
  /// A line that closes a position has its market and side from that, and no protection of its own.
  ///
  /// - Parameters:
  ///   - record: The line; others than intents and signals that ask for something stay as they are.
  ///   - edit: Receives what is added.
  /// - Returns: Whether something is.
  /// - Throws: A problem that names the field.
  func complete(
    _ record: borrowing Record, _ edit: inout RecordEdit
  ) throws(RecordProblem) -> Bool {
    guard !values.isEmpty, !record.isNamed || record.kind == .intent || record.kind == .signal
    else { return false }
    let action = try record.word(.action, as: SignalAction.self)
    var isChanged = false
    for (field, json) in values where !record.has(field) {
      switch field {
      case .symbol, .positionSide, .strategy, .reduceOnly: break
      case .side: if try record.orderSide() != nil || action == .close { continue }
      case .quantity, .quoteQuantity:
        if record.has(.quantity) || record.has(.quoteQuantity) || action == .close { continue }
      default: if action == .close { continue }
      }
      edit.set(field, json: json, in: record)
      isChanged = true
    }
    return isChanged
  }
}
