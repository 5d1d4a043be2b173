/// What an order is for.
package enum OrderRole: String, CaseIterable, Hashable, Sendable {
  /// The user's own order.
  case entry
  case stopLoss = "stop_loss"
  case takeProfit = "take_profit"
  /// A part of a larger order, in time.
  case slice
  /// One of two of which either cancels the other.
  case oneCancelsOther = "oco"
  /// The end of a position, as the user wishes.
  case close
  case emergency
  /// Made by the venue itself, when margin ran out.
  case liquidation

  /// Whether a halt lets it pass, as long as it does nothing but reduce.
  package var passesHalt: Bool { self == .close || self == .emergency }
}
