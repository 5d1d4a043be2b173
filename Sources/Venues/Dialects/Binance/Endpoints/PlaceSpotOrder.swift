import Domain
import VenueInterface
import Wire

/// Places an order on spot; the reply tells its fills so far.
///
/// Source: `POST /api/v3/order`, "New order" in rest-api.md of binance/binance-spot-api-docs; "Trailing
/// Stop Orders" in its faqs.
struct PlaceSpotOrder: Endpoint {
  let form: BinanceForm
  let order: PlaceRequest
  let market: Instrument
  private let type: String
  private let trailingDelta: String?

  /// - Parameters:
  ///   - order: Whose terms agree with each other.
  ///   - market: That it is for.
  ///   - form: Of spot.
  /// - Throws: What spot does not have.
  init(_ order: PlaceRequest, in market: Instrument, form: BinanceForm) throws(Unsupported) {
    self.form = form
    self.order = order
    self.market = market
    guard order.positionSide == nil else { throw Unsupported("spot has no positions") }
    guard order.leverage == nil || order.leverage == .one else {
      throw Unsupported("spot has no leverage")
    }
    // What is sold there was held before, so a sale never does anything but reduce.
    guard !order.isReduceOnly || order.side == .sell else {
      throw Unsupported("a buy order reduces nothing on spot")
    }
    guard order.icebergQuantity == nil || order.timeInForce == .goodTillCancelled else {
      throw Unsupported("an iceberg order is gtc")
    }
    type = try Self.type(of: order)
    trailingDelta = try order.trailingPercent.map(Self.basisPoints)
  }

  private static func type(of order: PlaceRequest) throws(Unsupported) -> String {
    if order.isPostOnly, order.type != .limit {
      throw Unsupported("on spot only limit orders can be post-only")
    }
    return switch order.type {
    case .market: "MARKET"
    case .limit: order.isPostOnly ? "LIMIT_MAKER" : "LIMIT"
    case .stop: "STOP_LOSS"
    case .stopLimit: "STOP_LOSS_LIMIT"
    case .takeProfit: order.price == nil ? "TAKE_PROFIT" : "TAKE_PROFIT_LIMIT"
    }
  }

  private static func basisPoints(_ percent: Rate) throws(Unsupported) -> String {
    guard let points = try? percent * Rate(100), points.isMultiple(of: .one), points.isPositive
    else {
      throw Unsupported("spot orders trail by whole hundredths of a percent, not by \(percent)")
    }
    return points.description
  }

  var draft: RequestDraft {
    var parameters: [RequestDraft.Parameter] = [
      .symbol(BinanceSymbols.name(of: market)),
      RequestDraft.Parameter("side", BinanceWords.word(for: order.side)),
      RequestDraft.Parameter("type", type),
    ]
    if order.price != nil, !order.isPostOnly {
      parameters.add("timeInForce", BinanceWords.word(for: order.timeInForce))
    }
    if let money = order.quoteQuantity {
      parameters.add("quoteOrderQty", money.description)
    } else {
      parameters.add("quantity", order.quantity.description)
    }
    parameters.add("price", order.price?.description)
    parameters.add("stopPrice", order.stopPrice?.description)
    parameters.add("trailingDelta", trailingDelta)
    parameters.add("icebergQty", order.icebergQuantity?.description)
    parameters.add("newClientOrderId", order.clientOrderID)
    parameters.add("newOrderRespType", "FULL")
    var draft = form.writing(.post, form.path("order"), parameters)
    draft.validUntil = order.validUntil
    return draft
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let content = try reply.object
    try BinanceSymbols.check(content, isAbout: market)
    guard try content.identifier("clientOrderId") == order.clientOrderID else {
      throw content.problem("clientOrderId", "is that of another order")
    }
    return .order(try VenueOrder(content, in: market, fills: try fills(content)))
  }

  private func fills(_ content: ReplyObject) throws(RecordProblem) -> [VenueFill] {
    var fills: [VenueFill] = []
    for fill in try content.ifAny("fills", content.objects) ?? [] {
      fills.append(
        VenueFill(
          fillID: try fill.identifier("tradeId"), clientOrderID: order.clientOrderID,
          orderID: try content.identifier("orderId"), symbol: market.symbol, side: order.side,
          price: try fill.positive("price"), quantity: try fill.positive("qty"),
          fee: try fill.decimal("commission"),
          feeAsset: try fill.ifAny("commissionAsset", fill.text),
          // What fills at once has taken what was there.
          liquidity: .taker, time: try content.moment("transactTime")))
    }
    return fills
  }
}

/// Lowers the quantity of an order, which keeps its place in the queue.
///
/// Source: `PUT /api/v3/order/amend/keepPriority`, "Order Amend Keep Priority" in rest-api.md and faqs
/// of binance/binance-spot-api-docs.
struct AmendQuantity: Endpoint {
  let form: BinanceForm
  let market: Instrument
  let key: BinanceOrderKey
  let clientOrderID: String?
  let quantity: Quantity

  var draft: RequestDraft {
    var parameters: [RequestDraft.Parameter] = [
      .symbol(BinanceSymbols.name(of: market)), key.parameter,
    ]
    // Without it the venue would make a new one up.
    parameters.add("newClientOrderId", clientOrderID)
    parameters.add("newQty", quantity.description)
    return form.writing(.put, form.path("order/amend/keepPriority"), parameters, weight: 4)
  }

  func answer(
    from reply: VenueReply, _ markets: VenueMarkets
  ) throws(RecordProblem) -> OrderAnswer {
    let content = try reply.object.object("amendedOrder")
    try BinanceSymbols.check(content, isAbout: market)
    return .order(try VenueOrder(content, in: market, quantityName: "qty"))
  }
}
