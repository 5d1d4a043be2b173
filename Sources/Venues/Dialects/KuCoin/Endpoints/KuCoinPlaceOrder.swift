import Domain
import VenueInterface
import Wire

/// Places an order; the reply says that it was heard, and not how it stands.
///
/// Source: `POST /api/v1/hf/orders`, "Add Order", and `POST /api/v1/stop-order`, "Add Stop Order",
/// of spot in www.kucoin.com/docs-new.
struct KuCoinPlaceOrder: Endpoint {
  let draft: RequestDraft
  private let isWaiting: Bool
  fileprivate let symbol: String
  fileprivate let body: JSONBody
  private let clientOrderID: String

  /// - Parameters:
  ///   - order: Whose terms agree with each other.
  ///   - market: That it is for.
  /// - Throws: What the venue does not have.
  init(_ order: PlaceRequest, in market: Instrument) throws(Unsupported) {
    try order.checkSpot()
    try order.refuseTrailing(at: "kucoin")
    isWaiting = order.type.isTriggered
    symbol = KuCoinSymbols.name(of: market)
    var body = JSONBody()
    body.add("clientOid", order.clientOrderID)
    body.add("side", order.side.rawValue)
    body.add("symbol", symbol)
    body.add("type", order.price == nil ? "market" : "limit")
    if let money = order.quoteQuantity {
      body.add("funds", money.description)
    } else {
      body.add("size", order.quantity.description)
    }
    body.add("price", order.price?.description)
    // Good till cancelled is taken for granted, but where an order waits.
    if order.price != nil, isWaiting || order.timeInForce != .goodTillCancelled {
      body.add("timeInForce", KuCoinWords.word(for: order.timeInForce))
    }
    if order.isPostOnly { body.add("postOnly", true) }
    if let shown = order.icebergQuantity {
      body.add("iceberg", true)
      body.add("visibleSize", shown.description)
    }
    if let stop = order.stopPrice {
      body.add("stop", order.waitsForRise ? "entry" : "loss")
      body.add("stopPrice", stop.description)
    }
    var draft = RequestDraft(
      .post, isWaiting ? "/api/v1/stop-order" : "/api/v1/hf/orders", body: body.body,
      access: .signed)
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
    let id = try data.kucoinOrderID(named: clientOrderID)
    return .acknowledged(orderID: isWaiting ? AlgoOrderKey.orderID(id) : id)
  }
}

/// Up to five limit orders of one market share a request.
///
/// Source: `POST /api/v1/hf/orders/multi`, "Batch Add Orders" of spot in www.kucoin.com/docs-new. It
/// names neither the number nor the name of an order that it did not take. The market beside the list
/// is a word of the older request, which other clients say here too.
extension KuCoinPlaceOrder: BatchedOrder {
  static let batching = OrderBatching(
    ordersMax: 5, takesMarketOrders: false, mixesMarkets: false)

  static func request(placing orders: [KuCoinPlaceOrder]) -> RequestDraft {
    var body = JSONBody()
    body.add("symbol", orders.first?.symbol)
    body.add("orderList", orders.map(\.body))
    return RequestDraft(
      .post, "/api/v1/hf/orders/multi", body: body.body, access: .signed, weight: orders.count)
  }

  static func items(in reply: VenueReply) throws(RecordProblem) -> ReplyList {
    try reply.object.list("data")
  }

  static func failure(
    _ verdict: ReplyObject, to draft: RequestDraft
  ) throws(RecordProblem) -> VenueError? {
    if try verdict.flag("success") { return nil }
    return KuCoinErrors.failure(saying: try verdict.text("failMsg"), to: draft)
  }
}

/// Takes an order back.
///
/// Source: `DELETE /api/v1/hf/orders/{orderId}`, `…/hf/orders/client-order/{clientOid}`,
/// `…/stop-order/{orderId}` and `…/stop-order/cancelOrderByClientOid` of spot in
/// www.kucoin.com/docs-new.
struct KuCoinCancelOrder: Endpoint {
  let market: Instrument
  let key: KuCoinOrderKey

  var draft: RequestDraft {
    let symbol = KuCoinSymbols.parameter(market)
    switch key {
    case .orderID(let id): return Self.draft("hf/orders/\(id)", [symbol])
    case .clientOrderID(let id): return Self.draft("hf/orders/client-order/\(id)", [symbol])
    case .waiting(.algoID(let id)): return Self.draft("stop-order/\(id)", [], weight: 3)
    case .waiting(.clientAlgoID(let id)):
      return Self.draft(
        "stop-order/cancelOrderByClientOid", [symbol, RequestDraft.Parameter("clientOid", id)],
        weight: 5)
    }
  }

  private static func draft(
    _ name: String, _ query: [RequestDraft.Parameter], weight: Int = 1
  ) -> RequestDraft {
    RequestDraft(
      .delete, "/api/v1/\(name)", query: query, access: .signed, purpose: .cancel, weight: weight)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let data = try reply.kucoinData
    switch key {
    case .orderID(let id): return .acknowledged(orderID: id)
    case .clientOrderID: return .acknowledged(orderID: nil)
    case .waiting(.algoID(let id)):
      return .acknowledged(orderID: AlgoOrderKey.orderID(id))
    case .waiting(.clientAlgoID):
      let id = try data.unlessBlank("cancelledOrderId", data.identifier)
      return .acknowledged(orderID: id.map(AlgoOrderKey.orderID))
    }
  }
}

/// Takes all orders of a market back, those in the book or those that wait.
///
/// Source: `DELETE /api/v1/hf/orders`, "Cancel All Orders By Symbol", and
/// `DELETE /api/v1/stop-order/cancel`, "Batch Cancel Stop Orders", of spot in
/// www.kucoin.com/docs-new.
struct KuCoinCancelAll: Endpoint {
  let market: Instrument
  let isWaiting: Bool

  var draft: RequestDraft {
    RequestDraft(
      .delete, isWaiting ? "/api/v1/stop-order/cancel" : "/api/v1/hf/orders",
      query: [KuCoinSymbols.parameter(market)], access: .signed, purpose: .cancel,
      weight: isWaiting ? 3 : 2)
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {}
}
