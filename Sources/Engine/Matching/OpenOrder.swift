import Domain

/// An order that can still change.
struct OpenOrder: Sendable {
  /// Where the exchange keeps it between events.
  enum Place: String, Sendable {
    /// On its way, or being looked at.
    case nowhere
    /// To be executed at the next event.
    case waiting
    /// Until the price falls to its key.
    case below
    /// Until the price rises to its key.
    case above
  }

  let number: Int
  let reference: Int?
  let parent: Int?
  let market: Int
  /// Orders see only what happens after this time.
  let arrival: Timestamp
  /// Its turn among what arrives at the same time, while it is on its way.
  var ticket = 0
  /// The first cancel that is on its way to it.
  var cancel: ArrivalQueue.Cancel?
  var terms: OrderTerms
  var side: Side
  var quantity: Quantity
  var isReduceOnly: Bool
  var leverage = Rate.one
  var reason: PaperReason?

  var filled = Quantity.zero
  /// Σ price × quantity of its fills.
  var traded = Notional.zero
  var fee = Notional.zero
  /// The margin that is kept free for it.
  var reserved = Notional.zero

  var place = Place.nowhere
  /// Where it stands in its ladder.
  var key: Int128 = 0
  /// Lower is earlier.
  var priority = 0
  /// The last market event that it had its turn in.
  var lastTurn = 0
  var isTriggered = false
  /// Whether the caller sent it to protect the open position.
  var isGuard = false
  /// The other order of a protective pair.
  var sibling: Int?
  /// The protective orders that still grow with it.
  var stopLossOrder: Int?
  var takeProfitOrder: Int?

  var remaining: Quantity { Quantity(scaled: quantity.scaled - filled.scaled) }

  /// The limit it has now: a stop-limit order has none before it is triggered.
  var limit: Price? { terms.type.hasPrice ? terms.price : nil }

  var isDormant: Bool { terms.type.isTriggered && !isTriggered }

  /// Whether it ends with the position that it stands behind.
  var isProtective: Bool { parent != nil || isGuard }

  /// The price it waits for: its stop price until it is triggered, then its limit.
  var awaited: Price? { isDormant ? terms.stopPrice : limit }

  /// Whether a falling price brings it about.
  var waitsBelow: Bool {
    guard isDormant else { return side == .buy }
    return (side == .sell) != (terms.type == .takeProfit)
  }

  /// Whether the market at `price` is as good as its limit or better.
  func isMarketable(at price: Price) -> Bool {
    guard let limit else { return true }
    return side == .buy ? limit >= price : limit <= price
  }

  func update(_ status: OrderStatus, _ refusal: PaperRefusal?, at time: Timestamp)
    -> PaperOrderUpdate
  {
    PaperOrderUpdate(
      reference: reference, number: number, parent: parent, market: MarketIndex(market),
      side: side, type: terms.type, quantity: quantity, price: terms.price,
      stopPrice: terms.stopPrice, isReduceOnly: isReduceOnly, status: status,
      filledQuantity: filled,
      averagePrice: try? traded.divided(by: filled, rounding: .toNearestOrEven),
      fee: fee, reason: reason, refusal: refusal, time: time)
  }
}

extension OpenOrder {
  var openStatus: OrderStatus {
    if filled.isPositive { return .partiallyFilled }
    return place == .nowhere ? .pending : .accepted
  }
}
