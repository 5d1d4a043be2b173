import Domain
import VenueInterface
import Wire

/// Orders, newest first at the venue; those that wait for a price are among them.
///
/// Source: `GET /api/v3/brokerage/orders/historical/batch`, "List Orders" of
/// docs.cdp.coinbase.com/api-reference/advanced-trade-api: at most 1000 at a time.
struct CoinbaseOrders: Endpoint {
  static let limitMax = 1000

  let market: Instrument?
  let isOpenOnly: Bool
  var period: ClosedRange<Timestamp>?
  let limit: Int
  var mark: String?

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = []
    query.add("product_ids", market.map(CoinbaseSymbols.name))
    if isOpenOnly { query.add("order_status", "OPEN") }
    query.add("start_date", period?.lowerBound.text)
    query.add("end_date", period?.upperBound.text)
    query.add("limit", String(min(max(limit, 1), Self.limitMax)))
    query.add("cursor", mark)
    return .coinbase("orders/historical/batch", query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueOrder> {
    var page = try Page(
      try reply.object.objects("orders").reversed(), marketIn: "product_id", markets, isSpot: true
    ) { (content, market) throws(RecordProblem) in try VenueOrder(coinbase: content, in: market) }
    // Of all orders the newest ones are enough.
    if isOpenOnly || period != nil { page.next = try next(reply).map(VenueCall.init) }
    return page
  }

  /// The orders of one market, and where the list goes on.
  func read(
    _ reply: VenueReply, of market: Instrument
  ) throws(RecordProblem) -> (orders: [VenueOrder], next: CoinbaseOrders?) {
    var orders: [VenueOrder] = []
    for content in try reply.object.objects("orders") {
      try CoinbaseSymbols.check(content, isAbout: market)
      orders.append(try VenueOrder(coinbase: content, in: market))
    }
    return (orders, try next(reply))
  }

  private func next(_ reply: VenueReply) throws(RecordProblem) -> CoinbaseOrders? {
    let content = try reply.object
    guard try content.flag("has_next"),
      let mark = try content.unlessBlank("cursor", content.text)
    else { return nil }
    guard mark != self.mark else { throw .circle }
    var next = self
    next.mark = mark
    return next
  }
}

/// One order as it stands.
///
/// Source: `GET /api/v3/brokerage/orders/historical/{order_id}`, "Get Order" of
/// docs.cdp.coinbase.com/api-reference/advanced-trade-api.
struct CoinbaseFindOrder: Endpoint {
  let market: Instrument
  let orderID: String

  var draft: RequestDraft { .coinbase("orders/historical/\(orderID)") }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderLookup {
    let content = try reply.object.object("order")
    try CoinbaseSymbols.check(content, isAbout: market)
    let order = try VenueOrder(coinbase: content, in: market)
    guard order.orderID == orderID else {
      throw content.problem("order_id", "is that of another order")
    }
    return .order(order)
  }
}

/// One order that is looked for by the client's id, from the newest one of its market back.
///
/// Source: as `CoinbaseOrders`; the client's id finds nothing there by itself.
struct CoinbaseFindByClientID: Endpoint {
  private let list: CoinbaseOrders
  private let order: OrderTarget

  init(order: OrderTarget) {
    self.init(
      CoinbaseOrders(market: order.market, isOpenOnly: false, limit: CoinbaseOrders.limitMax),
      order)
  }

  private init(_ list: CoinbaseOrders, _ order: OrderTarget) {
    self.list = list
    self.order = order
  }

  var draft: RequestDraft { list.draft }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderLookup {
    let (orders, next) = try list.read(reply, of: order.market)
    let found = orders.first { $0.clientOrderID == order.clientOrderID }
    if let found { return .order(found) }
    guard let next else { return .unknown }
    return .elsewhere(VenueCall(CoinbaseFindByClientID(next, order)))
  }
}
