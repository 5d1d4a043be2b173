import Domain

extension PaperExchange {
  /// What must always hold and does not, as sentences; empty unless there is a fault in here.
  ///
  /// For tests, which call it after each event.
  package func checkInvariants() -> [String] {
    var broken: [String] = []
    func expect(_ condition: Bool, _ sentence: @autoclosure () -> String) {
      if !condition { broken.append(sentence()) }
    }
    expect(
      account.cash.scaled == account.start.scaled + account.realized.scaled - account.fees.scaled,
      "cash \(account.cash) is not start + realized - fees")

    var reserved: Int128 = 0
    var placed = 0
    for number in orders.numbers {
      guard let slot = orders.slot(of: number) else { continue }
      let order = orders[slot]
      reserved += order.reserved.scaled
      expect(order.number == number, "order \(number) is in the slot of \(order.number)")
      expect(!order.filled.isNegative, "order \(number) has filled less than nothing")
      expect(order.place == .nowhere || order.remaining.isPositive, "\(number) is filled but open")
      expect(!order.reserved.isNegative, "order \(number) reserves less than nothing")
      expect(!order.isDormant || order.reserved.isZero, "order \(number) reserves in its sleep")
      if order.place != .nowhere { placed += 1 }
    }
    expect(account.reserved.scaled == reserved, "\(account.reserved) is not what orders reserve")

    var found = 0
    for index in markets.indices {
      let market = markets[index]
      found += market.waiting.count + market.below.rungs.count + market.above.rungs.count
      expect(!market.margin.isNegative, "market \(index) holds a negative margin")
      expect(market.position.isFlat == market.position.cost.isZero, "market \(index) costs nothing")
      expect(
        !market.position.isFlat || market.protective.isEmpty, "market \(index) protects nothing")
      expect(
        !market.isPaidInFull(market.leverage) || !market.position.quantity.isNegative,
        "market \(index) is short of what was to be paid in full")
      for rungs in [market.below.rungs, market.above.rungs] {
        for (rung, next) in zip(rungs, rungs.dropFirst()) {
          expect(rung.isBehind(next), "a ladder of market \(index) is out of order")
        }
      }
    }
    expect(found == placed, "\(placed) orders have a place, \(found) are found in one")
    return broken
  }
}
