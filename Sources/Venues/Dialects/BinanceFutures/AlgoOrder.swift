import Domain
import VenueInterface
import Wire

extension VenueOrder {
  /// Reads a conditional order of the algo endpoints.
  ///
  /// - Parameters:
  ///   - content: The order.
  ///   - market: That it is about.
  /// - Throws: A problem that names a member.
  ///
  /// Source: "Query Algo Order" and "Event: Algo Order Update" of USD-M futures.
  init(algo content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    let word = try content.text("orderType")
    let isTrailing = word == "TRAILING_STOP_MARKET"
    let closesPosition = try content.ifAny("closePosition", content.flag) ?? false
    let isReduceOnly = try content.ifAny("reduceOnly", content.flag) ?? false
    let quantity: Quantity = try content.ifAny("quantity", content.notNegative) ?? .zero
    let filled: Quantity = try content.ifAny("actualQty", content.notNegative) ?? .zero
    self.init(
      clientOrderID: try content.ifAny("clientAlgoId", content.identifier),
      orderID: AlgoOrderKey.orderID(try content.identifier("algoId")), symbol: market.symbol,
      side: try content.word("side", in: BinanceWords.sides), type: BinanceWords.type(word),
      status: try content.algoStatus(quantity: quantity, filled: filled), quantity: quantity,
      filledQuantity: filled,
      averagePrice: filled.isPositive ? try content.positiveIfAny("actualPrice") : nil,
      price: try content.positiveIfAny("price"),
      stopPrice: try content.positiveUnlessBlank(isTrailing ? "activatePrice" : "triggerPrice"),
      trailingPercent: isTrailing ? try content.positiveUnlessBlank("callbackRate") : nil,
      isReduceOnly: isReduceOnly || closesPosition)
  }
}

extension ReplyObject {
  /// The number of the order that a conditional one became; empty, or zero, until its price is reached.
  var actualOrderID: String? {
    guard let number = try? identifier("actualOrderId"), number != "0" else { return nil }
    return number
  }

  fileprivate func algoStatus(
    quantity: Quantity, filled: Quantity
  ) throws(RecordProblem) -> OrderStatus {
    let word = try text("algoStatus")
    switch word {
    case "NEW", "TRIGGERING": return .accepted
    case "TRIGGERED": return filled.isPositive ? .partiallyFilled : .accepted
    // The order that it became has filled or was cancelled; the venue has one word for both.
    case "FINISHED": return filled.isPositive && filled >= quantity ? .filled : .cancelled
    case "CANCELED": return .cancelled
    case "REJECTED": return .rejected
    case "EXPIRED": return .expired
    default: throw problem("algoStatus", "is '\(word)', which is not known")
    }
  }
}

extension AlgoOrderKey {
  var parameter: RequestDraft.Parameter {
    switch self {
    case .algoID(let id): RequestDraft.Parameter("algoId", id)
    case .clientAlgoID(let id): RequestDraft.Parameter("clientAlgoId", id)
    }
  }
}
