import Domain
import VenueInterface
import Wire

extension VenueOrder {
  /// Reads an order of the plain endpoints.
  ///
  /// - Parameters:
  ///   - content: The order.
  ///   - market: That it is about.
  /// - Throws: A problem that names a member.
  ///
  /// Source: "Get order details" of www.okx.com/docs-v5/en.
  init(okx content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    let filled = try market.size("accFillSz", in: content)
    let average: Price? = try content.positiveUnlessBlank("avgPx")
    let own = try content.unlessBlank("clOrdId", content.text)
    // What waited for a price has the id that it had then.
    let former = try content.unlessBlank("algoClOrdId", content.text)
    self.init(
      clientOrderID: own ?? former,
      orderID: try content.identifier("ordId"), symbol: market.symbol,
      side: try content.word("side", in: OKXWords.sides),
      type: OKXWords.types[try content.text("ordType")],
      status: try content.word("state", in: OKXWords.statuses),
      // The size of what is traded for an amount of money is that amount.
      quantity: try content.isByMoney ? filled : market.size("sz", in: content),
      filledQuantity: filled, averagePrice: filled.isPositive ? average : nil,
      price: try content.positiveUnlessBlank("px"), isReduceOnly: try content.reducesOnly,
      reason: try content.unlessBlank("cancelSourceReason", content.text))
  }

  /// Reads an order that waits, or waited.
  ///
  /// - Parameters:
  ///   - content: The order.
  ///   - market: That it is about.
  /// - Throws: A problem that names a member.
  ///
  /// Source: "Algo order details" of www.okx.com/docs-v5/en; a price of -1 says at the market.
  init(okxAlgo content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    let terms = try OKXAlgoTerms(content)
    let reduces = try content.reducesOnly
    let closes = try content.unlessBlank("closeFraction", content.text) != nil
    self.init(
      clientOrderID: try content.unlessBlank("algoClOrdId", content.text),
      orderID: AlgoOrderKey.orderID(try content.identifier("algoId")), symbol: market.symbol,
      side: try content.word("side", in: OKXWords.sides), type: terms.type,
      status: try content.word("state", in: OKXWords.algoStatuses),
      quantity: try content.isByMoney ? .zero : market.size("sz", in: content),
      price: terms.price, stopPrice: terms.stopPrice,
      trailingPercent: terms.trailingPercent, isReduceOnly: closes || reduces,
      reason: try content.failure)
  }
}

/// What an order waits for, which each kind of them says in members of its own.
private struct OKXAlgoTerms {
  var type: OrderType?
  var price: Price?
  var stopPrice: Price?
  var trailingPercent: Rate?

  init(_ content: ReplyObject) throws(RecordProblem) {
    switch try content.text("ordType") {
    case "conditional":
      let stop: Price? = try content.positiveUnlessBlank("slTriggerPx")
      let profit: Price? = try content.positiveUnlessBlank("tpTriggerPx")
      stopPrice = stop ?? profit
      price = try content.positiveUnlessBlank(stop == nil ? "tpOrdPx" : "slOrdPx")
      type = stop == nil ? .takeProfit : price == nil ? .stop : .stopLimit
    case "trigger":
      stopPrice = try content.positiveUnlessBlank("triggerPx")
      price = try content.positiveUnlessBlank("ordPx")
      type = price == nil ? .stop : .stopLimit
    case "move_order_stop":
      stopPrice = try content.positiveUnlessBlank("activePx")
      let share: Rate? = try content.positiveUnlessBlank("callbackRatio")
      trailingPercent = try? share?.percent
      type = .stop
    // Of two prices neither says what it is; the rest slices or follows.
    default: break
    }
  }
}

extension ReplyObject {
  fileprivate var isByMoney: Bool {
    get throws(RecordProblem) { try unlessBlank("tgtCcy", text) == "quote_ccy" }
  }

  /// `"true"` as a text.
  fileprivate var reducesOnly: Bool {
    get throws(RecordProblem) { try unlessBlank("reduceOnly", text) == "true" }
  }

  /// Why an order could not become another one; zero where it could.
  fileprivate var failure: String? {
    get throws(RecordProblem) {
      let code = try unlessBlank("failCode", text)
      return code == "0" ? nil : code
    }
  }

  /// The number of the order that one that waited has become; nil where it has not.
  var okxTriggeredOrderID: String? {
    guard let id = try? text("ordId"), !id.isEmpty else { return nil }
    return id
  }
}
