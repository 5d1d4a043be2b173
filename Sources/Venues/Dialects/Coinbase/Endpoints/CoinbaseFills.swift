import Domain
import VenueInterface
import Wire

/// The account's own trades of a market, or those of one order, newest first at the venue.
///
/// Source: `GET /api/v3/brokerage/orders/historical/fills`, "List Fills" of
/// docs.cdp.coinbase.com/api-reference/advanced-trade-api. Fees are paid in the quote currency.
struct CoinbaseFills: Endpoint {
  let market: Instrument
  var orderID: String?
  /// What that order is called by us; the reply does not tell.
  var clientOrderID: String?
  var period: ClosedRange<Timestamp>?
  var limit: Int?
  var mark: String?

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = []
    query.add("order_ids", orderID)
    query.add("product_ids", CoinbaseSymbols.name(of: market))
    query.add("start_sequence_timestamp", period?.lowerBound.text)
    query.add("end_sequence_timestamp", period?.upperBound.text)
    query.add("limit", limit.map { String(min(max($0, 1), 1000)) })
    query.add("cursor", mark)
    return .coinbase("orders/historical/fills", query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    let content = try reply.object
    let contents = try content.objects("fills")
    var fills: [VenueFill] = []
    for item in contents.reversed() {
      try CoinbaseSymbols.check(item, isAbout: market)
      let fill = try VenueFill(coinbase: item, in: market, clientOrderID: clientOrderID)
      if orderID == nil || fill.orderID == orderID { fills.append(fill) }
    }
    // The last page has a mark too, behind which there is nothing.
    guard !contents.isEmpty, orderID != nil || period != nil,
      let next = try content.unlessBlank("cursor", content.text)
    else { return Page(fills) }
    guard next != mark else { throw .circle }
    var more = self
    more.mark = next
    return Page(fills, next: VenueCall(more))
  }
}

/// The fills of an order that is looked for by the client's id.
///
/// Source: as `CoinbaseFindByClientID`.
struct CoinbaseFillsByClientID: Endpoint {
  let order: OrderTarget

  private var query: CoinbaseFindByClientID { CoinbaseFindByClientID(order: order) }

  var draft: RequestDraft { query.draft }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    try Self.page(try query.answer(from: reply, markets), order)
  }

  private static func page(
    _ lookup: OrderLookup, _ order: OrderTarget
  ) throws(RecordProblem) -> Page<VenueFill> {
    switch lookup {
    case .unknown: return Page([])
    case .order(let found):
      return Page(
        [],
        next: VenueCall(
          CoinbaseFills(
            market: order.market, orderID: found.orderID, clientOrderID: order.clientOrderID)))
    case .elsewhere(let call):
      return Page([], next: VenueCall(Following(call: call, order: order)))
    }
  }

  /// The same question to an older page of orders.
  private struct Following: Endpoint {
    let call: VenueCall<OrderLookup>
    let order: OrderTarget

    var draft: RequestDraft { call.draft }

    func answer(
      from reply: VenueReply, _ markets: VenueMarkets
    ) throws(RecordProblem) -> Page<VenueFill> {
      try CoinbaseFillsByClientID.page(try call.answer(from: reply, markets), order)
    }
  }
}

extension VenueFill {
  fileprivate init(
    coinbase content: ReplyObject, in market: Instrument, clientOrderID: String?
  ) throws(RecordProblem) {
    let price: Price = try content.positive("price")
    var quantity: Quantity = try content.positive("size")
    if try content.ifAny("size_in_quote", content.flag) ?? false {
      let money: Notional = try content.positive("size")
      guard let base = try? money.divided(by: price, rounding: .toNearestOrEven),
        base.isPositive
      else { throw content.problem("size", "is out of range") }
      quantity = base
    }
    let liquidity = try content.text("liquidity_indicator")
    self.init(
      fillID: try content.identifier("trade_id"), clientOrderID: clientOrderID,
      orderID: try content.identifier("order_id"), symbol: market.symbol,
      side: try content.word("side", in: CoinbaseWords.sides), price: price, quantity: quantity,
      fee: try content.decimal("commission"), feeAsset: market.symbol.quote,
      liquidity: CoinbaseWords.liquidities[liquidity], time: try content.time("trade_time"))
  }
}
