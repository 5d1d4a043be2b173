internal import Domain

/// Everything that is open, by symbol, with the totals over all symbols.
struct OpenInterest: Hashable {
  private var markets: [Symbol: OpenMarket] = [:]
  private var ids: Set<String> = []
  /// How many symbols have a position, or an order that may open one.
  private(set) var openCount = 0
  /// The exposure of all symbols together; nil when it is too large to reckon.
  private(set) var exposure: Notional? = .zero
  /// How many orders that may open something have no price to value them with.
  private(set) var unpricedCount = 0

  init() {}

  init(_ positions: [OpenPosition], _ orders: [OpenOrder]) {
    for position in positions where !position.quantity.isZero {
      markets[position.symbol, default: OpenMarket()].hold(position)
    }
    for order in orders {
      markets[order.symbol, default: OpenMarket()].orders.append(order)
      if let id = order.id { ids.insert(id) }
    }
    for symbol in markets.keys {
      markets[symbol]?.settle()
      let market = self[symbol]
      if market.isOpen { openCount += 1 }
      unpricedCount += market.unpricedCount
      exposure = exposure.flatMap { sum in
        market.exposure.flatMap { try? sum + $0 }
      }
    }
  }

  /// What is open in a symbol.
  subscript(_ symbol: Symbol) -> OpenMarket { markets[symbol] ?? OpenMarket() }

  /// Whether an order with this id is open.
  func contains(id: String) -> Bool { ids.contains(id) }
}

/// What is open in one symbol.
struct OpenMarket: Hashable {
  /// Base units held; negative when short.
  private(set) var held: Quantity = .zero
  private(set) var mark: Price = .zero
  /// Nil without a position.
  private(set) var leverage: Rate?
  var orders: [OpenOrder] = []
  /// The position and the orders on the worse side; nil when it is too large to reckon.
  private(set) var exposure: Notional? = .zero
  /// Orders that may open something and have no price to value them with.
  private(set) var unpricedCount = 0
  /// Whether there is a position, or an order that may open one.
  private(set) var isOpen = false

  mutating func hold(_ position: OpenPosition) {
    held = position.quantity
    mark = position.mark
    leverage = position.leverage
  }

  /// Works out what follows from the position and the orders.
  mutating func settle() {
    let growing = orders.filter { !$0.isReduceOnly }
    isOpen = !held.isZero || !growing.isEmpty
    unpricedCount = growing.filter { $0.valuationPrice == nil }.count
    exposure = try? exposure(unpricedAt: nil)
  }

  /// Whether an order of this side makes the position smaller.
  func shrinks(by side: Side) -> Bool {
    !held.isZero && held.isPositive == (side == .sell)
  }

  /// How much of the position an order can still close, in base units.
  ///
  /// Open orders of the same side close it first.
  func closable(by side: Side) throws(DecimalError) -> Quantity {
    guard shrinks(by: side) else { return .zero }
    var rest = held.magnitude
    let orders = orders.span
    for index in orders.indices where orders[index].side == side && !orders[index].isReduceOnly {
      rest = try rest - orders[index].quantity
    }
    return max(.zero, rest)
  }

  /// What the symbol would be worth if its open orders filled on the worse side.
  ///
  /// - Parameters:
  ///   - price: What orders without any price are valued at.
  ///   - growth: The value of a further order that opens something.
  ///   - side: The side of that order.
  /// - Returns: A value without sign.
  /// - Throws: `.overflow`.
  func exposure(
    unpricedAt price: Price?, adding growth: Notional = .zero, on side: Side = .buy
  ) throws(DecimalError) -> Notional {
    var long = try SideExposure(.buy, of: self)
    var short = try SideExposure(.sell, of: self)
    let orders = orders.span
    for index in orders.indices where !orders[index].isReduceOnly {
      let quantity = orders[index].quantity
      let value = orders[index].valuationPrice ?? price ?? .zero
      switch orders[index].side {
      case .buy: try long.add(quantity, at: value)
      case .sell: try short.add(quantity, at: value)
      }
    }
    return side == .buy
      ? try max(long.value + growth, short.value) : try max(long.value, short.value + growth)
  }
}

extension OpenOrder {
  /// What the order is valued at, where the order itself says it.
  var valuationPrice: Price? { price ?? stopPrice ?? mark }
}

/// The position and the orders of one side, less what these close of the position.
private struct SideExposure {
  private var closable: Quantity = .zero
  private(set) var value: Notional = .zero

  init(_ side: Side, of market: OpenMarket) throws(DecimalError) {
    if market.shrinks(by: side) {
      closable = market.held.magnitude
    } else {
      value = try market.mark * market.held.magnitude
    }
  }

  mutating func add(_ quantity: Quantity, at price: Price) throws(DecimalError) {
    let closed = min(closable, quantity)
    closable = try closable - closed
    value = try value + price * (quantity - closed)
  }
}
