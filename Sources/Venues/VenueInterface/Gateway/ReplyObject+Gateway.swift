import Domain
import Wire

// How what a venue tells is spelled in the gateway's replies.

extension VenueOrder {
  /// What a venue can say of an order; the other words are for orders that it never saw.
  private static let statuses: Set<OrderStatus> = [
    .pending, .accepted, .partiallyFilled, .filled, .cancelled, .expired, .rejected,
  ]

  init(_ content: ReplyObject) throws(RecordProblem) {
    (clientOrderID, orderID) = try content.orderIDs()
    symbol = try content.symbol("symbol")
    side = try content.word("side")
    type = try content.ifAny("order_type", content.word)
    status = try content.word("status")
    guard Self.statuses.contains(status) else {
      throw content.problem("status", "is not what a venue can say of an order")
    }
    quantity = try content.positive(symbol.sizeName)
    let filledName = symbol.isInverse ? "filled_quote_quantity" : "filled_quantity"
    filledQuantity = try content.decimal(filledName)
    guard !filledQuantity.isNegative else {
      throw content.problem(filledName, "is below zero")
    }
    averagePrice = try content.ifAny("average_price", content.positive)
    price = try content.ifAny("price", content.positive)
    stopPrice = try content.ifAny("stop_price", content.positive)
    trailingPercent = try content.ifAny("trailing_percent", content.positive)
    isReduceOnly = try content.ifAny("reduce_only", content.flag) ?? false
    reason = try content.ifAny("reason", content.text)
    var fills: [VenueFill] = []
    for fill in try content.ifAny("fills", content.objects) ?? [] {
      fills.append(
        try VenueFill(
          fill, of: (clientOrderID: clientOrderID, orderID: orderID, symbol: symbol, side: side)))
    }
    self.fills = fills
  }
}

extension VenueFill {
  /// - Parameters:
  ///   - content: The fill.
  ///   - order: The order that it came inside of; nil where the fill itself says which.
  /// - Throws: A problem that names a member.
  init(
    _ content: ReplyObject,
    of order: (clientOrderID: String?, orderID: String?, symbol: Symbol, side: Side)?
  ) throws(RecordProblem) {
    fillID = try content.identifier("fill_id")
    if let order {
      (clientOrderID, orderID, symbol, side) = order
    } else {
      (clientOrderID, orderID) = try content.orderIDs()
      symbol = try content.symbol("symbol")
      side = try content.word("side")
    }
    price = try content.positive("price")
    quantity = try content.positive(symbol.sizeName)
    fee = try content.decimal("fee")
    feeAsset =
      fee.isZero
      ? try content.ifAny("fee_asset", content.text) : try content.text("fee_asset")
    liquidity = try content.ifAny("liquidity", content.word)
    time = try content.time("ts")
  }
}

extension VenuePosition {
  /// - Returns: Nil for a position that is flat.
  init?(_ content: ReplyObject) throws(RecordProblem) {
    symbol = try content.symbol("symbol")
    quantity = try content.decimal(symbol.sizeName)
    guard !quantity.isNegative else { throw content.problem(symbol.sizeName, "is below zero") }
    if quantity.isZero { return nil }
    side = try content.word("side")
    entryPrice = try content.positive("entry_price")
    markPrice = try content.ifAny("mark_price", content.positive)
    leverage = try content.ifAny("leverage", content.positive)
    unrealizedPnL = try content.ifAny("unrealized_pnl", content.decimal)
    liquidationPrice = try content.ifAny("liquidation_price", content.positive)
    let named = try content.ifAny("position_side", content.word) as PositionSide?
    guard named == nil || named == side else {
      throw content.problem("position_side", "is not the side of the position")
    }
    isHedged = named != nil
    marginMode = nil
  }
}

extension Symbol {
  /// The member that says how large something is; inverse contracts count in quote units.
  fileprivate var sizeName: String { isInverse ? "quote_quantity" : "quantity" }
}

extension ReplyObject {
  /// The two names of an order, of which one may be missing.
  func orderIDs() throws(RecordProblem) -> (client: String?, venue: String?) {
    let venue = try ifAny("order_id", identifier)
    return (
      try venue == nil ? identifier("client_order_id") : ifAny("client_order_id", identifier), venue
    )
  }

  func symbol(_ name: String) throws(RecordProblem) -> Symbol {
    let text = try text(name)
    do {
      return try Symbol(unified: text)
    } catch {
      throw problem(name, "is wrong: \(error.explanation)")
    }
  }

  func positive<Unit: Decimal>(_ name: String) throws(RecordProblem) -> Unit {
    let value: Unit = try decimal(name)
    guard value.isPositive else { throw problem(name, "is not above zero") }
    return value
  }

  func milliseconds(_ name: String) throws(RecordProblem) -> TimeInterval {
    let count = try wholeNumber(name)
    let product = Int64(count).multipliedReportingOverflow(by: 1_000_000)
    guard count >= 0, !product.overflow else { throw problem(name, "is out of range") }
    return TimeInterval(nanoseconds: product.partialValue)
  }
}
