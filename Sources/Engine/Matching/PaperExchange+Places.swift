import Domain

// Where orders stand between events, and the watch that follows from it.
extension PaperExchange {
  /// Lets an order wait for its price, behind those that wait for the same.
  mutating func rest(_ slot: Int) {
    leavePlace(slot)
    let order = orders[slot]
    guard let awaited = order.awaited else { return wait(slot) }
    lastPriority += 1
    orders[slot].priority = lastPriority
    // A limit order trades when the market goes through its price, a stop when it is reached.
    let through: Int128 = order.isDormant ? 0 : 1
    if order.waitsBelow {
      orders[slot].key = awaited.scaled - through
      orders[slot].place = .below
      markets[order.market].below.insert(rung(slot))
    } else {
      let sum = awaited.scaled.addingReportingOverflow(through)
      orders[slot].key = -(sum.overflow ? .max : sum.partialValue)
      orders[slot].place = .above
      markets[order.market].above.insert(rung(slot))
    }
    watch(order.market)
  }

  /// Lets an order try the next event.
  mutating func wait(_ slot: Int) {
    leavePlace(slot)
    lastPriority += 1
    orders[slot].priority = lastPriority
    orders[slot].place = .waiting
    markets[orders[slot].market].waiting.append(slot)
    watch(orders[slot].market)
  }

  mutating func leavePlace(_ slot: Int) {
    let market = orders[slot].market
    switch orders[slot].place {
    case .nowhere: return
    case .waiting: markets[market].waiting.removeAll { $0 == slot }
    case .below: markets[market].below.remove(rung(slot))
    case .above: markets[market].above.remove(rung(slot))
    }
    orders[slot].place = .nowhere
    watch(market)
  }

  /// Sets the prices between which nothing happens.
  mutating func watch(_ index: Int) {
    var low = markets[index].below.nearest?.key ?? 0
    var high = markets[index].above.nearest.map { -$0.key } ?? .max
    if let liquidation = markets[index].liquidationPrice?.scaled {
      if markets[index].position.quantity.isPositive {
        low = max(low, liquidation)
      } else {
        high = min(high, liquidation)
      }
    }
    // An order that waits for the next event is near every price.
    watches[index].low = markets[index].waiting.isEmpty ? low : .max
    watches[index].high = high
  }

  /// Takes a final order out and tells its end.
  mutating func end(
    _ slot: Int, _ status: OrderStatus, reason: PaperReason? = nil,
    refusal: PaperRefusal? = nil, at time: Timestamp, into events: inout PaperEvents
  ) {
    leavePlace(slot)
    if let reason { orders[slot].reason = reason }
    let order = orders[slot]
    account.reserved = Notional(scaled: account.reserved.scaled - order.reserved.scaled)
    if order.isProtective { markets[order.market].protective.removeAll { $0 == slot } }
    orders.remove(slot)
    events.append(.order(order.update(status, refusal, at: time)))
  }

  func rung(_ slot: Int) -> TriggerLadder.Rung {
    TriggerLadder.Rung(key: orders[slot].key, priority: orders[slot].priority, slot: slot)
  }
}
