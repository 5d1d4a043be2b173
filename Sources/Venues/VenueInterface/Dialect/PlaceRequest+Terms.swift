import Domain

extension PlaceRequest {
  /// Looks whether its terms agree with each other, before a venue's own rules are asked.
  ///
  /// - Throws: What contradicts what.
  package func checkTerms() throws(Unsupported) {
    let name = type.rawValue
    let takesPrice = type.hasPrice || type == .takeProfit
    if type.hasPrice, price == nil { throw Unsupported("a \(name) order needs a price") }
    if !takesPrice, price != nil { throw Unsupported("a \(name) order has no price") }
    if !type.isTriggered, stopPrice != nil {
      throw Unsupported("a \(name) order has no stop price")
    }
    if type.isTriggered, stopPrice == nil, trailingPercent == nil {
      throw Unsupported("a \(name) order needs a stop price")
    }
    if trailingPercent != nil, !type.isTriggered {
      throw Unsupported("a \(name) order follows no price; use stop")
    }
    if isPostOnly, price == nil { throw Unsupported("only an order with a price can be post-only") }
    if isPostOnly, timeInForce != .goodTillCancelled {
      throw Unsupported("a post-only order waits in the book, so it is gtc")
    }
    if quoteQuantity != nil, type != .market {
      throw Unsupported("only a market order can have its size in the quote currency")
    }
    if icebergQuantity != nil, price == nil {
      throw Unsupported("only an order with a price can hide a part of it")
    }
    // Without a price to wait at, what is not there at once never fills.
    if price == nil, timeInForce == .fillOrKill {
      throw Unsupported("a \(name) order cannot be fok: give it a price")
    }
  }
}
