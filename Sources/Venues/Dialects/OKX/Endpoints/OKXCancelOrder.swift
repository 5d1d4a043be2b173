import Domain
import VenueInterface
import Wire

/// Takes an order out of the book.
///
/// Source: `POST /api/v5/trade/cancel-order`, "Cancel order" of www.okx.com/docs-v5/en.
struct OKXCancelOrder: Endpoint {
  let market: Instrument
  let key: OKXPlainKey

  fileprivate var body: JSONBody {
    var body = JSONBody()
    body.add("instId", OKXSymbols.name(of: market))
    body.add(key.pair.name, key.pair.value)
    return body
  }

  var draft: RequestDraft {
    .okx("trade/cancel-order", body.body, in: market, purpose: .cancel)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let item = try reply.okxItem
    return .acknowledged(orderID: try item.unlessBlank("ordId", item.identifier))
  }
}

/// Takes an order back that waits.
///
/// Source: `POST /api/v5/trade/cancel-algos`, "Cancel algo order" of www.okx.com/docs-v5/en, which
/// takes a list.
struct OKXCancelAlgoOrder: Endpoint {
  let market: Instrument
  let key: AlgoOrderKey

  fileprivate var body: JSONBody {
    var body = JSONBody()
    body.add(key.okxPair.name, key.okxPair.value)
    body.add("instId", OKXSymbols.name(of: market))
    return body
  }

  var draft: RequestDraft {
    .okx(
      "trade/cancel-algos", JSONBody.list([body]), in: market, purpose: .cancel,
      weight: RequestDraft.okxAlgoWeight)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let item = try reply.okxItem
    let id = try item.unlessBlank("algoId", item.identifier)
    return .acknowledged(orderID: id.map(AlgoOrderKey.orderID))
  }
}

/// Takes several orders of a market back, those of the book or those that wait.
///
/// Source: `POST /api/v5/trade/cancel-batch-orders`, "Cancel multiple orders": 20 orders, with a limit
/// of its own of 300 in two seconds; `POST /api/v5/trade/cancel-algos`, "Cancel algo order": 10 orders,
/// with one of 20 orders in two seconds; both of www.okx.com/docs-v5/en.
struct OKXCancelOrders: Endpoint {
  static let ordersMax = 20
  static let algoOrdersMax = 10

  let draft: RequestDraft

  init(plain orders: ArraySlice<OKXCancelOrder>) {
    var draft = RequestDraft.okx(
      "trade/cancel-batch-orders", JSONBody.list(orders.map(\.body)), in: orders.first?.market,
      purpose: .cancel, weight: RequestDraft.okxWeight(of: orders.count))
    draft.orders = orders.count
    self.draft = draft
  }

  init(algo orders: ArraySlice<OKXCancelAlgoOrder>) {
    var draft = RequestDraft.okx(
      "trade/cancel-algos", JSONBody.list(orders.map(\.body)), in: orders.first?.market,
      purpose: .cancel, weight: RequestDraft.okxAlgoWeight * orders.count)
    draft.orders = orders.count
    self.draft = draft
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {}
}

/// Takes the orders out of the book that one became that waited, once their numbers are known.
///
/// Source: as `OKXFindAlgoOrder` and `OKXCancelOrder`.
struct OKXCancelTriggeredOrder: Endpoint {
  let market: Instrument
  let key: AlgoOrderKey

  private var query: OKXFindAlgoOrder { OKXFindAlgoOrder(market: market, key: key) }

  var draft: RequestDraft {
    var draft = query.draft
    draft.purpose = .cancel
    return draft
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    guard let content = try reply.okxData.first else {
      throw RecordProblem(.badValue, "the venue does not know the order")
    }
    let order = try query.order(content)
    let ids = try content.okxTriggeredOrderIDs
    guard !ids.isEmpty else { return .order(order) }
    return .elsewhere(
      VenueCall(OKXCancelTriggeredOrders(market: market, orderID: order.orderID, ids: ids[...])))
  }
}

/// Takes the orders out of the book that one has become, as many with each request as there may be.
///
/// Source: as `OKXCancelOrder` and `OKXCancelOrders`.
private struct OKXCancelTriggeredOrders: Endpoint {
  let market: Instrument
  /// Of the one that waited, by which all of them are looked up.
  let orderID: String?
  var ids: ArraySlice<String>

  private var cancels: [OKXCancelOrder] {
    ids.prefix(OKXCancelOrders.ordersMax).map {
      OKXCancelOrder(market: market, key: .orderID($0))
    }
  }

  var draft: RequestDraft {
    let cancels = cancels
    return cancels.count == 1 ? cancels[0].draft : OKXCancelOrders(plain: cancels[...]).draft
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let draft = draft
    for item in try reply.okxData {
      // One that is over needs no cancel.
      guard let failure = OKXErrors.failure(item, to: draft) else { continue }
      if case .notFound = failure { continue }
      throw RecordProblem(.badValue, "of an order that it became: \(failure.explanation)")
    }
    var next = self
    next.ids = ids.dropFirst(OKXCancelOrders.ordersMax)
    return next.ids.isEmpty ? .acknowledged(orderID: orderID) : .elsewhere(VenueCall(next))
  }
}
