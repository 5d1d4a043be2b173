internal import Domain
package import Lifecycle
internal import Signing

extension OrderEvent {
  /// All that the event carries.
  func write(to payload: inout PayloadWriter) {
    switch self {
    case .journaled, .adopted, .sent: break
    case .acknowledged(let id): payload.add("order_id", id)
    case .rejected(let fault):
      payload.add("code", fault.code)
      payload.add("message", fault.message)
    case .outcomeUnknown(let reason), .cancelRequested(let reason), .cancelled(let reason),
      .expired(let reason), .unsent(let reason), .resolvedAsPlaced(let reason),
      .resolvedAsNotPlaced(let reason):
      payload.add("reason", reason)
    case .filled(let execution): execution.write(to: &payload)
    case .amended(let change):
      payload.add("quantity", change.quantity)
      payload.add("price", change.price)
      payload.add("stop_price", change.stopPrice)
    }
  }

  /// Reads what `write` wrote.
  ///
  /// - Returns: Nil for a text that it did not write.
  init?(_ kind: Kind, _ payload: PayloadReader) {
    func reason() -> String { payload.text("reason") ?? "" }
    switch kind {
    case .journaled: self = .journaled
    case .adopted: self = .adopted
    case .sent: self = .sent
    case .acknowledged: self = .acknowledged(orderID: payload.text("order_id"))
    case .rejected:
      self = .rejected(
        OrderFault(
          code: payload.text("code") ?? "", message: payload.text("message") ?? ""))
    case .outcomeUnknown: self = .outcomeUnknown(reason: reason())
    case .filled:
      guard let execution = OrderFill(payload) else { return nil }
      self = .filled(execution)
    case .cancelRequested: self = .cancelRequested(reason: reason())
    case .cancelled: self = .cancelled(reason: reason())
    case .expired: self = .expired(reason: reason())
    case .unsent: self = .unsent(reason: reason())
    case .amended:
      self = .amended(
        OrderAmendment(
          quantity: payload.decimal("quantity"), price: payload.decimal("price"),
          stopPrice: payload.decimal("stop_price")))
    case .resolvedAsPlaced: self = .resolvedAsPlaced(reason: reason())
    case .resolvedAsNotPlaced: self = .resolvedAsNotPlaced(reason: reason())
    }
  }
}

extension OrderFill {
  func write(to payload: inout PayloadWriter) {
    payload.add("fill_id", id)
    payload.add("side", fill.side.rawValue)
    payload.add("price", fill.price)
    payload.add("quantity", fill.quantity)
    payload.add("fee", fill.fee)
    payload.add("fee_asset", feeAsset)
    payload.add("liquidity", fill.liquidity.rawValue)
    payload.add("time", fill.time)
  }

  init?(_ payload: PayloadReader) {
    guard let id = payload.text("fill_id"), let side: Side = payload.word("side"),
      let price: Price = payload.decimal("price"),
      let quantity: Quantity = payload.decimal("quantity"),
      let fee: Notional = payload.decimal("fee"), let asset = payload.text("fee_asset"),
      let liquidity: Liquidity = payload.word("liquidity"), let time = payload.time("time")
    else { return nil }
    self.init(
      id: id,
      fill: Fill(
        side: side, price: price, quantity: quantity, fee: fee, liquidity: liquidity, time: time),
      feeAsset: asset)
  }
}

extension OrderTerms {
  func write(to payload: inout PayloadWriter) {
    payload.add("symbol", symbol.description)
    payload.add("side", side.rawValue)
    payload.add("order_type", type.rawValue)
    payload.add("quantity", quantity)
    payload.add("price", price)
    payload.add("stop_price", stopPrice)
    payload.add("time_in_force", timeInForce.rawValue)
    payload.add("post_only", isPostOnly)
    payload.add("reduce_only", isReduceOnly)
    payload.add("stop_loss", stopLoss)
    payload.add("take_profit", takeProfit)
    payload.add("leverage", leverage)
    payload.add("valid_until", validUntil)
    payload.add("iceberg_quantity", icebergQuantity)
    payload.add("trailing_percent", trailingPercent)
    payload.add("position_side", positionSide?.rawValue)
  }

  init?(_ payload: PayloadReader) {
    guard let symbol = payload.text("symbol").flatMap({ try? Symbol(unified: $0) }),
      let side: Side = payload.word("side"), let type: OrderType = payload.word("order_type"),
      let quantity: Quantity = payload.decimal("quantity"),
      let timeInForce: TimeInForce = payload.word("time_in_force")
    else { return nil }
    self.init(symbol: symbol, side: side, type: type, quantity: quantity)
    price = payload.decimal("price")
    stopPrice = payload.decimal("stop_price")
    self.timeInForce = timeInForce
    isPostOnly = payload.flag("post_only")
    isReduceOnly = payload.flag("reduce_only")
    stopLoss = payload.decimal("stop_loss")
    takeProfit = payload.decimal("take_profit")
    leverage = payload.decimal("leverage")
    validUntil = payload.time("valid_until")
    icebergQuantity = payload.decimal("iceberg_quantity")
    trailingPercent = payload.decimal("trailing_percent")
    positionSide = payload.word("position_side")
  }
}

extension OrderContent {
  /// What never changes of an order; the line as its hash, because it may be long.
  func write(to payload: inout PayloadWriter) {
    payload.add("key", key.text)
    payload.add("fingerprint", fingerprint.hexadecimal)
    payload.add("client_order_id", clientOrderID)
    payload.add("id", id)
    payload.add("parent", parent.map { String($0) })
    payload.add("role", role.rawValue)
    payload.add("strategy", strategy)
    payload.add("arrival_price", arrivalPrice)
    payload.add("line", SHA256.hash(line.span).hexadecimal)
  }
}

extension StoredEvent {
  /// The event with all that it carries; nil where its text is damaged.
  package var event: OrderEvent? { OrderEvent(kind, PayloadReader(payload)) }
}
