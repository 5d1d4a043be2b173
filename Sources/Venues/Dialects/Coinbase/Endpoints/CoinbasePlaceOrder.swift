import Domain
import VenueInterface
import Wire

/// Places an order; the reply says that it was heard, and not how it stands.
///
/// Source: `POST /api/v3/brokerage/orders`, "Create Order" of
/// docs.cdp.coinbase.com/api-reference/advanced-trade-api, and coinbase/rest/orders.py of
/// coinbase/coinbase-advanced-py.
struct CoinbasePlaceOrder: Endpoint {
  let draft: RequestDraft
  private let clientOrderID: String

  /// - Parameters:
  ///   - order: Whose terms agree with each other.
  ///   - market: That it is for.
  /// - Throws: What the venue does not have.
  init(_ order: PlaceRequest, in market: Instrument) throws(Unsupported) {
    guard market.symbol.kind == .spot else {
      throw Unsupported("contracts of coinbase are not traded from here")
    }
    try order.checkSpot()
    try order.refuseIceberg(at: "coinbase")
    try order.refuseTrailing(at: "coinbase")
    var body = JSONBody()
    body.add("client_order_id", order.clientOrderID)
    body.add("product_id", CoinbaseSymbols.name(of: market))
    body.add("side", order.side == .buy ? "BUY" : "SELL")
    body.add("order_configuration", try Self.configuration(order))
    var draft = RequestDraft.coinbase("orders", body)
    draft.validUntil = order.validUntil
    self.draft = draft
    clientOrderID = order.clientOrderID
  }

  /// What an order is, in a member that is named after its kind.
  private static func configuration(_ order: PlaceRequest) throws(Unsupported) -> JSONBody {
    var terms = JSONBody()
    if let money = order.quoteQuantity {
      terms.add("quote_size", money.description)
    } else {
      terms.add("base_size", order.quantity.description)
    }
    terms.add("limit_price", order.price?.description)
    let kind: String
    switch order.type {
    case .market: kind = "market_market_ioc"
    case .limit: kind = limitKind(order, &terms)
    case .stop, .stopLimit, .takeProfit:
      guard order.price != nil else {
        throw Unsupported("coinbase has no \(order.type.rawValue) orders without a limit price")
      }
      guard order.timeInForce == .goodTillCancelled, !order.isPostOnly else {
        throw Unsupported("on coinbase an order that waits for a price is gtc, and not post-only")
      }
      terms.add("stop_price", order.stopPrice?.description)
      terms.add("stop_direction", "STOP_DIRECTION_STOP_\(order.waitsForRise ? "UP" : "DOWN")")
      kind = "stop_limit_stop_limit_gtc"
    }
    var configuration = JSONBody()
    configuration.add(kind, terms)
    return configuration
  }

  private static func limitKind(_ order: PlaceRequest, _ terms: inout JSONBody) -> String {
    switch order.timeInForce {
    case .goodTillCancelled:
      terms.add("post_only", order.isPostOnly)
      return "limit_limit_gtc"
    case .immediateOrCancel: return "sor_limit_ioc"
    case .fillOrKill: return "limit_limit_fok"
    }
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let content = try reply.object
    guard try content.flag("success") else {
      throw content.problem("success", "says no, and there is no reason")
    }
    let response = try content.object("success_response")
    guard try response.text("client_order_id") == clientOrderID else {
      throw response.problem("client_order_id", "is that of another order")
    }
    return .acknowledged(orderID: try response.identifier("order_id"))
  }
}

/// Changes quantity and price of a limit order.
///
/// Source: `POST /api/v3/brokerage/orders/edit`, "Edit Order" of
/// docs.cdp.coinbase.com/api-reference/advanced-trade-api: orders that are gtc alone; a larger
/// quantity or another price costs the place in the queue.
struct CoinbaseEditOrder: Endpoint {
  let orderID: String
  let quantity: Quantity
  let price: Price

  var draft: RequestDraft {
    var body = JSONBody()
    body.add("order_id", orderID)
    body.add("size", quantity.description)
    body.add("price", price.description)
    return .coinbase("orders/edit", body)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let content = try reply.object
    guard try content.flag("success") else {
      throw content.problem("success", "says no, and there is no reason")
    }
    return .acknowledged(orderID: orderID)
  }
}

/// Takes an order back.
///
/// Source: `POST /api/v3/brokerage/orders/batch_cancel`, "Cancel Orders" of
/// docs.cdp.coinbase.com/api-reference/advanced-trade-api.
struct CoinbaseCancelOrder: Endpoint {
  let orderID: String

  var draft: RequestDraft {
    var body = JSONBody()
    body.add("order_ids", [orderID])
    return .coinbase("orders/batch_cancel", body, purpose: .cancel)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let result = try reply.object.list("results").object(0)
    guard try result.identifier("order_id") == orderID else {
      throw result.problem("order_id", "is that of another order")
    }
    return .acknowledged(orderID: orderID)
  }
}

/// Takes several orders back.
///
/// Source: as `CoinbaseCancelOrder`; a hundred at most.
struct CoinbaseCancelOrders: Endpoint {
  static let ordersMax = 100

  let orderIDs: [String]

  var draft: RequestDraft {
    var body = JSONBody()
    body.add("order_ids", orderIDs)
    var draft = RequestDraft.coinbase("orders/batch_cancel", body, purpose: .cancel)
    draft.orders = orderIDs.count
    return draft
  }

  func answer(from reply: VenueReply, _ markets: VenueMarkets) throws(RecordProblem) {}
}

/// Takes an order back whose number has to be looked for among the open ones.
///
/// Where it is not among them, the venue is asked for one that it does not have, and says so.
///
/// Source: as `CoinbaseOrders` and `CoinbaseCancelOrder`; nothing is cancelled by the client's id.
struct CoinbaseCancelByClientID: Endpoint {
  private let list: CoinbaseOrders
  private let order: OrderTarget

  init(order: OrderTarget) {
    self.init(
      CoinbaseOrders(market: order.market, isOpenOnly: true, limit: CoinbaseOrders.limitMax),
      order)
  }

  private init(_ list: CoinbaseOrders, _ order: OrderTarget) {
    self.list = list
    self.order = order
  }

  var draft: RequestDraft {
    var draft = list.draft
    draft.purpose = .cancel
    return draft
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let (orders, next) = try list.read(reply, of: order.market)
    let found = orders.first { $0.clientOrderID == order.clientOrderID }
    if let id = found?.orderID { return .elsewhere(VenueCall(CoinbaseCancelOrder(orderID: id))) }
    if let next { return .elsewhere(VenueCall(CoinbaseCancelByClientID(next, order))) }
    let id = order.clientOrderID ?? ""
    return .elsewhere(VenueCall(CoinbaseCancelOrder(orderID: id)))
  }
}
