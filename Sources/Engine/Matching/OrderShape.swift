import Domain

/// Whether the fields of an order go together and lie on the instrument's grid.
enum OrderShape {
  static func refusal(
    of order: OpenOrder, in instrument: Instrument, last: Price?
  ) -> PaperRefusal? {
    if let message = contradiction(in: order, instrument: instrument, last: last) {
      return PaperRefusal(.invalidOrder, message)
    }
    let terms = order.terms
    var breaches = instrument.breaches(
      quantity: order.quantity, price: terms.price, stopPrice: terms.stopPrice,
      reference: terms.stopPrice ?? last)
    // Closing all of a position is possible however small or odd it is.
    if terms.isClose {
      breaches.removeAll { breach in
        switch breach {
        case .tickSize, .stopTickSize: false
        case .lotSize, .minimumQuantity, .maximumQuantity, .minimumNotional: true
        }
      }
    }
    for price in [terms.stopLoss, terms.takeProfit] {
      if let price, !price.isMultiple(of: instrument.tick) {
        breaches.append(.stopTickSize(tick: instrument.tick))
      }
    }
    return PaperRefusal(breaches)
  }

  private static func contradiction(
    in order: OpenOrder, instrument: Instrument, last: Price?
  ) -> String? {
    let terms = order.terms
    let type = terms.type.rawValue
    if terms.isMisdirected {
      return "the order is for another symbol than \(instrument.symbol)"
    }
    if !order.quantity.isPositive { return "the quantity is not above zero" }
    if terms.type.hasPrice != (terms.price != nil) {
      return "a \(type) order \(terms.type.hasPrice ? "needs a" : "has no") price"
    }
    if terms.type.isTriggered != (terms.stopPrice != nil) {
      return "a \(type) order \(terms.type.isTriggered ? "needs a" : "has no") stop price"
    }
    let prices = [terms.price, terms.stopPrice, terms.stopLoss, terms.takeProfit]
    if prices.contains(where: { $0.map { !$0.isPositive } ?? false }) {
      return "a price is not above zero"
    }
    if terms.isPostOnly {
      if !terms.type.hasPrice { return "a \(type) order cannot be post-only" }
      if terms.timeInForce != .goodTillCancelled {
        return "a post-only order cannot be \(terms.timeInForce.rawValue)"
      }
    }
    return misplacedProtection(in: order, entry: terms.price ?? terms.stopPrice ?? last)
  }

  /// A stop loss lies behind the entry, a take-profit before it.
  private static func misplacedProtection(in order: OpenOrder, entry: Price?) -> String? {
    guard let entry else { return nil }
    let isBuy = order.side == .buy
    if let stop = order.terms.stopLoss, isBuy ? stop >= entry : stop <= entry {
      return "the stop loss \(stop) is not \(isBuy ? "below" : "above") the entry at \(entry)"
    }
    if let target = order.terms.takeProfit, isBuy ? target <= entry : target >= entry {
      return "the take-profit \(target) is not \(isBuy ? "above" : "below") the entry at \(entry)"
    }
    return nil
  }
}
