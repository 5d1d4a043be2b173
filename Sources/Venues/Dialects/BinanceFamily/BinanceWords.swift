import Domain

/// What the words of the family mean, and how ours are said there.
///
/// Source: enums.md of binance/binance-spot-api-docs, and "Common Definition" and "Event: Algo Order
/// Update" of developers.binance.com/docs/derivatives/usds-margined-futures.
enum BinanceWords {
  static let sides: [String: Side] = ["BUY": .buy, "SELL": .sell]

  static func word(for side: Side) -> String { side == .buy ? "BUY" : "SELL" }

  static func word(for side: PositionSide) -> String { side == .long ? "LONG" : "SHORT" }

  static let statuses: [String: OrderStatus] = [
    "NEW": .accepted, "PENDING_NEW": .pending, "PARTIALLY_FILLED": .partiallyFilled,
    "FILLED": .filled, "CANCELED": .cancelled, "PENDING_CANCEL": .accepted, "REJECTED": .rejected,
    "EXPIRED": .expired, "EXPIRED_IN_MATCH": .expired,
    // Of the venue's own orders that close an account's position.
    "NEW_INSURANCE": .accepted, "NEW_ADL": .accepted,
  ]

  /// Types of all the family; a take-profit order may have a limit price.
  private static let types: [String: OrderType] = [
    "LIMIT": .limit, "LIMIT_MAKER": .limit, "MARKET": .market,
    // Spot.
    "STOP_LOSS": .stop, "STOP_LOSS_LIMIT": .stopLimit, "TAKE_PROFIT_LIMIT": .takeProfit,
    // Futures.
    "STOP": .stopLimit, "STOP_MARKET": .stop, "TAKE_PROFIT_MARKET": .takeProfit,
    "TRAILING_STOP_MARKET": .stop,
    // With a limit price on futures, without one on spot.
    "TAKE_PROFIT": .takeProfit,
  ]

  /// Nil for a type that is none of ours, such as a liquidation.
  static func type(_ word: String) -> OrderType? { types[word] }

  static func word(for time: TimeInForce) -> String {
    switch time {
    case .goodTillCancelled: "GTC"
    case .immediateOrCancel: "IOC"
    case .fillOrKill: "FOK"
    }
  }

  /// Everything that ids may consist of.
  static let identifierCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
}
