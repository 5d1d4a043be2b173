import Domain
import VenueInterface
import Wire

/// One order as it stands.
///
/// Source: `GET /api/v5/trade/order`, "Get order details" of www.okx.com/docs-v5/en. One that was
/// cancelled without a fill is forgotten after two hours.
struct OKXFindOrder: Endpoint {
  let market: Instrument
  let key: OKXPlainKey

  var draft: RequestDraft {
    var query = [OKXSymbols.parameter(market)]
    query.add(key.pair.name, key.pair.value)
    return .okx("trade/order", query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderLookup {
    guard let content = try reply.okxData.first else { return .unknown }
    return .order(try order(content))
  }

  /// The order, which must be the one that is meant.
  func order(_ content: ReplyObject) throws(RecordProblem) -> VenueOrder {
    try OKXSymbols.check(content, isAbout: market)
    let order = try VenueOrder(okx: content, in: market)
    guard key.means(order) else { throw content.problem("ordId", "is that of another order") }
    return order
  }
}

/// One order that waits; once its price was reached, the order that it became tells how it stands.
///
/// Source: `GET /api/v5/trade/order-algo`, "Algo order details" of www.okx.com/docs-v5/en.
struct OKXFindAlgoOrder: Endpoint {
  let market: Instrument
  let key: AlgoOrderKey

  var draft: RequestDraft {
    var query = [OKXSymbols.parameter(market)]
    query.add(key.okxPair.name, key.okxPair.value)
    return .okx("trade/order-algo", query)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderLookup {
    guard let content = try reply.okxData.first else { return .unknown }
    let order = try order(content)
    guard let id = content.okxTriggeredOrderID else { return .order(order) }
    let became = OKXFindOrder(market: market, key: .orderID(id))
    return .elsewhere(
      VenueCall(became) { (answer) throws(RecordProblem) in
        guard case .order(let other) = answer else { return answer }
        return .order(order.triggered(as: other))
      })
  }

  /// The order, which must be the one that is meant.
  func order(_ content: ReplyObject) throws(RecordProblem) -> VenueOrder {
    try OKXSymbols.check(content, isAbout: market)
    let order = try VenueOrder(okxAlgo: content, in: market)
    guard key.means(order) else { throw content.problem("algoId", "is that of another order") }
    return order
  }
}
