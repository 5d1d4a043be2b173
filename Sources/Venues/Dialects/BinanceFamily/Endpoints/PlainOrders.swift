import Domain
import VenueInterface
import Wire

/// One order as it stands.
///
/// Source: `GET /api/v3/order`, "Query order" in rest-api.md of binance/binance-spot-api-docs;
/// `GET /fapi/v1/order`. An order that was cancelled or expired without a fill is forgotten: after
/// 3 days on Binance futures, 7 days on AsterDEX, and archived after 90 days on spot.
struct QueryOrder: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let key: BinanceOrderKey

  var draft: RequestDraft {
    form.reading(
      form.path("order"), [.symbol(BinanceSymbols.name(of: market)), key.parameter],
      weight: form.isSpot ? 4 : 1)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderLookup {
    .order(try order(try reply.object))
  }

  /// The order, which must be the one that is meant.
  func order(_ content: ReplyObject) throws(RecordProblem) -> VenueOrder {
    try BinanceSymbols.check(content, isAbout: market)
    let order = try VenueOrder(content, in: market)
    guard key.means(order) else { throw content.problem("orderId", "is that of another order") }
    return order
  }
}

/// Takes an order out of the book.
///
/// Source: `DELETE /api/v3/order`, "Cancel order"; an order of a list takes the list with it.
/// `DELETE /fapi/v1/order`.
struct CancelOrder: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let key: BinanceOrderKey

  var draft: RequestDraft {
    form.writing(
      .delete, form.path("order"), [.symbol(BinanceSymbols.name(of: market)), key.parameter],
      purpose: .cancel)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let content = try reply.object
    for report in try content.ifAny("orderReports", content.objects) ?? [content] {
      let order = try VenueOrder(
        report, in: market, clientIDName: form.isSpot ? "origClientOrderId" : "clientOrderId")
      guard key.means(order) else { continue }
      try BinanceSymbols.check(report, isAbout: market)
      return .order(order)
    }
    throw content.problem("orderId", "is that of another order")
  }
}

/// Takes all orders of a market out of the book.
///
/// Source: `DELETE /api/v3/openOrders`, which says -2011 where there are none;
/// `DELETE /fapi/v1/allOpenOrders`.
struct CancelAllOrders: Endpoint {
  let form: BinanceForm
  let market: Instrument

  var draft: RequestDraft {
    form.writing(
      .delete, form.path(form.isSpot ? "openOrders" : "allOpenOrders"),
      [.symbol(BinanceSymbols.name(of: market))], purpose: .cancel)
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {}
}

/// The orders that can still trade, of one market or of all.
///
/// Source: `GET /api/v3/openOrders`, `GET /fapi/v1/openOrders`, "Current open orders".
struct OpenOrders: Endpoint {
  let form: BinanceForm
  let market: Instrument?

  var draft: RequestDraft {
    let query = market.map { [RequestDraft.Parameter.symbol(BinanceSymbols.name(of: $0))] } ?? []
    let weight = form.isSpot ? (market == nil ? 80 : 6) : (market == nil ? 40 : 1)
    return form.reading(form.path("openOrders"), query, weight: weight)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueOrder> {
    try Page(try reply.objects, marketIn: "symbol", markets, isSpot: form.isSpot) {
      (content, market) throws(RecordProblem) in try VenueOrder(content, in: market)
    }
  }
}

/// Orders of a market, open or not, oldest first.
///
/// Source: `GET /api/v3/allOrders`, a day at a time; `GET /fapi/v1/allOrders`, a week at a time.
struct OrderHistory: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let window: HistoryWindow?
  let limit: Int?

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = [.symbol(BinanceSymbols.name(of: market))]
    query += window?.parameters("orderId") ?? []
    query.add("limit", limit.map(String.init))
    return form.reading(form.path("allOrders"), query, weight: form.isSpot ? 20 : 5)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueOrder> {
    var orders: [VenueOrder] = []
    var last: HistoryItem?
    let contents = try reply.objects
    for content in contents {
      try BinanceSymbols.check(content, isAbout: market)
      let item = HistoryItem(
        id: try content.wholeNumber("orderId"), time: try content.moment("time"))
      last = item
      if window?.holds(item) ?? true { orders.append(try VenueOrder(content, in: market)) }
    }
    let isFull = contents.count >= limit ?? HistoryWindow.usualLimit
    let next = try window?.next(after: last, isFull: isFull)
    return Page(
      orders,
      next: next.map {
        VenueCall(OrderHistory(form: form, market: market, window: $0, limit: limit))
      })
  }
}
