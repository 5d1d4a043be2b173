import Domain
import VenueInterface
import Wire

/// One order of futures as it stands, whether it waits or not.
///
/// Source: `GET /api/v1/orders/{order-id}` and `GET /api/v1/orders/byClientOid` of futures in
/// www.kucoin.com/docs-new.
struct KuCoinFindContractOrder: Endpoint {
  let order: OrderTarget

  var draft: RequestDraft {
    if let id = order.orderID { return .kucoinFutures("v1/orders/\(id)", [], weight: 5) }
    var query: [RequestDraft.Parameter] = []
    query.add("clientOid", order.clientOrderID)
    return .kucoinFutures("v1/orders/byClientOid", query, weight: 5)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderLookup {
    let whole = try reply.object
    guard let content = try whole.ifAny("data", whole.object) else { return .unknown }
    try KuCoinContractSymbols.check(content, isAbout: order.market)
    let found = try VenueOrder(kucoinContract: content, in: order.market)
    guard order.means(found) else { throw content.problem("id", "is that of another order") }
    return .order(found)
  }
}

/// Orders of futures, newest first at the venue and page by page.
///
/// Source: `GET /api/v1/orders`, "Get Order List", and `GET /api/v1/stopOrders`, "Get Stop Order
/// List", of futures in www.kucoin.com/docs-new.
struct KuCoinContractOrders: Endpoint {
  enum List: Sendable {
    case active
    case done
    case waiting
  }

  let list: List
  let market: Instrument?
  var walk: PeriodWalk?
  var limit: Int?
  var page: String?

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = []
    switch list {
    case .active: query.add("status", "active")
    case .done: query.add("status", "done")
    case .waiting: break
    }
    if let market { query.append(KuCoinContractSymbols.parameter(market)) }
    query.add("startAt", walk.map { String($0.start.milliseconds) })
    query.add("endAt", walk.map { String($0.end.milliseconds) })
    query.add("pageSize", limit.map { String(min(max($0, 1), 1000)) })
    query.add("currentPage", walk?.mark ?? page)
    return list == .waiting
      ? .kucoinFutures("v1/stopOrders", query, weight: 6)
      : .kucoinFutures("v1/orders", query, weight: 2)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueOrder> {
    var result = try Page(
      try reply.kucoinItems.reversed(), marketIn: "symbol", markets, isSpot: false
    ) { (content, market) throws(RecordProblem) in
      try VenueOrder(kucoinContract: content, in: market)
    }
    var next = self
    let mark = try reply.kucoinNextPage
    if let walk {
      next.walk = try walk.next(mark)
      if next.walk != nil { result.next = VenueCall(next) }
    } else if let mark, list != .done {
      guard mark != page else { throw .circle }
      next.page = mark
      result.next = VenueCall(next)
    }
    return result
  }
}

/// The account's own trades of a market, or those of one order, newest first at the venue.
///
/// Source: `GET /api/v1/fills`, "Get Trade History" of futures in www.kucoin.com/docs-new.
/// Settlements are told there too and are no trades.
struct KuCoinContractFills: Endpoint {
  let market: Instrument
  var orderID: String?
  /// What that order is called by us; the reply does not tell.
  var clientOrderID: String?
  var walk: PeriodWalk?
  var limit: Int?
  var page: String?

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = []
    query.add("orderId", orderID)
    query.append(KuCoinContractSymbols.parameter(market))
    query.add("startAt", walk.map { String($0.start.milliseconds) })
    query.add("endAt", walk.map { String($0.end.milliseconds) })
    query.add("pageSize", limit.map { String(min(max($0, 1), 1000)) })
    query.add("currentPage", walk?.mark ?? page)
    return .kucoinFutures("v1/fills", query, weight: 5)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    var fills: [VenueFill] = []
    for content in try reply.kucoinItems.reversed() {
      try KuCoinContractSymbols.check(content, isAbout: market)
      guard try content.unlessBlank("tradeType", content.text) != "settlement" else { continue }
      let fill = try VenueFill(
        kucoinContract: content, in: market, clientOrderID: clientOrderID)
      // For a period that it has forgotten the venue tells of another one.
      guard walk?.holds(fill.time) ?? true else { continue }
      if orderID == nil || fill.orderID == orderID { fills.append(fill) }
    }
    var result = Page(fills)
    var next = self
    let mark = try reply.kucoinNextPage
    if let walk {
      next.walk = try walk.next(mark)
      if next.walk != nil { result.next = VenueCall(next) }
    } else if let mark, orderID != nil {
      guard mark != page else { throw .circle }
      next.page = mark
      result.next = VenueCall(next)
    }
    return result
  }
}

/// The fills of an order whose number has to be asked for first.
///
/// Source: as `KuCoinFindContractOrder`.
struct KuCoinFillsOfContractOrder: Endpoint {
  let order: OrderTarget

  private var query: KuCoinFindContractOrder { KuCoinFindContractOrder(order: order) }

  var draft: RequestDraft { query.draft }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    guard case .order(let found) = try query.answer(from: reply, markets),
      found.filledQuantity.isPositive
    else { return Page([]) }
    return Page(
      [],
      next: VenueCall(
        KuCoinContractFills(
          market: order.market, orderID: found.orderID, clientOrderID: order.clientOrderID)))
  }
}

extension VenueFill {
  fileprivate init(
    kucoinContract content: ReplyObject, in market: Instrument, clientOrderID: String?
  ) throws(RecordProblem) {
    let quantity = try market.size("size", in: content)
    guard quantity.isPositive else { throw content.problem("size", "is not above zero") }
    let asset = try content.unlessBlank("feeCurrency", content.text)
    self.init(
      fillID: try content.identifier("tradeId"), clientOrderID: clientOrderID,
      orderID: try content.identifier("orderId"), symbol: market.symbol,
      side: try content.word("side", in: KuCoinWords.sides),
      price: try content.positive("price"), quantity: quantity, fee: try content.decimal("fee"),
      feeAsset: asset.map(KuCoinContractSymbols.asset),
      liquidity: try content.word("liquidity", in: KuCoinWords.liquidities),
      time: try content.moment("createdAt"))
  }
}
