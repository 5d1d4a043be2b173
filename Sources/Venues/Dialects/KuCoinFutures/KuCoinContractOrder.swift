import Domain
import VenueInterface
import Wire

extension VenueOrder {
  /// Reads an order of futures, whether it waits or not.
  ///
  /// - Parameters:
  ///   - content: The order.
  ///   - market: That it is about.
  /// - Throws: A problem that names a member.
  ///
  /// Source: "Get Order By ClientOid" of futures in www.kucoin.com/docs-new: `up` waits for the
  /// price to rise, `down` for it to fall.
  init(kucoinContract content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    let side = try content.word("side", in: KuCoinWords.sides)
    let isLimit = try content.text("type") == "limit"
    let filled = try market.size("dealSize", in: content)
    let isOpen = try content.word("status", in: ["open": true, "done": false])
    let isCancelled = try content.ifAny("cancelExist", content.flag) ?? false
    var type: OrderType = isLimit ? .limit : .market
    if let direction = try content.unlessBlank("stop", content.text) {
      let takesProfit = (direction == "up") == (side == .sell)
      type = takesProfit ? .takeProfit : isLimit ? .stopLimit : .stop
    }
    let closes = try content.ifAny("closeOrder", content.flag) ?? false
    let reduces = try content.ifAny("reduceOnly", content.flag) ?? false
    self.init(
      clientOrderID: try content.unlessBlank("clientOid", content.text),
      orderID: try content.identifier("id"), symbol: market.symbol, side: side, type: type,
      status: isOpen
        ? (filled.isPositive ? .partiallyFilled : .accepted)
        : isCancelled ? .cancelled : .filled,
      quantity: try market.size("size", in: content), filledQuantity: filled,
      averagePrice: try content.averagePrice(of: filled),
      price: isLimit ? try content.positiveUnlessBlank("price") : nil,
      stopPrice: try content.positiveUnlessBlank("stopPrice"), isReduceOnly: closes || reduces)
  }
}

extension ReplyObject {
  /// Over what has traded: as the venue says, or else the money by the quantity.
  fileprivate func averagePrice(of filled: Quantity) throws(RecordProblem) -> Price? {
    guard filled.isPositive else { return nil }
    if let price: Price = try positiveUnlessBlank("avgDealPrice") { return price }
    guard let money: Notional = try positiveUnlessBlank("dealValue") else { return nil }
    return try? money.divided(by: filled, rounding: .toNearestOrEven)
  }
}
