import Domain

/// A market event while orders have their turn in it.
struct Occasion {
  /// Counts up; an order remembers the last one that it had its turn in.
  let turn: Int
  let time: Timestamp
  let isCandle: Bool
  /// What our orders can still trade; nil is all they want.
  var volume: Quantity?

  /// Whether all that the event stands for happened after an order's arrival.
  func isSeen(by order: OpenOrder) -> Bool {
    isCandle ? order.arrival <= time : order.arrival < time
  }

  /// Whether an order can have its turn now.
  func isOpen(to order: OpenOrder) -> Bool {
    order.lastTurn != turn && isSeen(by: order)
  }
}
