import Domain

/// What the words of the family mean, and how ours are said there.
enum KuCoinWords {
  static let sides: [String: Side] = ["buy": .buy, "sell": .sell]
  static let liquidities: [String: Liquidity] = ["maker": .maker, "taker": .taker]

  static func word(for time: TimeInForce) -> String {
    switch time {
    case .goodTillCancelled: "GTC"
    case .immediateOrCancel: "IOC"
    case .fillOrKill: "FOK"
    }
  }

  /// Everything that ids may consist of.
  static let identifiers = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

  /// The longest time that histories tell of at once.
  static let historySpan = TimeInterval(nanoseconds: 7 * TimeInterval.day.nanoseconds)
}
