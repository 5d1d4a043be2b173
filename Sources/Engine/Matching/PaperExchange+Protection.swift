import Domain

extension PaperExchange {
  /// Protects what a fill has opened by the stop loss and the take-profit that its order asks for.
  ///
  /// The pair of an earlier fill grows; where it has been triggered already there is a new one.
  mutating func protect(
    _ opened: Quantity, openedBy order: OpenOrder, _ occasion: Occasion,
    into events: inout PaperEvents
  ) {
    let terms = order.terms
    guard opened.isPositive, terms.stopLoss != nil || terms.takeProfit != nil else { return }
    let pair = [order.stopLossOrder, order.takeProfitOrder].compactMap { number in
      number.flatMap(orders.slot(of:))
    }.filter { orders[$0].isDormant }
    if !pair.isEmpty {
      for slot in pair {
        // Together at most the parent's quantity, which was a number.
        orders[slot].quantity = Quantity(scaled: orders[slot].quantity.scaled + opened.scaled)
        events.append(.order(orders[slot].update(.accepted, nil, at: occasion.time)))
      }
      return
    }
    let stopLoss = terms.stopLoss.map { price in
      insert(.stop, at: price, for: opened, of: order, as: .stopLoss, occasion)
    }
    let takeProfit = terms.takeProfit.map { price in
      insert(.takeProfit, at: price, for: opened, of: order, as: .takeProfit, occasion)
    }
    for (slot, sibling) in [(stopLoss, takeProfit), (takeProfit, stopLoss)] {
      guard let slot else { continue }
      orders[slot].sibling = sibling.map { orders[$0].number }
      events.append(.order(orders[slot].update(.accepted, nil, at: occasion.time)))
    }
    if let parent = orders.slot(of: order.number) {
      orders[parent].stopLossOrder = stopLoss.map { orders[$0].number }
      orders[parent].takeProfitOrder = takeProfit.map { orders[$0].number }
    }
  }

  private mutating func insert(
    _ type: OrderType, at price: Price, for quantity: Quantity, of parent: OpenOrder,
    as reason: PaperReason, _ occasion: Occasion
  ) -> Int {
    lastNumber += 1
    let side = parent.side.opposite
    var child = OpenOrder(
      number: lastNumber, reference: parent.reference, parent: parent.number,
      market: parent.market, arrival: parent.arrival, terms: OrderTerms(type, stopPrice: price),
      side: side,
      quantity: quantity, isReduceOnly: true)
    child.reason = reason
    child.leverage = parent.leverage
    // The trade that filled the parent is over; the rest of a candle is not.
    child.lastTurn = occasion.isCandle ? 0 : occasion.turn
    let slot = orders.insert(child)
    markets[parent.market].protective.append(slot)
    rest(slot)
    return slot
  }
}
