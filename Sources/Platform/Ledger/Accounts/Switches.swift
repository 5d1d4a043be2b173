package import Domain
package import Risk

/// A line of the breaker's log, with who wrote it and why.
package struct BreakerRecord: Hashable, Sendable {
  package var entry: BreakerEntry
  package var who: String
  /// Why it was reset; the trip itself says why it tripped.
  package var reason: String

  package init(_ entry: BreakerEntry, who: String, reason: String = "") {
    self.entry = entry
    self.who = who
    self.reason = reason
  }
}

/// A turn of the emergency latch.
package struct LatchEntry: Hashable, Sendable {
  package var time: Timestamp
  package var isHalted: Bool
  package var reason: String
  package var who: String

  package init(time: Timestamp, isHalted: Bool, reason: String, who: String) {
    self.time = time
    self.isHalted = isHalted
    self.reason = reason
    self.who = who
  }
}

/// An order that was refused before it was written down.
package struct Refusal: Hashable, Sendable {
  package var time: Timestamp
  package var symbol: String
  /// `denied` or `invalid`.
  package var status: OrderStatus
  /// Separated by commas.
  package var codes: String

  package init(time: Timestamp, symbol: String, status: OrderStatus, codes: String) {
    self.time = time
    self.symbol = symbol
    self.status = status
    self.codes = codes
  }
}

/// What a market last paid, as somebody saw it.
package struct PriceEntry: Hashable, Sendable {
  package var time: Timestamp
  package var last: Price
  package var bid: Price?
  package var ask: Price?

  package init(time: Timestamp, last: Price, bid: Price? = nil, ask: Price? = nil) {
    self.time = time
    self.last = last
    self.bid = bid
    self.ask = ask
  }
}

/// What an account was worth at a time.
package struct EquitySample: Hashable, Sendable {
  package var time: Timestamp
  package var equity: Notional

  package init(time: Timestamp, equity: Notional) {
    self.time = time
    self.equity = equity
  }
}
