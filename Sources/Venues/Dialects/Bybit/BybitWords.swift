import Domain

/// What the venue's words mean, and how ours are said there.
///
/// Source: v5/enum.mdx of bybit-exchange/docs.
enum BybitWords {
  static let sides: [String: Side] = ["Buy": .buy, "Sell": .sell]

  static func word(for side: Side) -> String { side == .buy ? "Buy" : "Sell" }

  /// What has not filled to the end and is over was cancelled, whatever became of the rest before.
  static let statuses: [String: OrderStatus] = [
    "Created": .pending, "New": .accepted, "Untriggered": .accepted, "Triggered": .accepted,
    "PartiallyFilled": .partiallyFilled, "Filled": .filled, "Cancelled": .cancelled,
    "PartiallyFilledCanceled": .cancelled, "Deactivated": .cancelled, "Rejected": .rejected,
  ]

  static func word(for time: TimeInForce) -> String {
    switch time {
    case .goodTillCancelled: "GTC"
    case .immediateOrCancel: "IOC"
    case .fillOrKill: "FOK"
    }
  }

  /// The side of a hedged position; nil where the account holds both sides as one.
  static let positionSides: [Int: PositionSide] = [1: .long, 2: .short]

  static func index(of side: PositionSide) -> Int { side == .long ? 1 : 2 }

  /// Everything that ids may consist of.
  static let identifierCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
}
