package import Domain

/// What a venue can do and promises, as far as the handling of orders depends on it.
package struct VenueCapabilities: Hashable, Sendable {
  /// What the venue calls itself.
  package let name: String
  /// Whether a client order id that was ever used is refused, whatever became of its order.
  ///
  /// Only then may an order of unknown outcome be sent again.
  package let refusesRepeatedClientIDs: Bool
  /// How long after `valid_until` was reckoned, at the latest, a request still takes effect.
  ///
  /// Nil where requests never expire.
  package let requestValidity: TimeInterval?
  /// Whether an order's quantity and prices can be changed while it stays the same order.
  package let canAmend: Bool
  package let clientOrderIDs: ClientOrderIDRule
  /// Which orders may leave in one request; nil where each has to leave by itself.
  package let batching: OrderBatching?

  package init(
    name: String, refusesRepeatedClientIDs: Bool, requestValidity: TimeInterval?, canAmend: Bool,
    clientOrderIDs: ClientOrderIDRule = .plain, batching: OrderBatching? = nil
  ) {
    self.name = name
    self.refusesRepeatedClientIDs = refusesRepeatedClientIDs
    self.requestValidity = requestValidity
    self.canAmend = canAmend
    self.clientOrderIDs = clientOrderIDs
    self.batching = batching
  }
}

/// Which orders a venue takes together in one request.
///
/// Orders that wait for a price leave by themselves everywhere.
package struct OrderBatching: Hashable, Sendable {
  /// The most orders of one request.
  package let ordersMax: Int
  /// Whether orders without a price may be among them.
  package let takesMarketOrders: Bool
  /// Whether they may be for different markets of one kind.
  package let mixesMarkets: Bool

  package init(ordersMax: Int, takesMarketOrders: Bool = true, mixesMarkets: Bool = true) {
    self.ordersMax = ordersMax
    self.takesMarketOrders = takesMarketOrders
    self.mixesMarkets = mixesMarkets
  }

  /// Which neighbours leave in one request.
  ///
  /// - Parameter orders: In the order that they leave in.
  /// - Returns: All places, those of one request together.
  package func requests(
    of orders: [(type: OrderType, symbol: Symbol)]
  ) -> [Range<Int>] {
    var requests: [Range<Int>] = []
    for place in orders.indices {
      if let last = requests.last, last.count < ordersMax,
        joins(orders[place - 1], orders[place])
      {
        requests[requests.count - 1] = last.lowerBound..<place + 1
      } else {
        requests.append(place..<place + 1)
      }
    }
    return requests
  }

  private func joins(
    _ order: (type: OrderType, symbol: Symbol), _ other: (type: OrderType, symbol: Symbol)
  ) -> Bool {
    takes(order.type) && takes(other.type)
      && (mixesMarkets
        ? order.symbol.kind == other.symbol.kind : order.symbol == other.symbol)
  }

  private func takes(_ type: OrderType) -> Bool {
    switch type {
    case .limit: true
    case .market: takesMarketOrders
    case .stop, .stopLimit, .takeProfit: false
    }
  }
}

/// The client order ids that a venue takes.
package struct ClientOrderIDRule: Hashable, Sendable {
  /// The most bytes.
  package let lengthMax: Int
  /// The characters that may occur, each one once.
  package let alphabet: String
  /// The same as bits: those below 64, and those from there on.
  private let low, high: UInt64

  /// - Parameters:
  ///   - lengthMax: The most bytes.
  ///   - alphabet: ASCII.
  package init(lengthMax: Int, alphabet: String) {
    self.lengthMax = lengthMax
    self.alphabet = alphabet
    func bits(from first: UInt8) -> UInt64 {
      alphabet.utf8.reduce(0) { bits, byte in
        byte / 64 == first / 64 ? bits | 1 << UInt64(byte % 64) : bits
      }
    }
    low = bits(from: 0)
    high = bits(from: 64)
  }

  /// Up to 24 small letters and digits, which every venue takes that takes ids at all.
  package static let plain = ClientOrderIDRule(
    lengthMax: 24, alphabet: "abcdefghijklmnopqrstuvwxyz0123456789")

  /// Whether an id can be used as it is.
  package func accepts(_ id: String) -> Bool {
    (1...lengthMax).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        byte < 128 && (byte < 64 ? low : high) >> UInt64(byte % 64) & 1 == 1
      }
  }
}
