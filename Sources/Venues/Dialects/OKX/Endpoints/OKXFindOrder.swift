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

/// One order that waits; once its price was reached, the orders that it became tell how it stands.
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
    let ids = try content.okxTriggeredOrderIDs
    guard !ids.isEmpty else { return .order(order) }
    return .elsewhere(
      VenueCall(
        OKXFindTriggeredOrders(
          market: market, order: order, hasFailed: try content.okxHasFailed, ids: ids[...])))
  }

  /// The order, which must be the one that is meant.
  func order(_ content: ReplyObject) throws(RecordProblem) -> VenueOrder {
    try OKXSymbols.check(content, isAbout: market)
    let order = try VenueOrder(okxAlgo: content, in: market)
    guard key.means(order) else { throw content.problem("algoId", "is that of another order") }
    return order
  }
}

/// The orders that one that waited has become, which are asked for one after the other.
///
/// The venue has the order whatever it says of these: one that it does not know was cancelled and is
/// forgotten, or is too young, and leaves open what became of the whole.
///
/// Source: as `OKXFindOrder`.
struct OKXFindTriggeredOrders: Endpoint {
  let market: Instrument
  /// As it was placed.
  let order: VenueOrder
  let hasFailed: Bool
  /// Those that are still to be asked for, at least one.
  var ids: ArraySlice<String>
  private(set) var found: [VenueOrder] = []
  private(set) var areAll = true

  init(market: Instrument, order: VenueOrder, hasFailed: Bool, ids: ArraySlice<String>) {
    precondition(!ids.isEmpty, "An order that was triggered has become another one")
    self.market = market
    self.order = order
    self.hasFailed = hasFailed
    self.ids = ids
  }

  private var query: OKXFindOrder {
    OKXFindOrder(market: market, key: .orderID(ids[ids.startIndex]))
  }

  var draft: RequestDraft { query.draft }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderLookup {
    guard case .order(let other) = try query.answer(from: reply, markets) else {
      return after(nil)
    }
    return after(other)
  }

  func answerIfNotFound() -> OrderLookup? { after(nil) }

  /// What follows once the first of them is told; nil where it is not known.
  private func after(_ other: VenueOrder?) -> OrderLookup {
    var next = self
    next.ids = ids.dropFirst()
    if let other { next.found.append(other) } else { next.areAll = false }
    guard next.ids.isEmpty else { return .elsewhere(VenueCall(next)) }
    return .order(order.triggered(as: next.found, areAll: next.areAll, hasFailed: hasFailed))
  }
}
