public import Domain

/// Something that happened to an order of the paper account.
public enum PaperEvent: Hashable, Sendable {
  case order(PaperOrderUpdate)
  case fill(PaperFill)
}

/// What happened, in order; one buffer that the caller empties and hands in again.
public struct PaperEvents: Sendable {
  public private(set) var all: [PaperEvent] = []

  public init() {}

  @inlinable public var isEmpty: Bool { all.isEmpty }

  /// Forgets the events and keeps the memory.
  public mutating func removeAll() { all.removeAll(keepingCapacity: true) }

  mutating func append(_ event: PaperEvent) { all.append(event) }
}

/// An order as it stands after something happened to it.
public struct PaperOrderUpdate: Hashable, Sendable {
  /// What the caller called it; the parent's for protective orders, nil for liquidations.
  public let reference: Int?
  /// The exchange's own number, from 1.
  public let number: Int
  /// The number of the order that this one protects.
  public let parent: Int?
  public let market: MarketIndex
  public let side: Side
  public let type: OrderType
  /// Base units; zero where a close was refused because there was nothing to close.
  public let quantity: Quantity
  public let price: Price?
  public let stopPrice: Price?
  public let isReduceOnly: Bool
  public let status: OrderStatus
  public let filledQuantity: Quantity
  /// Half to even at the 18th digit; nil before the first fill.
  public let averagePrice: Price?
  /// All fees so far, in the settlement currency.
  public let fee: Notional
  /// Why it exists or ended, where that was not the caller's plain wish.
  public let reason: PaperReason?
  /// Set where the market refused it or what was left of it.
  public let refusal: PaperRefusal?
  public let time: Timestamp
}

/// One execution on the paper market.
public struct PaperFill: Hashable, Sendable {
  public let reference: Int?
  /// The order's number.
  public let number: Int
  /// Counts all fills of the exchange, from 1.
  public let fillNumber: Int
  public let parent: Int?
  public let market: MarketIndex
  public let fill: Fill
  /// What the closed part gained, fees not counted.
  public let realizedProfit: Notional
  /// What the price was worse than the market's, times the quantity; zero for a maker.
  public let slippageCost: Notional
  /// What is held after it.
  public let position: Position
  public let reason: PaperReason?
}

/// Why an order exists or ended, where that was not the caller's plain wish.
public enum PaperReason: String, CaseIterable, Hashable, Sendable {
  case stopLoss = "stop_loss"
  case takeProfit = "take_profit"
  case liquidation
  /// The caller cancelled it.
  case cancelRequested = "cancel_requested"
  /// The other protective order of the pair was triggered.
  case linkedOrder = "linked_order"
  /// There is no position left for it to reduce.
  case positionClosed = "position_closed"
  case immediateOrCancel = "immediate_or_cancel"
  case fillOrKill = "fill_or_kill"
  /// The market data ended.
  case endOfData = "end_of_data"
}
