import Domain
import VenueInterface
import Wire

/// Places an order; the reply says that it was heard, and not how it stands.
///
/// Source: `POST /api/v5/trade/order`, "Place order" of www.okx.com/docs-v5/en. In accounts that
/// hold both sides apart an order against its side only reduces, and the venue takes no other word
/// for it.
struct OKXPlaceOrder: Endpoint {
  let draft: RequestDraft
  fileprivate let body: JSONBody
  fileprivate let market: Instrument
  private let clientOrderID: String

  init(_ terms: OKXOrderTerms) throws(Unsupported) {
    let order = terms.order
    var body = try terms.body(OKXWords.type(of: order))
    body.add("px", order.price?.description)
    body.add("tgtCcy", terms.sizeCurrency)
    // Else the venue makes an order smaller that is more than there is money for.
    if terms.isOnSpot, order.type == .market { body.add("banAmend", true) }
    if order.isReduceOnly, !terms.isOnSpot, order.positionSide == nil {
      body.add("reduceOnly", true)
    }
    body.add("clOrdId", order.clientOrderID)
    var draft = RequestDraft.okx("trade/order", body.body, in: terms.market)
    draft.validUntil = order.validUntil
    self.draft = draft
    self.body = body
    market = terms.market
    clientOrderID = order.clientOrderID
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    try answer(from: try reply.okxItem)
  }

  func answer(from item: ReplyObject) throws(RecordProblem) -> OrderAnswer {
    guard try item.text("clOrdId") == clientOrderID else {
      throw item.problem("clOrdId", "is that of another order")
    }
    return .acknowledged(orderID: try item.identifier("ordId"))
  }
}

/// Up to twenty orders of one market share a request.
///
/// Source: `POST /api/v5/trade/batch-orders`, "Place multiple orders" of www.okx.com/docs-v5/en. It
/// has a limit of its own of 300 orders in two seconds; here five of them count as one of the 60
/// that `trade/order` takes in that time.
extension OKXPlaceOrder: BatchedOrder {
  static let batching = OrderBatching(ordersMax: 20, mixesMarkets: false)

  static func request(placing orders: [OKXPlaceOrder]) -> RequestDraft {
    .okx(
      "trade/batch-orders", JSONBody.list(orders.map(\.body)), in: orders.first?.market,
      weight: RequestDraft.okxWeight(of: orders.count))
  }

  static func items(in reply: VenueReply) throws(RecordProblem) -> ReplyList {
    try reply.object.list("data")
  }

  static func failure(
    _ verdict: ReplyObject, to draft: RequestDraft
  ) throws(RecordProblem) -> VenueError? { OKXErrors.failure(verdict, to: draft) }
}

/// Places an order that waits for a price, or follows one.
///
/// On spot, and where it only reduces, it is one of the venue's take-profit and stop-loss orders,
/// which can be told to do nothing else; other stops are trigger orders, for which the price may be
/// on either side.
///
/// Source: `POST /api/v5/trade/order-algo`, "Place algo order" of www.okx.com/docs-v5/en; a price
/// of -1 says at the market.
struct OKXPlaceAlgoOrder: Endpoint {
  let draft: RequestDraft
  private let clientOrderID: String

  init(_ terms: OKXOrderTerms) throws(Unsupported) {
    let order = terms.order
    guard !order.isPostOnly else {
      throw Unsupported("on okx an order that waits for a price cannot be post-only")
    }
    var body = try Self.body(terms)
    if order.isReduceOnly, !terms.isOnSpot { body.add("reduceOnly", true) }
    body.add("algoClOrdId", order.clientOrderID)
    var draft = RequestDraft.okx(
      "trade/order-algo", body.body, in: terms.market, weight: RequestDraft.okxAlgoWeight)
    draft.validUntil = order.validUntil
    self.draft = draft
    clientOrderID = order.clientOrderID
  }

  private static func body(_ terms: OKXOrderTerms) throws(Unsupported) -> JSONBody {
    let order = terms.order
    if let percent = order.trailingPercent { return try trailing(terms, percent) }
    let price = order.price?.description ?? "-1"
    let takesProfit = order.type == .takeProfit
    if takesProfit || terms.isOnSpot || terms.reduces {
      guard order.price == nil || order.timeInForce == .goodTillCancelled else {
        throw Unsupported("on okx a take-profit or stop-loss order is gtc")
      }
      let prefix = takesProfit ? "tp" : "sl"
      var body = try terms.body("conditional")
      body.add("tgtCcy", order.side == .buy && order.price == nil ? terms.sizeCurrency : nil)
      body.add("\(prefix)TriggerPx", order.stopPrice?.description)
      body.add("\(prefix)OrdPx", price)
      body.add("\(prefix)TriggerPxType", "last")
      return body
    }
    var body = try terms.body("trigger")
    body.add("triggerPx", order.stopPrice?.description)
    body.add("orderPx", price)
    if order.price != nil, order.timeInForce != .goodTillCancelled {
      body.add("advanceOrdType", order.timeInForce.rawValue)
    }
    return body
  }

  private static func trailing(
    _ terms: OKXOrderTerms, _ percent: Rate
  ) throws(Unsupported) -> JSONBody {
    guard terms.order.type == .stop else {
      throw Unsupported("on okx only a stop order without a price can trail")
    }
    guard !terms.isOnSpot || terms.order.side == .sell else {
      throw Unsupported("on okx an order that trails to buy on spot has its size in money")
    }
    var body = try terms.body("move_order_stop")
    body.add("callbackRatio", Rate(percent: percent).description)
    body.add("activePx", terms.order.stopPrice?.description)
    return body
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let item = try reply.okxItem
    guard try item.text("algoClOrdId") == clientOrderID else {
      throw item.problem("algoClOrdId", "is that of another order")
    }
    return .acknowledged(orderID: AlgoOrderKey.orderID(try item.identifier("algoId")))
  }
}

/// Changes quantity and price of an order; what is not said stays as it is.
///
/// Source: `POST /api/v5/trade/amend-order`, "Amend order" of www.okx.com/docs-v5/en; the new size
/// counts what has filled too.
struct OKXAmendOrder: Endpoint {
  let draft: RequestDraft

  init(
    _ market: Instrument, _ key: OKXPlainKey, quantity: Quantity?, price: Price?
  ) throws(Unsupported) {
    var body = JSONBody()
    body.add("instId", OKXSymbols.name(of: market))
    body.add(key.pair.name, key.pair.value)
    if let quantity {
      let isSpot = market.symbol.kind == .spot
      body.add(
        "newSz", isSpot ? quantity.description : try market.contracts(quantity).description)
    }
    body.add("newPx", price?.description)
    draft = .okx("trade/amend-order", body.body, in: market)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    .acknowledged(orderID: try reply.okxItem.identifier("ordId"))
  }
}
