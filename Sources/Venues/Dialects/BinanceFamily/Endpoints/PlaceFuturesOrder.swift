import Domain
import VenueInterface
import Wire

/// Places an order on futures.
///
/// Source: `POST /fapi/v1/order`, "New Order". On USD-M futures only for orders that wait for no
/// price; AsterDEX takes all here. With `RESULT` the reply says how the order stands.
struct PlaceFuturesOrder: Endpoint {
  let draft: RequestDraft
  fileprivate let parameters: [RequestDraft.Parameter]
  fileprivate let form: BinanceForm
  private let market: Instrument
  private let clientOrderID: String

  init(_ terms: FuturesOrderTerms, form: BinanceForm) throws(Unsupported) {
    let order = terms.order
    var parameters = try terms.parameters()
    let isTrailing = order.trailingPercent != nil
    parameters.add(isTrailing ? "activationPrice" : "stopPrice", order.stopPrice?.description)
    parameters.add("newClientOrderId", order.clientOrderID)
    var draft = form.writing(.post, form.path("order"), parameters)
    draft.validUntil = order.validUntil
    self.draft = draft
    self.parameters = parameters
    self.form = form
    market = terms.market
    clientOrderID = order.clientOrderID
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    try answer(from: try reply.object)
  }

  func answer(from item: ReplyObject) throws(RecordProblem) -> OrderAnswer {
    try BinanceSymbols.check(item, isAbout: market)
    let order = try VenueOrder(item, in: market)
    guard order.clientOrderID == clientOrderID else {
      throw item.problem("clientOrderId", "is that of another order")
    }
    return .order(order)
  }
}

/// Up to five orders share a request, which the venue takes in no particular order.
///
/// Source: `POST /fapi/v1/batchOrders`, "Place Multiple Orders" of USD-M futures and of AsterDEX:
/// limit and market orders, which weigh 5. On USD-M futures they count as five orders by ten seconds and
/// as one by the minute, however many they are; AsterDEX does not say. Here they are five by both.
extension PlaceFuturesOrder: BatchedOrder {
  static let batching = OrderBatching(ordersMax: 5)

  static func request(placing orders: [PlaceFuturesOrder]) -> RequestDraft {
    let bodies = orders.map { order in
      var body = JSONBody()
      for parameter in order.parameters { body.add(parameter.name, parameter.value) }
      return body
    }
    let list = String(decoding: JSONBody.bytes(of: bodies), as: UTF8.self)
    var draft = orders[0].form.writing(
      .post, orders[0].form.path("batchOrders"), [RequestDraft.Parameter("batchOrders", list)],
      weight: 5)
    draft.ordersCounted = batching.ordersMax
    return draft
  }

  static func items(in reply: VenueReply) throws(RecordProblem) -> ReplyList { try reply.list }

  static func failure(
    _ verdict: ReplyObject, to draft: RequestDraft
  ) throws(RecordProblem) -> VenueError? {
    BinanceErrors(isSpot: false).failure(verdict, to: draft)
  }
}

/// Changes quantity and price of a limit order, which goes to the end of the queue.
///
/// Source: `PUT /fapi/v1/order`, "Modify Order" of USD-M futures, which wants the side, and of
/// AsterDEX version 3, which does not. What would trade at once ends a post-only order.
struct ModifyOrder: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let key: BinanceOrderKey
  /// Nil where the venue does not want it.
  let side: Side?
  let quantity: Quantity
  let price: Price

  var draft: RequestDraft {
    var parameters: [RequestDraft.Parameter] = [
      .symbol(BinanceSymbols.name(of: market)), key.parameter,
    ]
    parameters.add("side", side.map(BinanceWords.word))
    parameters.add("quantity", quantity.description)
    parameters.add("price", price.description)
    return form.writing(.put, form.path("order"), parameters)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let content = try reply.object
    try BinanceSymbols.check(content, isAbout: market)
    let order = try VenueOrder(content, in: market)
    guard key.means(order) else { throw content.problem("orderId", "is that of another order") }
    return .order(order)
  }
}
