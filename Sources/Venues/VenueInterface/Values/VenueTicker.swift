package import Domain

/// What a market trades at.
package struct VenueTicker: Hashable, Sendable {
  /// The last trade's.
  package let price: Price
  package let bid: Price?
  package let ask: Price?
  package let time: Timestamp?

  package init(price: Price, bid: Price? = nil, ask: Price? = nil, time: Timestamp? = nil) {
    self.price = price
    self.bid = bid
    self.ask = ask
    self.time = time
  }
}
