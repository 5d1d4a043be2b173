internal import Domain
internal import VenueInterface
internal import Wire

// How large something is: in base units, but inverse contracts count in quote units.
extension JSONText {
  /// How large an order is.
  mutating func add(size: Quantity, in symbol: Symbol) {
    add(symbol.isInverse ? .quoteQuantity : .quantity, size)
  }

  /// How large something is that has a price, in base units; of an inverse contract with the exact
  /// amount beside.
  mutating func add(traded size: Quantity, at price: Price, in symbol: Symbol) {
    guard symbol.isInverse else { return add(.quantity, size) }
    add(.quantity, (try? symbol.baseQuantity(of: size, at: price)) ?? .zero)
    add(.quoteQuantity, size)
  }

  /// What has filled of an order as its venue tells it.
  mutating func add(filled order: VenueOrder) {
    guard order.symbol.isInverse else { return add(.filledQuantity, order.filledQuantity) }
    // Base units follow from the average price; a venue that tells none has them unknown.
    let base = order.averagePrice.flatMap {
      try? order.symbol.baseQuantity(of: order.filledQuantity, at: $0)
    }
    if let base = order.filledQuantity.isZero ? .zero : base { add(.filledQuantity, base) }
    add(.filledQuoteQuantity, order.filledQuantity)
  }
}
