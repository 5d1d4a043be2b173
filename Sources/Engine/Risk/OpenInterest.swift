internal import Domain

/// Everything that is open, by symbol, with the totals over all symbols.
///
/// One order more costs the same however many are open already.
public struct OpenInterest: Hashable, Sendable {
  /// At most one per symbol, or one for each side of it.
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
      markets[position.symbol, default: OpenMarket()].take(position)
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
  /// What is held apart by an account that keeps both sides, and what may still trade of it.
  private(set) var long = SideHeldApart(.long)
  private(set) var short = SideHeldApart(.short)
  /// Orders that may open something and have no price to value them with.
  private(set) var unpricedCount = 0
  /// Whether there is a position, or an order that may open one.
  private(set) var isOpen = false

  init() {}

  /// Takes in what is held, before any order.
  mutating func take(_ position: OpenPosition) {
    // What an inverse contract counts in is money already.
    mark = position.symbol.isInverse ? .one : position.mark
    leverage = position.leverage
    isOpen = true
    switch position.positionSide {
    case nil:
      held = position.quantity
      sides = try? Sides(of: self)
    case .long?: long.take(position.quantity, at: mark)
    case .short?: short.take(-position.quantity, at: mark)
    }
  }

  /// Whether positions or orders of it say which side they are.
  var isHeldApart: Bool { long.isUsed || short.isUsed }

  /// Whether something is held.
  var isHeld: Bool { !held.isZero || !long.held.isZero || !short.held.isZero }

  /// One of the two sides that are held apart.
  subscript(_ side: PositionSide) -> SideHeldApart { side == .long ? long : short }

  mutating func append(_ order: OpenOrder) {
    orders.append(order)
    shapes.insert(OrderShape(order))
    guard !order.isReduceOnly else { return }
    isOpen = true
    if order.valuationPrice == nil { unpricedCount += 1 }
    switch order.positionSide {
    case nil:
      do throws(DecimalError) { try sides?.add(order, unpricedAt: nil) } catch { sides = nil }
    case .long?: long.add(order, unpricedAt: nil)
    case .short?: short.add(order, unpricedAt: nil)
    }
  }

  /// The position and the orders on the worse side, or both sides where they are held apart; nil when
  /// it is too large to reckon.
  var exposure: Notional? {
    guard let net = sides?.worse, let long = long.value, let short = short.value else { return nil }
    return try? net + long + short
  }

  /// Whether an order of this shape is open.
  func contains(_ shape: OrderShape) -> Bool { shapes.contains(shape) }

  /// Whether an order of this side makes the position smaller.
  func shrinks(by side: Side) -> Bool {
    !held.isZero && held.isPositive == (side == .sell)
  }

  /// How much of its position an order can still close, in the unit of the market.
  func closable(by intent: Intent) throws(DecimalError) -> Quantity {
    guard let side = intent.positionSide else { return try closable(by: intent.side) }
    return intent.side == side.entrySide ? .zero : self[side].closable
  }

  /// How much of the position an order can still close, in the unit of the market.
  ///
  /// Open orders of the same side close it first.
  func closable(by side: Side) throws(DecimalError) -> Quantity {
    guard shrinks(by: side) else { return .zero }
    if let sides { return (side == .buy ? sides.long : sides.short).closable }
    // Even what is too large to reckon can be made smaller.
    var rest = held.magnitude
    for order in orders
    where order.side == side && !order.isReduceOnly && order.positionSide == nil {
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
  ///   - positionSide: The position that it is for, where the account holds both sides apart.
  /// - Returns: A value without sign.
  /// - Throws: `.overflow`.
  func exposure(
    unpricedAt price: Price?, adding growth: Notional, on side: Side,
    of positionSide: PositionSide? = nil
  ) throws(DecimalError) -> Notional {
    var priced = self
    if unpricedCount > 0, let price { try priced.value(unpricedAt: price) }
    guard let sides = priced.sides, let long = priced.long.value, let short = priced.short.value
    else { throw .overflow }
    let apart = try long + short
    guard positionSide == nil else { return try sides.worse + apart + growth }
    let net =
      side == .buy
      ? try max(sides.long.value + growth, sides.short.value)
      : try max(sides.long.value, sides.short.value + growth)
    return try net + apart
  }

  /// Values the orders without any price.
  private mutating func value(unpricedAt price: Price) throws(DecimalError) {
    var net = try Sides(of: self)
    (long, short) = (long.withoutOrders, short.withoutOrders)
    for order in orders where !order.isReduceOnly {
      switch order.positionSide {
      case nil: try net.add(order, unpricedAt: price)
      case .long?: long.add(order, unpricedAt: price)
      case .short?: short.add(order, unpricedAt: price)
      }
    }
    sides = net
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
  let positionSide: PositionSide?
}

extension OrderShape {
  // Few orders of one market agree in these and differ in the rest.
  func hash(into hasher: inout Hasher) {
    hasher.combine(quantity)
    hasher.combine(price)
  }

  init(_ order: OpenOrder) {
    self.init(
      side: order.side, type: order.type, quantity: order.quantity, price: order.price,
      stopPrice: order.stopPrice, trailingPercent: order.trailingPercent,
      positionSide: order.positionSide)
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
