import Domain
import VenueInterface
import Wire

/// Places an order; the reply says how it stands, but for one that does not stay in the book.
///
/// Source: `POST /orders`, "Create a new order" of docs.cdp.coinbase.com/exchange. Orders that wait
/// for a price have a limit price there.
struct ExchangePlaceOrder: Endpoint {
  let draft: RequestDraft
  private let market: Instrument
  private let clientOrderID: String
  /// Whether it is over as soon as it was looked at.
  private let isImmediate: Bool

  /// - Parameters:
  ///   - order: Whose terms agree with each other.
  ///   - market: That it is for.
  /// - Throws: What the venue does not have.
  init(_ order: PlaceRequest, in market: Instrument) throws(Unsupported) {
    try order.checkSpot()
    try order.refuseIceberg(at: "coinbase-exchange")
    try order.refuseTrailing(at: "coinbase-exchange")
    guard !order.type.isTriggered || order.price != nil else {
      throw Unsupported(
        "coinbase-exchange has no \(order.type.rawValue) orders without a limit price")
    }
    var body = JSONBody()
    body.add("type", order.price == nil ? "market" : "limit")
    body.add("side", order.side.rawValue)
    body.add("product_id", CoinbaseSymbols.name(of: market))
    if let stop = order.stopPrice {
      body.add("stop", order.waitsForRise ? "entry" : "loss")
      body.add("stop_price", stop.description)
    }
    if order.isPostOnly { body.add("post_only", true) }
    body.add("price", order.price?.description)
    if let money = order.quoteQuantity {
      body.add("funds", money.description)
    } else {
      body.add("size", order.quantity.description)
    }
    switch order.timeInForce {
    case .immediateOrCancel where order.price != nil: body.add("time_in_force", "IOC")
    case .fillOrKill: body.add("time_in_force", "FOK")
    default: break
    }
    body.add("client_oid", CoinbaseClientID.uuid(of: order.clientOrderID))
    var draft = RequestDraft(.post, "/orders", body: body.body, access: .signed)
    draft.validUntil = order.validUntil
    self.draft = draft
    self.market = market
    clientOrderID = order.clientOrderID
    isImmediate = order.price == nil || order.timeInForce != .goodTillCancelled
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let content = try reply.object
    try CoinbaseSymbols.check(content, isAbout: market)
    // The reply need not say whose it is; where it does it must be ours.
    if let id = try content.unlessBlank("client_oid", content.text),
      CoinbaseClientID.id(of: id) != clientOrderID
    {
      throw content.problem("client_oid", "is that of another order")
    }
    let order = try VenueOrder(exchange: content, in: market).named(clientOrderID)
    // The reply is written before the order was matched.
    if isImmediate, !order.status.isFinal { return .acknowledged(orderID: order.orderID) }
    return .order(order)
  }
}

extension VenueOrder {
  /// The same with the client's id, where the venue does not repeat it.
  fileprivate func named(_ clientOrderID: String?) -> VenueOrder {
    guard self.clientOrderID == nil else { return self }
    return VenueOrder(
      clientOrderID: clientOrderID, orderID: orderID, symbol: symbol, side: side, type: type,
      status: status, quantity: quantity, filledQuantity: filledQuantity,
      averagePrice: averagePrice, price: price, stopPrice: stopPrice, isReduceOnly: isReduceOnly,
      fills: fills, reason: reason)
  }
}

/// Takes an order back; the reply is its number alone.
///
/// Source: `DELETE /orders/{order_id}`, "Cancel an order" of docs.cdp.coinbase.com/exchange.
struct ExchangeCancelOrder: Endpoint {
  let market: Instrument
  /// How the path names it.
  let key: String
  let order: OrderTarget

  var draft: RequestDraft {
    RequestDraft(
      .delete, "/orders/\(key)",
      query: [RequestDraft.Parameter("product_id", CoinbaseSymbols.name(of: market))],
      access: .signed, purpose: .cancel)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    .acknowledged(orderID: order.orderID)
  }
}

/// Takes all orders of a market back, those that wait for a price too, as far as it gets at once.
///
/// Source: `DELETE /orders`, "Cancel all orders" of docs.cdp.coinbase.com/exchange.
struct ExchangeCancelAll: Endpoint {
  let market: Instrument

  var draft: RequestDraft {
    RequestDraft(
      .delete, "/orders",
      query: [RequestDraft.Parameter("product_id", CoinbaseSymbols.name(of: market))],
      access: .signed, purpose: .cancel)
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {
    _ = try reply.list
  }
}

/// One order as it stands.
///
/// Source: `GET /orders/{order_id}`, "Get single order" of docs.cdp.coinbase.com/exchange. One that
/// was cancelled without a fill is forgotten.
struct ExchangeFindOrder: Endpoint {
  let order: OrderTarget
  /// How the path names it.
  let key: String

  var draft: RequestDraft { RequestDraft(.get, "/orders/\(key)", access: .signed) }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderLookup {
    .order(try found(try reply.object))
  }

