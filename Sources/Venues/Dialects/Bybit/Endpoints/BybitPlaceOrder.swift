import Domain
import VenueInterface
import Wire

/// Places an order; the reply says that it was heard, and not how it stands.
///
/// Source: `POST /v5/order/create`, v5/order/create-order.mdx of bybit-exchange/docs. What waits
/// for a price and then buys at the market on spot has its size in the quote currency: `marketUnit`
/// is for market orders alone. The `qty` of an inverse contract is a number of dollars.
struct BybitPlaceOrder: Endpoint {
  let draft: RequestDraft
  fileprivate let category: BybitCategory
  fileprivate let body: JSONBody
  private let clientOrderID: String

  /// - Parameters:
  ///   - order: Whose terms agree with each other.
  ///   - market: That it is for.
  /// - Throws: What the venue does not have.
  init(_ order: PlaceRequest, in market: Instrument) throws(Unsupported) {
    try order.refuseIceberg(at: "bybit")
    guard order.trailingPercent == nil else {
      throw Unsupported("on bybit a trailing stop is a setting of a position, and no order")
    }
    let category = BybitCategory(market)
    var body = JSONBody()
    body.add("category", category.rawValue)
    body.add("symbol", BybitSymbols.name(of: market))
    body.add("side", BybitWords.word(for: order.side))
    body.add("orderType", order.price == nil ? "Market" : "Limit")
    switch category {
    case .spot: try Self.addSpot(order, to: &body)
    case .linear, .inverse: try Self.addContract(order, to: &body)
    }
    body.add("price", order.price?.description)
    if order.isPostOnly {
      body.add("timeInForce", "PostOnly")
    } else if order.price != nil, order.timeInForce != .goodTillCancelled {
      body.add("timeInForce", BybitWords.word(for: order.timeInForce))
    }
    body.add("orderLinkId", order.clientOrderID)
    var draft = RequestDraft.bybit("order/create", body)
    draft.validUntil = order.validUntil
    self.draft = draft
    self.category = category
    self.body = body
    clientOrderID = order.clientOrderID
  }

  private static func addSpot(
    _ order: PlaceRequest, to body: inout JSONBody
  ) throws(Unsupported) {
    try order.checkSpot()
    if order.type == .market {
      body.add("marketUnit", order.quoteQuantity == nil ? "baseCoin" : "quoteCoin")
    } else if order.price == nil, order.side == .buy {
      throw Unsupported(
        "on bybit an order that waits to buy at the market has its size in money; give it a price")
    }
    body.add("qty", order.quoteQuantity?.description ?? order.quantity.description)
    guard let stop = order.stopPrice else { return }
    body.add("orderFilter", BybitOrderFilter.conditional.rawValue)
    body.add("triggerPrice", stop.description)
  }

  private static func addContract(
    _ order: PlaceRequest, to body: inout JSONBody
  ) throws(Unsupported) {
    guard order.quoteQuantity == nil else {
      throw Unsupported("a contract's size is its quantity")
    }
    body.add("qty", order.quantity.description)
    if let stop = order.stopPrice {
      body.add("triggerDirection", number: order.waitsForRise ? 1 : 2)
      body.add("triggerPrice", stop.description)
    }
    if let side = order.positionSide {
      body.add("positionIdx", number: BybitWords.index(of: side))
    }
    if order.isReduceOnly { body.add("reduceOnly", true) }
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    try answer(from: try reply.bybitResult)
  }

  func answer(from result: ReplyObject) throws(RecordProblem) -> OrderAnswer {
    guard try result.text("orderLinkId") == clientOrderID else {
      throw result.problem("orderLinkId", "is that of another order")
    }
    return .acknowledged(orderID: try result.identifier("orderId"))
  }
}

/// Up to ten orders of one kind of market share a request.
///
/// Source: `POST /v5/order/create-batch`, v5/order/batch-place.mdx of bybit-exchange/docs: ten orders
/// on spot, twenty of contracts. What became of each is told in a second list, at the same place.
extension BybitPlaceOrder: BatchedOrder {
  static let batching = OrderBatching(ordersMax: 10)

  static func request(placing orders: [BybitPlaceOrder]) -> RequestDraft {
    var body = JSONBody()
    body.add("category", orders.first?.category.rawValue)
    body.add("request", orders.map(\.body))
    return .bybit("order/create-batch", body)
  }

  static func items(in reply: VenueReply) throws(RecordProblem) -> ReplyList {
    try reply.bybitResult.list("list")
  }

  static func verdicts(in reply: VenueReply) throws(RecordProblem) -> ReplyList? {
    try reply.object.object("retExtInfo").list("list")
  }

  static func failure(
    _ verdict: ReplyObject, to draft: RequestDraft
  ) throws(RecordProblem) -> VenueError? { try BybitErrors.failure(verdict, to: draft) }
}
