package import Domain
package import Wire

/// What can be asked of a gateway: a program that stands for a venue and speaks JSON lines.
///
/// The protocol is in docs/gateway.md.
package enum GatewayRequest: Hashable, Sendable {
  /// Opens a connection; the answer is the venue's capabilities.
  case hello
  case place(PlaceRequest)
  case cancel(OrderReference)
  /// Changes what is not nil, and leaves the rest as it is.
  case amend(OrderReference, quantity: Quantity?, price: Price?, stopPrice: Price?)
  case order(OrderReference)
  /// Of one market, or of all.
  case openOrders(Symbol?)
  /// Those that are `since` or later, in order of time; of one order where an id is given.
  case fills(Symbol?, since: Timestamp?, clientOrderID: String?)
  case positions
  case balances
  case leverage(Symbol, Rate)
  case ticker(Symbol)

  /// The version of the protocol that is spoken.
  package static let version = 1

  /// What `request` says.
  package var name: String {
    switch self {
    case .hello: "hello"
    case .place: "place"
    case .cancel: "cancel"
    case .amend: "amend"
    case .order: "order"
    case .openOrders: "open_orders"
    case .fills: "fills"
    case .positions: "positions"
    case .balances: "balances"
    case .leverage: "leverage"
    case .ticker: "ticker"
    }
  }

  /// Whether it may change anything at the venue.
  ///
  /// What only asks can be asked again, whatever became of the first time.
  package var isWrite: Bool {
    switch self {
    case .place, .cancel, .amend, .leverage: true
    case .hello, .order, .openOrders, .fills, .positions, .balances, .ticker: false
    }
  }

  /// Appends the request as one line, its line feed included.
  ///
  /// - Parameters:
  ///   - output: Receives it. Exact numbers become strings, so that no reader turns them into
  ///     binary floating point.
  ///   - number: What the reply is known by.
  package func write(to output: inout JSONText, number: Int) {
    output.decimals = .string
    output.append(literal: "{")
    output.add("request", word: name)
    output.add("number", number)
    switch self {
    case .hello: output.add(.v, Self.version)
    case .place(let order): order.write(to: &output)
    case .cancel(let order), .order(let order): order.write(to: &output)
    case .amend(let order, let quantity, let price, let stopPrice):
      order.write(to: &output)
      output.add(order.symbol.isInverse ? .quoteQuantity : .quantity, ifAny: quantity)
      output.add(.price, ifAny: price)
      output.add(.stopPrice, ifAny: stopPrice)
    case .openOrders(let symbol):
      if let symbol { output.add(.symbol, symbol.description) }
    case .fills(let symbol, let since, let clientOrderID):
      if let symbol { output.add(.symbol, symbol.description) }
      if let clientOrderID { output.add(.clientOrderID, clientOrderID) }
      if let since { output.add("since", since) }
    case .positions, .balances: break
    case .leverage(let symbol, let leverage):
      output.add(.symbol, symbol.description)
      output.add(.leverage, leverage)
    case .ticker(let symbol): output.add(.symbol, symbol.description)
    }
    output.append(literal: "}\n")
  }
}

extension PlaceRequest {
  fileprivate func write(to output: inout JSONText) {
    output.add(.clientOrderID, clientOrderID)
    output.add(.symbol, symbol.description)
    output.add(.side, word: side.rawValue)
    output.add(.orderType, word: type.rawValue)
    output.add(symbol.isInverse ? .quoteQuantity : .quantity, quantity)
    output.add(.quoteQuantity, ifAny: quoteQuantity)
    output.add(.icebergQuantity, ifAny: icebergQuantity)
    output.add(.price, ifAny: price)
    output.add(.stopPrice, ifAny: stopPrice)
    output.add(.trailingPercent, ifAny: trailingPercent)
    output.add(.timeInForce, word: timeInForce.rawValue)
    output.add(.postOnly, isPostOnly)
    output.add(.reduceOnly, isReduceOnly)
    output.add(.leverage, ifAny: leverage)
    if let positionSide { output.add(.positionSide, word: positionSide.rawValue) }
    if let validUntil { output.add("valid_until", validUntil) }
  }
}

extension OrderReference {
  fileprivate func write(to output: inout JSONText) {
    output.add(.symbol, symbol.description)
    if let clientOrderID { output.add(.clientOrderID, clientOrderID) }
    if let orderID { output.add(.orderID, orderID) }
  }
}

extension JSONText {
  fileprivate mutating func add(_ field: Field, ifAny number: (some Decimal)?) {
    if let number { add(field, number) }
  }

  // Members that no record has.

  fileprivate mutating func add(_ name: String, word: String) {
    key(name)
    append(word: word)
  }

  fileprivate mutating func add(_ name: String, _ number: Int) {
    key(name)
    append(number)
  }

  fileprivate mutating func add(_ name: String, _ time: Timestamp) {
    key(name)
    append(time)
  }
}
