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
  /// Source: "Get single order" of docs.cdp.coinbase.com/exchange: `loss` waits for the price to
  /// fall, `entry` for it to rise.
  init(exchange content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    let side = try content.word("side", in: ["buy": Side.buy, "sell": .sell])
    let filled: Quantity = try content.amount("filled_size")
    let money: Notional = try content.amount("executed_value")
    let size: Quantity? = try content.positiveUnlessBlank("size")
    let isLimit = try content.unlessBlank("type", content.text) == "limit"
    var type: OrderType = isLimit ? .limit : .market
    if let direction = try content.unlessBlank("stop", content.text) {
      let takesProfit = (direction == "entry") == (side == .sell)
      type = takesProfit ? .takeProfit : isLimit ? .stopLimit : .stop
    }
    let client = try content.unlessBlank("client_oid", content.text)
    self.init(
      clientOrderID: client.map(CoinbaseClientID.id), orderID: try content.identifier("id"),
      symbol: market.symbol, side: side, type: type,
      status: try content.exchangeStatus(filled: filled, of: size),
      // What is traded for an amount of money has no size.
      quantity: size ?? filled, filledQuantity: filled,
      averagePrice: filled.isPositive && money.isPositive
        ? try? money.divided(by: filled, rounding: .toNearestOrEven) : nil,
      price: isLimit ? try content.positiveUnlessBlank("price") : nil,
      stopPrice: try content.positiveUnlessBlank("stop_price"),
      reason: try content.unlessBlank("reject_reason", content.text))
  }
}

extension ReplyObject {
  fileprivate func exchangeStatus(
    filled: Quantity, of size: Quantity?
  ) throws(RecordProblem) -> OrderStatus {
    switch try text("status") {
    case "received": return .pending
    case "open", "pending", "active":
      return filled.isPositive ? .partiallyFilled : .accepted
    case "done", "settled":
      switch try unlessBlank("done_reason", text) {
      case "filled": return .filled
      case "rejected": return .rejected
      case "canceled", "cancelled": return .cancelled
      default: return filled.isPositive && filled >= size ?? .zero ? .filled : .cancelled
      }
    case "rejected": return .rejected
    case let word: throw problem("status", "is '\(word)', which is not known")
    }
  }
}
