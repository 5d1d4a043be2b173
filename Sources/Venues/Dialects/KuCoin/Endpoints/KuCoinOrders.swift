import Domain
import VenueInterface
import Wire

/// One order as it stands; one whose price was reached tells as the order that it became.
///
/// That this order has the client's id of the one that waited is not documented; without it, it is
/// not found.
///
/// Source: `GET /api/v1/hf/orders/{orderId}`, `…/hf/orders/client-order/{clientOid}`,
/// `…/stop-order/{orderId}` and `…/stop-order/queryOrderByClientOid` of spot in
/// www.kucoin.com/docs-new.
struct KuCoinFindOrder: Endpoint {
  let market: Instrument
  let key: KuCoinOrderKey
  /// Finds what an order that waited has become.
  let clientOrderID: String?
  /// The order that waited, where this one is what it became.
  var waited: VenueOrder?

  var draft: RequestDraft {
    let symbol = KuCoinSymbols.parameter(market)
    switch key {
    case .orderID(let id): return .kucoin("hf/orders/\(id)", [symbol], weight: 2)
    case .clientOrderID(let id):
      return .kucoin("hf/orders/client-order/\(id)", [symbol], weight: 2)
    case .waiting(.algoID(let id)): return .kucoin("stop-order/\(id)", [], weight: 3)
    case .waiting(.clientAlgoID(let id)):
      return .kucoin(
        "stop-order/queryOrderByClientOid", [RequestDraft.Parameter("clientOid", id), symbol],
        weight: 3)
    }
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderLookup {
    let whole = try reply.object
    let content: ReplyObject?
    if case .waiting(.clientAlgoID) = key {
      content = try whole.ifAny("data", whole.objects)?.first
    } else {
      content = try whole.ifAny("data", whole.object)
    }
    guard let content else { return answerIfNotFound() ?? .unknown }
    try KuCoinSymbols.check(content, isAbout: market)
    guard case .waiting = key else {
      let order = try checked(try VenueOrder(kucoin: content, in: market), content)
      return .order(waited?.triggered(as: order) ?? order)
    }
    let order = try checked(try VenueOrder(kucoinWaiting: content, in: market), content)
    guard try content.text("status") == "TRIGGERED", let id = order.clientOrderID ?? clientOrderID
    else { return .order(order) }
    return .elsewhere(
      VenueCall(
        KuCoinFindOrder(
          market: market, key: .clientOrderID(id), clientOrderID: id, waited: order)))
  }

  /// What the order became may be forgotten by now; that it was there is certain.
  func answerIfNotFound() -> OrderLookup? { waited.map { .order($0.triggeredAndForgotten) } }

  private func checked(
    _ order: VenueOrder, _ content: ReplyObject
  ) throws(RecordProblem) -> VenueOrder {
    guard key.means(order) else { throw content.problem("id", "is that of another order") }
    return order
  }
}

extension RequestDraft {
  /// A request of spot that only asks.
  static func kucoin(
    _ name: String, _ query: [Parameter], access: Access = .signed, weight: Int
  ) -> RequestDraft {
    RequestDraft(.get, "/api/v1/\(name)", query: query, access: access, weight: weight)
  }
}

/// The markets that have open orders, whose orders are told market by market.
///
/// Source: `GET /api/v1/hf/orders/active/symbols`, "Get Symbols With Open Order" of spot in
/// www.kucoin.com/docs-new.
struct KuCoinMarketsWithOrders: Endpoint {
  var draft: RequestDraft { .kucoin("hf/orders/active/symbols", [], weight: 2) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueOrder> {
    let whole = try reply.object
    guard let data = try whole.ifAny("data", whole.object),
      let list = try data.ifAny("symbols", data.list), list.count > 0
    else { return Page([]) }
    return Page([], next: VenueCall(KuCoinOpenOrders(names: try list.map(list.text))))
  }
}

/// The orders of one market that are in the book, and those of further ones after that.
///
/// Source: `GET /api/v1/hf/orders/active`, "Get Open Orders" of spot in www.kucoin.com/docs-new.
struct KuCoinOpenOrders: Endpoint {
  /// The venue's names of the markets, at least one.
  let names: [String]

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = []
    query.add("symbol", names.first)
    return .kucoin("hf/orders/active", query, weight: 2)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueOrder> {
    let whole = try reply.object
    var page = try Page(
      (try whole.ifAny("data", whole.objects) ?? []).reversed(), marketIn: "symbol", markets,
      isSpot: true
    ) { (content, market) throws(RecordProblem) in try VenueOrder(kucoin: content, in: market) }
    let rest = Array(names.dropFirst())
    if !rest.isEmpty { page.next = VenueCall(KuCoinOpenOrders(names: rest)) }
    return page
  }
}

/// The orders that wait for a price.
///
/// Source: `GET /api/v1/stop-order`, "Get Stop Orders List" of spot in www.kucoin.com/docs-new: 50
/// at a time where nothing else is said, and 500 at most.
struct KuCoinStopOrders: Endpoint {
  let market: Instrument?
  var page: String?

