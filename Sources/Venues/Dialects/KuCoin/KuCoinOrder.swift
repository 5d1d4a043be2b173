import Domain
import VenueInterface
import Wire

/// A name under which an order may be known; those that wait are kept apart, as is told by a
/// prefix.
enum KuCoinOrderKey: Hashable, Sendable {
  case orderID(String)
  case clientOrderID(String)
  case waiting(AlgoOrderKey)

  /// All of them, the likelier one first.
  static func keys(of target: OrderTarget) -> [KuCoinOrderKey] {
    let byClient = target.clientOrderID.map(KuCoinOrderKey.clientOrderID)
    if let id = target.orderID {
      guard let key = AlgoOrderKey(orderID: id) else { return [.orderID(id)] }
      // One whose price was reached has a new number, and the client's id still.
      return [.waiting(key)] + [byClient].compactMap(\.self)
    }
    guard let id = target.clientOrderID, let byClient else { return [] }
    let waiting = KuCoinOrderKey.waiting(.clientAlgoID(id))
    guard let type = target.type else { return [byClient, waiting] }
    return type.isTriggered ? [waiting, byClient] : [byClient]
  }

  func means(_ order: VenueOrder) -> Bool {
    switch self {
    case .orderID(let id): order.orderID == id
    case .clientOrderID(let id): order.clientOrderID == id
    case .waiting(let key): key.means(order)
    }
  }
}

extension VenueOrder {
  /// Reads an order that is in the book, or was.
  ///
  /// - Parameters:
  ///   - content: The order.
  ///   - market: That it is about.
  /// - Throws: A problem that names a member.
  ///
  /// Source: "Get Order By OrderId" of spot in www.kucoin.com/docs-new.
  init(kucoin content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    let filled: Quantity = try content.amount("dealSize")
    let money: Notional = try content.amount("dealFunds")
    let size: Quantity = try content.amount("size")
    let isActive = try content.flag("active")
    let isCancelled = try content.flag("cancelExist")
    let type: OrderType? = try content.word("type", in: ["limit": .limit, "market": .market])
    self.init(
      clientOrderID: try content.unlessBlank("clientOid", content.text),
      orderID: try content.identifier("id"), symbol: market.symbol,
      side: try content.word("side", in: KuCoinWords.sides), type: type,
      status: isActive
        ? (filled.isPositive ? .partiallyFilled : .accepted)
        : isCancelled ? .cancelled : .filled,
      // What is traded for an amount of money has no size.
      quantity: size.isZero ? filled : size, filledQuantity: filled,
      averagePrice: filled.isPositive && money.isPositive
        ? try? money.divided(by: filled, rounding: .toNearestOrEven) : nil,
      price: try content.positiveUnlessBlank("price"))
  }

  /// Reads an order that waits for a price.
  ///
  /// - Parameters:
  ///   - content: The order.
  ///   - market: That it is about.
  /// - Throws: A problem that names a member.
  ///
  /// Source: "Get Stop Orders List" of spot in www.kucoin.com/docs-new: `loss` waits for the price
  /// to fall, `entry` for it to rise.
  init(kucoinWaiting content: ReplyObject, in market: Instrument) throws(RecordProblem) {
    let side = try content.word("side", in: KuCoinWords.sides)
    let isLimit = try content.text("type") == "limit"
    let rises = try content.word("stop", in: ["entry": true, "loss": false])
    let takesProfit = rises == (side == .sell)
    self.init(
      clientOrderID: try content.unlessBlank("clientOid", content.text),
      orderID: AlgoOrderKey.orderID(try content.identifier("id")), symbol: market.symbol,
      side: side, type: takesProfit ? .takeProfit : isLimit ? .stopLimit : .stop,
      status: try content.kucoinWaitingStatus, quantity: try content.amount("size"),
      price: isLimit ? try content.positiveUnlessBlank("price") : nil,
      stopPrice: try content.positiveUnlessBlank("stopPrice"))
  }
}

extension ReplyObject {
  /// Whether it still waits, or has become another order; what else is told of it is over.
  fileprivate var kucoinWaitingStatus: OrderStatus {
    get throws(RecordProblem) {
      ["NEW", "TRIGGERED"].contains(try text("status")) ? .accepted : .cancelled
    }
  }
}
