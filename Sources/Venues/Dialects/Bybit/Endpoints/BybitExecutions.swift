import Domain
import VenueInterface
import Wire

/// The account's own trades of a market, or those of one order.
///
/// Source: `GET /v5/execution/list`, v5/order/execution.mdx of bybit-exchange/docs: newest first,
/// at most 100 at a time, a week at a time. Funding and settlement are told there too and are no
/// trades.
struct BybitExecutions: Endpoint {
  let market: Instrument
  var order: OrderTarget?
  var walk: PeriodWalk?
  var limit: Int?
  var mark: String?

  var draft: RequestDraft {
    var query = BybitScope.market(market).parameters
    if let id = order?.orderID {
      query.add("orderId", id)
    } else {
      query.add("orderLinkId", order?.clientOrderID)
    }
    query.add("execType", "Trade")
    query.add("startTime", walk.map { String($0.start.milliseconds) })
    query.add("endTime", walk.map { String($0.end.milliseconds) })
    query.add("limit", limit.map { String(min(max($0, 1), 100)) })
    query.add("cursor", walk?.mark ?? mark)
    return .bybit("execution/list", query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueFill> {
    let contents = try reply.bybitList
    var fills: [VenueFill] = []
    for content in contents.reversed() {
      try BybitSymbols.check(content, isAbout: market)
      let fill = try VenueFill(bybit: content, in: market)
      if order?.owns(fill) ?? true { fills.append(fill) }
    }
    let mark = contents.isEmpty ? nil : try reply.bybitMark
    return Page(fills, next: try next(mark).map(VenueCall.init))
  }

  private func next(_ mark: String?) throws(RecordProblem) -> BybitExecutions? {
    var next = self
    if let walk {
      next.walk = try walk.next(mark)
      return next.walk == nil ? nil : next
    }
    // Of all trades the newest ones are enough; of an order all of them count.
    guard let mark, order != nil else { return nil }
    guard mark != self.mark else { throw .circle }
    next.mark = mark
    return next
  }
}

extension OrderTarget {
  /// Whether a fill is one of this order.
  func owns(_ fill: VenueFill) -> Bool {
    if let orderID { return fill.orderID == orderID }
    return fill.clientOrderID == clientOrderID
  }
}

extension VenueFill {
  fileprivate init(bybit content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    // Contracts name no currency: their fees are paid in the one that they are settled in.
    let feeAsset = try content.unlessBlank("feeCurrency", content.text)
    self.init(
      fillID: try content.identifier("execId"),
      clientOrderID: try content.unlessBlank("orderLinkId", content.text),
      orderID: try content.identifier("orderId"), symbol: market.symbol,
      side: try content.word("side", in: BybitWords.sides),
      price: try content.positive("execPrice"), quantity: try content.positive("execQty"),
      fee: try content.unlessBlank("execFee", content.decimal) ?? .zero,
      feeAsset: feeAsset ?? market.symbol.settle,
      liquidity: try content.flag("isMaker") ? .maker : .taker,
      time: try content.moment("execTime"))
  }
}