  var draft: RequestDraft {
    var query = market.map { [KuCoinSymbols.parameter($0)] } ?? []
    query.add("pageSize", "500")
    query.add("currentPage", page)
    return .kucoin("stop-order", query, weight: 8)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueOrder> {
    var waiting: [ReplyObject] = []
    for content in try reply.kucoinItems.reversed() where try content.text("status") == "NEW" {
      waiting.append(content)
    }
    var result = try Page(waiting, marketIn: "symbol", markets, isSpot: true) {
      (content, market) throws(RecordProblem) in
      try VenueOrder(kucoinWaiting: content, in: market)
    }
    guard let next = try reply.kucoinNextPage else { return result }
    guard next != page else { throw .circle }
    result.next = VenueCall(KuCoinStopOrders(market: market, page: next))
    return result
  }
}

/// Orders of a market that are over, newest first at the venue.
///
/// Source: `GET /api/v1/hf/orders/done`, "Get Closed Orders" of spot in www.kucoin.com/docs-new: at
/// most 100 at a time, a week at a time.
struct KuCoinDoneOrders: Endpoint {
  let market: Instrument
  var walk: PeriodWalk?
  var limit: Int?

  var draft: RequestDraft {
    .kucoin("hf/orders/done", KuCoinHistory.query(market, walk, limit), weight: 2)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueOrder> {
    let contents = try reply.kucoinItems
    var orders: [VenueOrder] = []
    for content in contents.reversed() {
      try KuCoinSymbols.check(content, isAbout: market)
      orders.append(try VenueOrder(kucoin: content, in: market))
    }
    var next = self
    next.walk = try KuCoinHistory.next(walk, reply, contents.count, limit)
    return Page(orders, next: next.walk == nil ? nil : VenueCall(next))
  }
}

/// How histories of spot are walked through: from the number of the last item on.
enum KuCoinHistory {
  private static let limitMax = 100

  static func query(
    _ market: Instrument, _ walk: PeriodWalk?, _ limit: Int?
  ) -> [RequestDraft.Parameter] {
    var query = [KuCoinSymbols.parameter(market)]
    query.add("startAt", walk.map { String($0.start.milliseconds) })
    query.add("endAt", walk.map { String($0.end.milliseconds) })
    // Without a limit a page of a period is as long as it may be.
    let count = limit ?? (walk == nil ? nil : limitMax)
    query.add("limit", count.map { String(min(max($0, 1), limitMax)) })
    query.add("lastId", walk?.mark)
    return query
  }

  static func next(
    _ walk: PeriodWalk?, _ reply: VenueReply, _ count: Int, _ limit: Int?
  ) throws(RecordProblem) -> PeriodWalk? {
    guard let walk else { return nil }
    let isFull = count >= min(max(limit ?? limitMax, 1), limitMax)
    let data = try reply.kucoinData
    return try walk.next(isFull ? try data.identifier("lastId") : nil)
  }
}
