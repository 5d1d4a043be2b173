import Domain
import VenueInterface
import Wire

/// The account's own trades of a market, or those of one order, newest first at the venue.
///
/// Source: `GET /api/v1/hf/fills`, "Get Trade History" of spot in www.kucoin.com/docs-new: at most
/// 100 at a time, a week at a time.
struct KuCoinFills: Endpoint {
  let market: Instrument
  var orderID: String?
  /// What that order is called by us; the reply does not tell.
  var clientOrderID: String?
  var walk: PeriodWalk?
  var limit: Int?
  /// Where the fills of an order go on.
  var mark: String?

  var draft: RequestDraft {
    var query = KuCoinHistory.query(market, walk, limit)
    query.add("orderId", orderID)
    if orderID != nil { query.add("limit", "100") }
    query.add("lastId", mark)
    return .kucoin("hf/fills", query, weight: 2)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    let contents = try reply.kucoinItems
    var fills: [VenueFill] = []
    for content in contents.reversed() {
      try KuCoinSymbols.check(content, isAbout: market)
      let fill = try VenueFill(kucoin: content, in: market, clientOrderID: clientOrderID)
      // For a period that it has forgotten the venue tells of another one.
      guard walk?.holds(fill.time) ?? true else { continue }
      if orderID == nil || fill.orderID == orderID { fills.append(fill) }
    }
    var next = self
    next.walk = try KuCoinHistory.next(walk, reply, contents.count, limit)
    if orderID != nil, contents.count >= 100 {
      next.mark = try reply.kucoinData.identifier("lastId")
      guard next.mark != mark else { throw .circle }
      return Page(fills, next: VenueCall(next))
    }
    return Page(fills, next: next.walk == nil ? nil : VenueCall(next))
  }
}

/// The fills of an order whose number has to be asked for first.
///
/// Source: as `KuCoinFindOrder`.
struct KuCoinFillsOfOrder: Endpoint {
  let market: Instrument
  let clientOrderID: String

  private var query: KuCoinFindOrder {
    KuCoinFindOrder(
      market: market, key: .clientOrderID(clientOrderID), clientOrderID: clientOrderID)
  }

  var draft: RequestDraft { query.draft }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    guard case .order(let order) = try query.answer(from: reply, markets),
      order.filledQuantity.isPositive
    else { return Page([]) }
    return Page(
      [],
      next: VenueCall(
        KuCoinFills(market: market, orderID: order.orderID, clientOrderID: clientOrderID)))
  }
}

extension VenueFill {
  fileprivate init(
    kucoin content: ReplyObject, in market: Instrument, clientOrderID: String?
  ) throws(RecordProblem) {
    self.init(
      fillID: try content.identifier("tradeId"), clientOrderID: clientOrderID,
      orderID: try content.identifier("orderId"), symbol: market.symbol,
      side: try content.word("side", in: KuCoinWords.sides),
      price: try content.positive("price"), quantity: try content.positive("size"),
      fee: try content.decimal("fee"),
      feeAsset: try content.unlessBlank("feeCurrency", content.text),
      liquidity: try content.word("liquidity", in: KuCoinWords.liquidities),
      time: try content.moment("createdAt"))
  }
}
