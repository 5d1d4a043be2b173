import Domain
import VenueInterface
import Wire

extension VenueOrder {
  /// Reads an order as the lists tell it.
  ///
  /// - Parameters:
  ///   - content: The order.
  ///   - market: That it is about.
  /// - Throws: A problem that names a member.
  ///
  /// Source: v5/order/open-order.mdx of bybit-exchange/docs.
  init(bybit content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    let side = try content.word("side", in: BybitWords.sides)
    let filled: Quantity = try content.amount("cumExecQty")
    let status = try content.word("orderStatus", in: BybitWords.statuses)
    let closes = try content.ifAny("closeOnTrigger", content.flag) ?? false
    let reduces = try content.ifAny("reduceOnly", content.flag) ?? false
    let rejection = try content.unlessBlank("rejectReason", content.text)
    let average: Price? = try content.positiveUnlessBlank("avgPrice")
    self.init(
      clientOrderID: try content.unlessBlank("orderLinkId", content.text),
      orderID: try content.identifier("orderId"), symbol: market.symbol, side: side,
      type: try content.bybitType(side), status: status,
      // The size of what is bought for an amount of money is that amount.
      quantity: try content.isByMoney(side, market) ? filled : content.notNegative("qty"),
      filledQuantity: filled, averagePrice: filled.isPositive ? average : nil,
      price: try content.positiveUnlessBlank("price"),
      stopPrice: try content.positiveUnlessBlank("triggerPrice"), isReduceOnly: closes || reduces,
      reason: rejection == "EC_NoError" ? nil : rejection)
  }
}

extension ReplyObject {
  /// Nil for types that are none of ours.
  fileprivate func bybitType(_ side: Side) throws(RecordProblem) -> OrderType? {
    let isLimit: Bool
    switch try text("orderType") {
    case "Limit": isLimit = true
    case "Market": isLimit = false
    default: return nil
    }
    let kind = try unlessBlank("stopOrderType", text) ?? "UNKNOWN"
    switch kind {
    case "UNKNOWN": return isLimit ? .limit : .market
    case "TakeProfit", "PartialTakeProfit": return .takeProfit
    case "StopLoss", "PartialStopLoss", "TrailingStop": return isLimit ? .stopLimit : .stop
    default:
      // A conditional order tells by its direction alone what it waits for.
      let direction = try ifAny("triggerDirection", wholeNumber) ?? 0
      let takesProfit = direction != 0 && (direction == 1) == (side == .sell)
      return takesProfit ? .takeProfit : isLimit ? .stopLimit : .stop
    }
  }

  /// Whether its size is an amount of money: market orders of spot to buy, where nothing else is
  /// said.
  fileprivate func isByMoney(_ side: Side, _ market: Instrument) throws(RecordProblem) -> Bool {
    guard market.symbol.kind == .spot, try text("orderType") == "Market" else { return false }
    if let unit = try unlessBlank("marketUnit", text) { return unit == "quoteCoin" }
    return side == .buy
  }
}
