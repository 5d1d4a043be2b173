import Domain
import VenueInterface
import Wire

extension OrderTarget {
  /// The order and its market, as all requests name it that are about one order.
  fileprivate var bybitBody: JSONBody {
    var body = JSONBody()
    body.add("category", BybitCategory(market).rawValue)
    addBybitName(to: &body)
    return body
  }

  fileprivate func addBybitName(to body: inout JSONBody) {
    body.add("symbol", BybitSymbols.name(of: market))
    if let id = orderID {
      body.add("orderId", id)
    } else {
      body.add("orderLinkId", clientOrderID)
    }
  }

  fileprivate func bybitAcknowledgement(
    _ reply: VenueReply
  ) throws(RecordProblem) -> OrderAnswer {
    let result = try reply.bybitResult
    let id = try result.identifier("orderId")
    guard orderID == nil || orderID == id else {
      throw result.problem("orderId", "is that of another order")
    }
    return .acknowledged(orderID: id)
  }
}

/// Takes an order out of the book, or one that waits for its price back.
///
/// Source: `POST /v5/order/cancel`, v5/order/cancel-order.mdx of bybit-exchange/docs.
struct BybitCancelOrder: Endpoint {
  let order: OrderTarget
  /// Of spot; nil for orders of the book.
  let filter: String?

  var draft: RequestDraft {
    var body = order.bybitBody
    body.add("orderFilter", filter)
    return .bybit("order/cancel", body, purpose: .cancel)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    try order.bybitAcknowledgement(reply)
  }
}

/// Takes several orders of a market out of the book.
///
/// Source: `POST /v5/order/cancel-batch`, v5/order/batch-cancel.mdx of bybit-exchange/docs: ten orders
/// on spot, twenty of contracts. What became of each is told in a second list.
struct BybitCancelOrders: Endpoint {
  static let ordersMax = 10

  /// At least one.
  let orders: [OrderTarget]

  var draft: RequestDraft {
    var body = JSONBody()
    body.add("category", orders.first.map { BybitCategory($0.market).rawValue })
    body.add(
      "request",
      orders.map { order in
        var item = JSONBody()
        order.addBybitName(to: &item)
        return item
      })
    var draft = RequestDraft.bybit("order/cancel-batch", body, purpose: .cancel)
    draft.orders = orders.count
    return draft
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {}
}

/// Changes an order of either kind; what is not said stays as it is.
///
/// Source: `POST /v5/order/amend`, v5/order/amend-order.mdx of bybit-exchange/docs.
struct BybitAmendOrder: Endpoint {
  let order: OrderTarget
  let quantity: Quantity?
  let price: Price?
  let stopPrice: Price?

  var draft: RequestDraft {
    var body = order.bybitBody
    body.add("triggerPrice", stopPrice?.description)
    body.add("qty", quantity?.description)
    body.add("price", price?.description)
    return .bybit("order/amend", body)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    try order.bybitAcknowledgement(reply)
  }
}

/// Takes all orders of a market back: on spot those of one kind, of a contract those of every kind.
///
/// Source: `POST /v5/order/cancel-all`, v5/order/cancel-all.mdx of bybit-exchange/docs.
struct BybitCancelAll: Endpoint {
  let market: Instrument
  let filter: String?

  var draft: RequestDraft {
    var body = JSONBody()
    body.add("category", BybitCategory(market).rawValue)
    body.add("symbol", BybitSymbols.name(of: market))
    body.add("orderFilter", filter)
    return .bybit("order/cancel-all", body, purpose: .cancel)
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {
    let result = try reply.bybitResult
    guard try result.unlessBlank("success", result.identifier) != "0" else {
      throw result.problem("success", "says that not all was cancelled")
    }
  }
}
