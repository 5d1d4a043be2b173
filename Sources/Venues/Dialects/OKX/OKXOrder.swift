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
    let status = try content.word("state", in: OKXWords.algoStatuses)
    self.init(
      clientOrderID: try content.unlessBlank("algoClOrdId", content.text),
      orderID: AlgoOrderKey.orderID(try content.identifier("algoId")), symbol: market.symbol,
      side: try content.word("side", in: OKXWords.sides), type: terms.type,
      status: status,
      quantity: try content.isByMoney ? .zero : market.size("sz", in: content),
      price: terms.price, stopPrice: terms.stopPrice,
      trailingPercent: terms.trailingPercent, isReduceOnly: closes || reduces,
      reason: try content.failure ?? (status == .unknown ? Self.untoldReason : nil))
  }

  private static let untoldReason =
    "the price of the order was reached, and the venue does not tell what it became"

  /// What was ordered, as the orders stand together that it became.
  ///
  /// - Parameters:
  ///   - children: Those that the venue knows.
  ///   - areAll: Whether it knows them all; what became of the others is not known then.
  ///   - hasFailed: Whether what it has not become yet comes to nothing.
  /// - Returns: The order as it was placed, with what the others have traded.
  func triggered(as children: [VenueOrder], areAll: Bool, hasFailed: Bool) -> VenueOrder {
    var sum = OKXOrderSum()
    // Sums beyond all numbers tell nothing.
    let isKnown = (try? sum.add(children, of: symbol)) != nil && areAll
    let unfilled = children.first { $0.status != .filled }
    return triggered(
      as: VenueOrder(
        clientOrderID: clientOrderID, orderID: orderID, symbol: symbol, side: side, type: type,
        status: isKnown ? status(of: children, sum.filled, hasFailed: hasFailed) : .unknown,
        quantity: sum.quantity, filledQuantity: sum.filled,
        averagePrice: children.count == 1 ? children[0].averagePrice : sum.averagePrice(symbol),
        reason: isKnown ? unfilled?.reason ?? (hasFailed ? reason : nil) : Self.forgottenReason))
  }

  /// How the orders stand together that it became.
  private func status(
    of children: [VenueOrder], _ filled: Quantity, hasFailed: Bool
  ) -> OrderStatus {
    // Some of it still waits, or stands in the book.
    if status == .accepted || children.contains(where: { !$0.status.isFinal }) {
      return filled.isPositive ? .partiallyFilled : .accepted
    }
    guard children.allSatisfy({ $0.status == .filled }) else { return .cancelled }
    return (hasFailed || status.isFinal) && filled < quantity ? .cancelled : .filled
  }
}

/// What several orders have traded together.
private struct OKXOrderSum {
  private(set) var quantity = Quantity.zero
  private(set) var filled = Quantity.zero
  private var value = Notional.zero
  private var isPriced = true

  mutating func add(_ orders: [VenueOrder], of symbol: Symbol) throws(DecimalError) {
    for order in orders {
      quantity = try quantity + order.quantity
      filled = try filled + order.filledQuantity
      guard let price = order.averagePrice else {
        isPriced = isPriced && order.filledQuantity.isZero
        continue
      }
      value = try value + symbol.settlementValue(of: order.filledQuantity, at: price)
    }
  }

  /// Nil where nothing has traded, or the venue does not tell at what price.
  func averagePrice(_ symbol: Symbol) -> Price? {
    isPriced && filled.isPositive ? try? symbol.price(of: filled, for: value) : nil
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

  /// Why an order could not become another one; nil where it could, whatever code it carries.
  fileprivate var failure: String? {
    get throws(RecordProblem) {
      guard try okxHasFailed else { return nil }
      let code = try unlessBlank("failCode", text)
      return code == "0" ? nil : code
    }
  }

  /// Whether an order that waited came to nothing, or did in part.
  var okxHasFailed: Bool {
    get throws(RecordProblem) { OKXWords.failedStates.contains(try text("state")) }
  }

  /// The numbers of the orders that one that waited has become; empty where it has not.
  ///
  /// What is split has several. The one that stands by itself will be gone there some day.
  var okxTriggeredOrderIDs: [String] {
    get throws(RecordProblem) {
      if let list = try ifAny("ordIdList", list), list.count > 0 {
        return try list.map(list.identifier)
      }
      return try unlessBlank("ordId", identifier).map { [$0] } ?? []
    }
  }
}
