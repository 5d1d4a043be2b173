import Domain
import VenueInterface
import Wire

/// Takes all conditional orders of a market back.
///
/// Source: `DELETE /fapi/v1/algoOpenOrders`, "Cancel All Algo Open Orders" of USD-M futures.
struct CancelAllAlgoOrders: Endpoint {
  let form: BinanceForm
  let market: Instrument

  var draft: RequestDraft {
    form.writing(
      .delete, form.path("algoOpenOrders"), [.symbol(BinanceSymbols.name(of: market))],
      purpose: .cancel)
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {}
}

/// The conditional orders that still wait.
///
/// One whose price was reached is an order of the plain endpoints by then, and told there.
///
/// Source: `GET /fapi/v1/openAlgoOrders`, "Current All Algo Open Orders" of USD-M futures.
struct OpenAlgoOrders: Endpoint {
  let form: BinanceForm
  let market: Instrument?

  var draft: RequestDraft {
    let query = market.map { [RequestDraft.Parameter.symbol(BinanceSymbols.name(of: $0))] } ?? []
    return form.reading(form.path("openAlgoOrders"), query, weight: market == nil ? 40 : 1)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> Page<VenueOrder> {
    var waiting: [ReplyObject] = []
    for content in try reply.objects {
      let status = try content.text("algoStatus")
      if status == "NEW" || status == "TRIGGERING" { waiting.append(content) }
    }
    return try Page(waiting, marketIn: "symbol", markets, isSpot: false) {
      (content, market) throws(RecordProblem) in try VenueOrder(algo: content, in: market)
    }
  }
}

/// Conditional orders of a market, whether they wait or not, oldest first.
///
/// Source: `GET /fapi/v1/allAlgoOrders`, "Query All Algo Orders" of USD-M futures, a week at a time.
struct AlgoOrderHistory: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let window: HistoryWindow?
  let limit: Int?

  var draft: RequestDraft {
    var query: [RequestDraft.Parameter] = [.symbol(BinanceSymbols.name(of: market))]
    query += window?.parameters("algoId") ?? []
    query.add("limit", limit.map(String.init))
    return form.reading(form.path("allAlgoOrders"), query, weight: 5)
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
        id: try content.wholeNumber("algoId"), time: try content.moment("createTime"))
      last = item
      if window?.holds(item) ?? true { orders.append(try VenueOrder(algo: content, in: market)) }
    }
    let isFull = contents.count >= limit ?? HistoryWindow.usualLimit
    let next = try window?.next(after: last, isFull: isFull)
    return Page(
      orders,
      next: next.map {
        VenueCall(AlgoOrderHistory(form: form, market: market, window: $0, limit: limit))
      })
  }
}
