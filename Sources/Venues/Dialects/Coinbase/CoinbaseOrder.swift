import Domain
import VenueInterface
import Wire

extension VenueOrder {
  /// Reads an order as it stands.
  ///
  /// - Parameters:
  ///   - content: The order.
  ///   - market: That it is about.
  /// - Throws: A problem that names a member.
  ///
  /// Source: "Get Order" of docs.cdp.coinbase.com/api-reference/advanced-trade-api.
  init(coinbase content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    let side = try content.word("side", in: CoinbaseWords.sides)
    let terms = try CoinbaseTerms(try content.object("order_configuration"), side)
    let filled: Quantity = try content.amount("filled_size")
    let status = try content.word("status", in: CoinbaseWords.statuses)
    let average: Price? = try content.positiveUnlessBlank("average_filled_price")
    let rejection = try content.unlessBlank("reject_message", content.text)
    let cancellation = try content.unlessBlank("cancel_message", content.text)
    self.init(
      clientOrderID: try content.unlessBlank("client_order_id", content.text),
      orderID: try content.identifier("order_id"), symbol: market.symbol, side: side,
      type: terms.type,
      status: status == .accepted && filled.isPositive ? .partiallyFilled : status,
      // What is bought for an amount of money has no size.
      quantity: terms.quantity ?? filled, filledQuantity: filled,
      averagePrice: filled.isPositive ? average : nil, price: terms.price,
      stopPrice: terms.stopPrice, reason: rejection ?? cancellation)
  }
}

/// What an order is, in the one member of its configuration that is named after its kind.
private struct CoinbaseTerms {
  let type: OrderType?
  let quantity: Quantity?
  let price: Price?
  let stopPrice: Price?

  private static let kinds: [String: OrderType] = [
    "market_market_ioc": .market, "sor_limit_ioc": .limit, "limit_limit_gtc": .limit,
    "limit_limit_gtd": .limit, "limit_limit_fok": .limit,
    "stop_limit_stop_limit_gtc": .stopLimit, "stop_limit_stop_limit_gtd": .stopLimit,
  ]

  init(_ configuration: ReplyObject, _ side: Side) throws(RecordProblem) {
    guard let kind = configuration.names.first else {
      throw configuration.problem("", "has no kind")
    }
    let content = try configuration.object(kind)
    let rises =
      try content.unlessBlank("stop_direction", content.text)
      == "STOP_DIRECTION_STOP_UP"
    let type = Self.kinds[kind]
    self.type = type == .stopLimit && rises == (side == .sell) ? .takeProfit : type
    quantity = try content.positiveUnlessBlank("base_size")
    price = try content.positiveUnlessBlank("limit_price")
    stopPrice = try content.positiveUnlessBlank(
      content.has("stop_price") ? "stop_price" : "stop_trigger_price")
  }
}
