internal import Domain

/// Everything that is open, by symbol, with the totals over all symbols.
///
/// One order more costs the same however many are open already.
public struct OpenInterest: Hashable, Sendable {
  /// At most one per symbol.
  public let positions: [OpenPosition]
  /// In the order in which they came.
  public private(set) var orders: [OpenOrder] = []
  private var markets: [Symbol: OpenMarket] = [:]
  private var ids: Set<String> = []
  /// How many symbols have a position, or an order that may open one.
  private(set) var openCount = 0
  /// The exposure of all symbols together; nil when it is too large to reckon.
  private(set) var exposure: Notional? = .zero
  /// How many orders that may open something have no price to value them with.
  private(set) var unpricedCount = 0

  public init(_ positions: [OpenPosition] = [], _ orders: [OpenOrder] = []) {
    self.positions = positions
    for position in positions where !position.quantity.isZero {
      markets[position.symbol] = OpenMarket(position)
    }
    for order in orders { add(order) }
    total()
  }

  /// Takes in one order more.
  public mutating func append(_ order: OpenOrder) {
    add(order)
    total()
  }

  private mutating func add(_ order: OpenOrder) {
    orders.append(order)
    markets[order.symbol, default: OpenMarket()].append(order)
    if let id = order.id { ids.insert(id) }
  }

  private mutating func total() {
    openCount = 0
    unpricedCount = 0
    exposure = .zero
    for market in markets.values {
      if market.isOpen { openCount += 1 }
      unpricedCount += market.unpricedCount
      exposure = exposure.flatMap { sum in market.exposure.flatMap { try? sum + $0 } }
    }
  }

  /// What is open in a symbol.
  subscript(_ symbol: Symbol) -> OpenMarket { markets[symbol] ?? OpenMarket() }

  /// Whether an order with this id is open.
  func contains(id: String) -> Bool { ids.contains(id) }
}

/// What is open in one symbol.
struct OpenMarket: Hashable, Sendable {
  /// Base units held, or quote units of an inverse contract; negative when short.
  private(set) var held: Quantity = .zero
  private(set) var mark: Price = .zero
  /// Nil without a position.
  private(set) var leverage: Rate?
  private var orders: [OpenOrder] = []
  private var shapes: Set<OrderShape> = []
  /// The position and the orders of each side, those without any price at nothing; nil when they
  /// are too large to reckon.
  private var sides: Sides? = Sides()
  /// Orders that may open something and have no price to value them with.
  private(set) var unpricedCount = 0
  /// Whether there is a position, or an order that may open one.
  private(set) var isOpen = false

  init() {}

  init(_ position: OpenPosition) {
    held = position.quantity
    // What an inverse contract counts in is money already.
    mark = position.symbol.isInverse ? .one : position.mark
    leverage = position.leverage
    isOpen = true
    sides = try? Sides(of: self)
  }

  mutating func append(_ order: OpenOrder) {
    orders.append(order)
    shapes.insert(OrderShape(order))
    guard !order.isReduceOnly else { return }
    isOpen = true
    if order.valuationPrice == nil { unpricedCount += 1 }
    do throws(DecimalError) { try sides?.add(order, unpricedAt: nil) } catch { sides = nil }
  }

  /// The position and the orders on the worse side; nil when it is too large to reckon.
  var exposure: Notional? { sides?.worse }

  /// Whether an order of this shape is open.
  func contains(_ shape: OrderShape) -> Bool { shapes.contains(shape) }

  /// Whether an order of this side makes the position smaller.
  func shrinks(by side: Side) -> Bool {
    !held.isZero && held.isPositive == (side == .sell)
  }

  /// How much of the position an order can still close, in the unit of the market.
  ///
  /// Open orders of the same side close it first.
  func closable(by side: Side) throws(DecimalError) -> Quantity {
    guard shrinks(by: side) else { return .zero }
    if let sides { return (side == .buy ? sides.long : sides.short).closable }
    // Even what is too large to reckon can be made smaller.
    var rest = held.magnitude
    for order in orders where order.side == side && !order.isReduceOnly {
      rest = try rest - order.quantity
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
    unpricedAt price: Price?, adding growth: Notional, on side: Side
  ) throws(DecimalError) -> Notional {
    guard var sides else { throw .overflow }
    if unpricedCount > 0 {
      sides = try Sides(of: self)
      for order in orders where !order.isReduceOnly { try sides.add(order, unpricedAt: price) }
    }
    return side == .buy
      ? try max(sides.long.value + growth, sides.short.value)
      : try max(sides.long.value, sides.short.value + growth)
  }
}

/// What makes two orders of a symbol look the same.
struct OrderShape: Hashable, Sendable {
  let side: Side
  let type: OrderType
  let quantity: Quantity
  let price: Price?
  let stopPrice: Price?
  let trailingPercent: Rate?
}

extension OrderShape {
  init(_ order: OpenOrder) {
    self.init(
      side: order.side, type: order.type, quantity: order.quantity, price: order.price,
      stopPrice: order.stopPrice, trailingPercent: order.trailingPercent)
  }
}

extension OpenOrder {
  /// What the order is valued at, where the order itself says it.
  var valuationPrice: Price? {
    if symbol.isInverse { return .one }
    guard let percent = trailingPercent, side == .buy, price == nil else {
      return price ?? stopPrice ?? mark
    }
    let start = if let stopPrice, let mark { max(stopPrice, mark) } else { stopPrice ?? mark }
    return try? start?.raised(byPercent: percent)
  }
}

/// The two sides of a symbol.
private struct Sides: Hashable, Sendable {
  var long = SideExposure()
  var short = SideExposure()

  init() {}

  init(of market: OpenMarket) throws(DecimalError) {
    long = try SideExposure(.buy, of: market)
    short = try SideExposure(.sell, of: market)
  }

  var worse: Notional { max(long.value, short.value) }

  mutating func add(_ order: OpenOrder, unpricedAt price: Price?) throws(DecimalError) {
    let value = order.valuationPrice ?? price ?? .zero
    switch order.side {
    case .buy: try long.add(order.quantity, at: value)
    case .sell: try short.add(order.quantity, at: value)
    }
  }
}

/// The position and the orders of one side, less what these close of the position.
private struct SideExposure: Hashable, Sendable {
  /// What of the position an order of this side can still close, in the unit of the market.
  private(set) var closable: Quantity = .zero
  private(set) var value: Notional = .zero

  init() {}

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