  /// The order, which must be the one that is meant.
  func found(_ content: ReplyObject) throws(RecordProblem) -> VenueOrder {
    try CoinbaseSymbols.check(content, isAbout: order.market)
    let found = try VenueOrder(exchange: content, in: order.market)
    let isMeant =
      order.orderID.map { $0 == found.orderID }
      ?? (found.clientOrderID == nil || found.clientOrderID == order.clientOrderID)
    guard isMeant else { throw content.problem("id", "is that of another order") }
    return found.named(order.clientOrderID)
  }
}

/// Orders, newest first at the venue; without a period those that are open, waiting ones among
/// them.
///
/// Source: `GET /orders`, "Get all orders" of docs.cdp.coinbase.com/exchange: a thousand at a time
/// at most, of which a market has five hundred open; they go on from the time of the last one.
struct ExchangeOrders: Endpoint {
  private static let limitMax = 1000

  let market: Instrument?
  var isOpenOnly = true
  var period: ClosedRange<Timestamp>?
  var limit: Int?
  var mark: String?

  private var count: Int { min(max(limit ?? Self.limitMax, 1), Self.limitMax) }

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = []
    query.add("product_id", market.map(CoinbaseSymbols.name))
    if !isOpenOnly { query.add("status", "all") }
    query.add("start_date", period?.lowerBound.text)
    query.add("end_date", period?.upperBound.text)
    query.add("limit", String(count))
    query.add("after", mark)
    return RequestDraft(.get, "/orders", query: query, access: .signed)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueOrder> {
    let contents = try reply.objects
    var page = try Page(contents.reversed(), marketIn: "product_id", markets, isSpot: true) {
      (content, market) throws(RecordProblem) in try VenueOrder(exchange: content, in: market)
    }
    guard contents.count >= count, isOpenOnly || period != nil, let last = contents.last else {
      return page
    }
    var next = self
    next.mark = try last.text("created_at")
    guard next.mark != mark else { throw .circle }
    page.next = VenueCall(next)
    return page
  }
}

/// The account's own trades of a market, or those of one order, newest first at the venue.
///
/// Source: `GET /fills`, "Get all fills" of docs.cdp.coinbase.com/exchange; they go on from the
/// number of the last one. Fees are paid in the quote currency.
struct ExchangeFills: Endpoint {
  private static let limitMax = 1000

  let market: Instrument
  var orderID: String?
  /// What that order is called by us; the reply does not tell.
  var clientOrderID: String?
  var period: ClosedRange<Timestamp>?
  var limit: Int?
  var mark: String?

  private var count: Int { min(max(limit ?? 100, 1), Self.limitMax) }

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = []
    query.add("order_id", orderID)
    if orderID == nil { query.add("product_id", CoinbaseSymbols.name(of: market)) }
    query.add("start_date", period?.lowerBound.text)
    query.add("end_date", period?.upperBound.text)
    query.add("limit", limit.map { _ in String(count) })
    query.add("after", mark)
    return RequestDraft(.get, "/fills", query: query, access: .signed)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    let contents = try reply.objects
    var fills: [VenueFill] = []
    for content in contents.reversed() {
      try CoinbaseSymbols.check(content, isAbout: market)
      let fill = try VenueFill(exchange: content, in: market, clientOrderID: clientOrderID)
      if orderID == nil || fill.orderID == orderID { fills.append(fill) }
    }
    guard contents.count >= count, orderID != nil || period != nil, let last = contents.last
    else { return Page(fills) }
    var next = self
    next.mark = try last.identifier("trade_id")
    guard next.mark != mark else { throw .circle }
    return Page(fills, next: VenueCall(next))
  }
}

/// The fills of an order whose number has to be asked for first.
///
/// Source: as `ExchangeFindOrder`.
struct ExchangeFillsOfOrder: Endpoint {
  let order: OrderTarget
  let key: String

  private var query: ExchangeFindOrder { ExchangeFindOrder(order: order, key: key) }

  var draft: RequestDraft { query.draft }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    let found = try query.found(try reply.object)
    guard found.filledQuantity.isPositive else { return Page([]) }
    return Page(
      [],
      next: VenueCall(
        ExchangeFills(
          market: order.market, orderID: found.orderID, clientOrderID: order.clientOrderID)))
  }
}

extension VenueFill {
  fileprivate init(
    exchange content: ReplyObject, in market: Instrument, clientOrderID: String?
  ) throws(RecordProblem) {
    let trade = try content.identifier("trade_id")
    self.init(
      // Trades are numbered market by market.
      fillID: "\(CoinbaseSymbols.name(of: market)):\(trade)", clientOrderID: clientOrderID,
      orderID: try content.identifier("order_id"), symbol: market.symbol,
      side: try content.word("side", in: ["buy": Side.buy, "sell": .sell]),
      price: try content.positive("price"), quantity: try content.positive("size"),
      fee: try content.decimal("fee"), feeAsset: market.symbol.quote,
      liquidity: try content.unlessBlank("liquidity") { (name) throws(RecordProblem) in
        try content.word(name, in: ["T": .taker, "M": .maker, "O": .taker])
      }, time: try content.time("created_at"))
  }
}
