import Domain
import VenueInterface
import Wire

/// Places an order that waits for a price.
///
/// Source: `POST /fapi/v1/algoOrder`, "New Algo Order" of USD-M futures, the only way since
/// December 2025: the plain endpoint answers -4120. Margin is looked at when the price is reached.
struct PlaceAlgoOrder: Endpoint {
  let draft: RequestDraft
  private let market: Instrument
  private let clientOrderID: String

  init(_ terms: FuturesOrderTerms, form: BinanceForm) throws(Unsupported) {
    let order = terms.order
    var parameters = [RequestDraft.Parameter("algoType", "CONDITIONAL")]
    parameters += try terms.parameters()
    let isTrailing = order.trailingPercent != nil
    parameters.add(isTrailing ? "activatePrice" : "triggerPrice", order.stopPrice?.description)
    parameters.add("clientAlgoId", order.clientOrderID)
    var draft = form.writing(.post, form.path("algoOrder"), parameters)
    draft.validUntil = order.validUntil
    self.draft = draft
    market = terms.market
    clientOrderID = order.clientOrderID
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let content = try reply.object
    try BinanceSymbols.check(content, isAbout: market)
    let order = try VenueOrder(algo: content, in: market)
    guard order.clientOrderID == clientOrderID else {
      throw content.problem("clientAlgoId", "is that of another order")
    }
    return .order(order)
  }
}

/// One conditional order as it stands; once its price was reached, the order that it became tells.
///
/// Source: `GET /fapi/v1/algoOrder`, "Query Algo Order" of USD-M futures.
struct QueryAlgoOrder: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let key: AlgoOrderKey

  var draft: RequestDraft {
    form.reading(
      form.path("algoOrder"), [.symbol(BinanceSymbols.name(of: market)), key.parameter],
      weight: 1)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderLookup {
    let content = try reply.object
    let order = try order(content)
    guard let number = content.actualOrderID else { return .order(order) }
    return .elsewhere(
      VenueCall(QueryTriggeredOrder(form: form, market: market, orderID: number, algo: order)))
  }

  /// The order, which must be the one that is meant.
  func order(_ content: ReplyObject) throws(RecordProblem) -> VenueOrder {
    try BinanceSymbols.check(content, isAbout: market)
    let order = try VenueOrder(algo: content, in: market)
    guard key.means(order) else { throw content.problem("algoId", "is that of another order") }
    return order
  }
}

/// Takes a conditional order back.
///
/// Source: `DELETE /fapi/v1/algoOrder`, "Cancel Algo Order" of USD-M futures. The reply names it and
/// does not say how it stands.
struct CancelAlgoOrder: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let key: AlgoOrderKey

  var draft: RequestDraft {
    form.writing(
      .delete, form.path("algoOrder"), [.symbol(BinanceSymbols.name(of: market)), key.parameter],
      purpose: .cancel)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    .acknowledged(orderID: AlgoOrderKey.orderID(try reply.object.identifier("algoId")))
  }
}
