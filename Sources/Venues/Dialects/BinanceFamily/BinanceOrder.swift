import Domain
import VenueInterface
import Wire

extension VenueOrder {
  /// Reads an order of the plain endpoints; those of spot and of futures are told alike.
  ///
  /// - Parameters:
  ///   - content: The order.
  ///   - market: That it is about.
  ///   - clientIDName: The member with its client order id.
  ///   - quantityName: The member with its quantity.
  ///   - fills: Those that came with it.
  /// - Throws: A problem that names a member.
  init(
    _ content: ReplyObject, in market: Instrument, clientIDName: String = "clientOrderId",
    quantityName: String = "origQty", fills: [VenueFill] = []
  ) throws(RecordProblem) {
    // What an order waits as, and not what it became when its price was reached.
    let word = try content.text(content.has("origType") ? "origType" : "type")
    let isTrailing = word == "TRAILING_STOP_MARKET"
    let filled: Quantity = try content.notNegative("executedQty")
    let status = try content.text("status")
    let closesPosition = try content.ifAny("closePosition", content.flag) ?? false
    let isReduceOnly = try content.ifAny("reduceOnly", content.flag) ?? false
    self.init(
      clientOrderID: try content.ifAny(clientIDName, content.identifier),
      orderID: try content.identifier("orderId"), symbol: market.symbol,
      side: try content.word("side", in: BinanceWords.sides), type: BinanceWords.type(word),
      status: try content.word("status", in: BinanceWords.statuses),
      quantity: try content.notNegative(quantityName), filledQuantity: filled,
      averagePrice: try content.averagePrice(of: filled),
      price: try content.positiveIfAny("price"),
      stopPrice: try content.positiveUnlessBlank(isTrailing ? "activatePrice" : "stopPrice"),
      trailingPercent: try content.trailingPercent, isReduceOnly: isReduceOnly || closesPosition,
      fills: fills,
      reason: status == "EXPIRED_IN_MATCH" ? status : nil)
  }
}

extension ReplyObject {
  /// Spot says it in hundredths of a percent, futures in percent.
  fileprivate var trailingPercent: Rate? {
    get throws(RecordProblem) {
      if let points: Rate = try positiveUnlessBlank("trailingDelta") {
        return try? points.divided(by: Rate(100), rounding: .toNearestOrEven)
      }
      return try positiveUnlessBlank("priceRate")
    }
  }

  /// Over what has traded: as the venue says, or else the money by the quantity.
  fileprivate func averagePrice(of filled: Quantity) throws(RecordProblem) -> Price? {
    guard filled.isPositive else { return nil }
    if let price: Price = try positiveIfAny("avgPrice") { return price }
    // The misspelling is the venue's. Below zero says that the venue does not know any more.
    for name in ["cummulativeQuoteQty", "cumulativeQuoteQty", "cumQuote"] {
      guard let money: Notional = try positiveIfAny(name) else { continue }
      return try? money.divided(by: filled, rounding: .toNearestOrEven)
    }
    return nil
  }
}
