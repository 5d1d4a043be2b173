import Domain
import VenueInterface
import Wire

/// Places an order of futures; the reply says that it was heard, and not how it stands.
///
/// Positions are isolated where nothing else is said, and the venue wants a leverage then, except to
/// close one: it is 1 where the order does not say.
///
/// Source: `POST /api/v1/orders`, "Add Order" of futures in www.kucoin.com/docs-new. `positionSide`
/// is for accounts that hold both sides apart.
struct KuCoinPlaceContractOrder: Endpoint {
  let draft: RequestDraft
  fileprivate let body: JSONBody
  private let clientOrderID: String

  /// - Parameters:
  ///   - order: Whose terms agree with each other.
  ///   - market: That it is for.
  /// - Throws: What the venue does not have.
  init(_ order: PlaceRequest, in market: Instrument) throws(Unsupported) {
    guard order.quoteQuantity == nil else {
      throw Unsupported("futures have their size in the base currency")
    }
    try order.refuseTrailing(at: "kucoin-futures")
    guard order.timeInForce != .fillOrKill else {
      throw Unsupported("kucoin-futures has no fill or kill; use ioc")
    }
    guard order.icebergQuantity == nil || !order.isPostOnly else {
      throw Unsupported("on kucoin-futures an iceberg order cannot be post-only")
    }
    var body = JSONBody()
    body.add("clientOid", order.clientOrderID)
    body.add("side", order.side.rawValue)
    body.add("symbol", KuCoinContractSymbols.name(of: market))
    body.add("type", order.price == nil ? "market" : "limit")
    body.add("size", number: try market.wholeContracts(order.quantity))
    let opensIsolated = order.marginMode != .cross && !order.isReduceOnly
    if let leverage = order.leverage ?? (opensIsolated ? .one : nil) {
      guard let whole = leverage.wholeNumber, whole >= 1 else {
        throw Unsupported("leverage is a whole number there, not \(leverage)")
      }
      body.add("leverage", number: whole)
    }
    body.add("marginMode", order.marginMode?.rawValue.uppercased())
    body.add("positionSide", order.positionSide?.rawValue.uppercased())
    body.add("price", order.price?.description)
    if order.price != nil, order.timeInForce != .goodTillCancelled {
      body.add("timeInForce", KuCoinWords.word(for: order.timeInForce))
    }
    if order.isPostOnly { body.add("postOnly", true) }
    if order.isReduceOnly { body.add("reduceOnly", true) }
    if let shown = order.icebergQuantity {
      body.add("iceberg", true)
      body.add("visibleSize", String(try market.wholeContracts(shown)))
    }
    if let stop = order.stopPrice {
      body.add("stop", order.waitsForRise ? "up" : "down")
      body.add("stopPriceType", "TP")
      body.add("stopPrice", stop.description)
    }
    var draft = RequestDraft(
      .post, "/api/v1/orders", body: body.body, access: .signed, weight: 2)
    draft.validUntil = order.validUntil
    self.draft = draft
    self.body = body
    clientOrderID = order.clientOrderID
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    try answer(from: try reply.kucoinData)
  }

  func answer(from data: ReplyObject) throws(RecordProblem) -> OrderAnswer {
    .acknowledged(orderID: try data.kucoinOrderID(named: clientOrderID))
  }
}

/// Up to twenty orders share a request.
///
/// Source: `POST /api/v1/orders/multi`, "Batch Add Orders" of futures in www.kucoin.com/docs-new; it
/// weighs 20, here as much as its orders would by themselves where that is more.
extension KuCoinPlaceContractOrder: BatchedOrder {
  static let batching = OrderBatching(ordersMax: 20)

  static func request(placing orders: [KuCoinPlaceContractOrder]) -> RequestDraft {
    RequestDraft(
      .post, "/api/v1/orders/multi", body: JSONBody.list(orders.map(\.body)), access: .signed,
      weight: max(20, orders.reduce(0) { $0 + $1.draft.weight }))
  }

  static func items(in reply: VenueReply) throws(RecordProblem) -> ReplyList {
    try reply.object.list("data")
  }

  static func failure(
    _ verdict: ReplyObject, to draft: RequestDraft
  ) throws(RecordProblem) -> VenueError? { try KuCoinErrors.failure(verdict, to: draft) }
}

extension Instrument {
  /// The number of contracts that a quantity is, where they cannot be divided.
  fileprivate func wholeContracts(_ quantity: Quantity) throws(Unsupported) -> Int {
    guard let count = try contracts(quantity).wholeNumber else {
      throw Unsupported("\(quantity) \(symbol.base) is no whole number of contracts")
    }
    return count
  }
}

extension Rate {
  /// Nil for a number that is not whole, or out of range.
  fileprivate var wholeNumber: Int? {
    guard isMultiple(of: .one) else { return nil }
    return Int(exactly: scaled / FixedPoint.one)
  }
}

/// Takes an order of futures back, one that waits too.
///
/// Source: `DELETE /api/v1/orders/{orderId}` and `…/orders/client-order/{clientOid}` of futures in
/// www.kucoin.com/docs-new.
struct KuCoinCancelContractOrder: Endpoint {
  let order: OrderTarget

  var draft: RequestDraft {
    let path: String
    var query: [RequestDraft.Parameter] = []
    if let id = order.orderID {
      path = "/api/v1/orders/\(id)"
    } else {
      path = "/api/v1/orders/client-order/\(order.clientOrderID ?? "")"
      query = [KuCoinContractSymbols.parameter(order.market)]
    }
    return RequestDraft(.delete, path, query: query, access: .signed, purpose: .cancel)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let data = try reply.kucoinData
    if let id = order.orderID, let list = try data.ifAny("cancelledOrderIds", data.list) {
      guard try list.map(list.identifier).contains(id) else {
        throw data.problem("cancelledOrderIds", "does not name the order")
      }
    }
    return .acknowledged(orderID: order.orderID)
  }
}

/// Takes all orders of a market back, those in the book or those that wait.
///
/// Source: `DELETE /api/v3/orders`, "Cancel All Orders", and `DELETE /api/v1/stopOrders`, "Cancel
/// All Stop orders", of futures in www.kucoin.com/docs-new.
struct KuCoinCancelContractOrders: Endpoint {
  let market: Instrument
  let isWaiting: Bool

  var draft: RequestDraft {
    RequestDraft(
      .delete, isWaiting ? "/api/v1/stopOrders" : "/api/v3/orders",
      query: [KuCoinContractSymbols.parameter(market)], access: .signed, purpose: .cancel,
      weight: isWaiting ? 15 : 10)
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {}
}
