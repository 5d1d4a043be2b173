public import Domain

/// What an account is worth and has open: all that a verdict depends on beside the order.
public struct RiskState: Hashable, Sendable {
  /// What the account is worth now.
  public var equity: Notional
  /// The most it has been worth.
  public var peakEquity: Notional
  /// What it was worth when the day began.
  public var dayStartEquity: Notional
  /// What can still be put up as margin or spent; nil when it is not known.
  public var availableBalance: Notional?
  /// What is held and what may still trade.
  public var open = OpenInterest()
  /// At most one per symbol, or one for each side of it; spot holdings count as positions too.
  public var positions: [OpenPosition] {
    get { open.positions }
    set { open = OpenInterest(newValue, open.orders) }
  }
  /// What has not filled yet, the remainders of partly filled orders included.
  public var orders: [OpenOrder] {
    get { open.orders }
    set { open = OpenInterest(open.positions, newValue) }
  }
  /// How many orders were placed within each window of `order_rate`; a window that is not here is
  /// not measured.
  public var recentOrders = RecentCounts()
  /// How many orders failed within each window of `failed_orders`, from when the breaker says.
  public var recentFailures = RecentCounts()
  /// The emergency latch is set.
  public var isHalted = false
  /// The circuit breaker has tripped.
  public var isBreakerOpen = false
  /// Only reductions are wanted for now.
  public var isReduceOnly = false

  /// An account that never was worth anything else.
  public init(equity: Notional) {
    self.init(equity: equity, peakEquity: equity, dayStartEquity: equity)
  }

  public init(equity: Notional, peakEquity: Notional, dayStartEquity: Notional) {
    self.equity = equity
    self.peakEquity = peakEquity
    self.dayStartEquity = dayStartEquity
  }
}

extension RiskState {
  /// Counts an order that has been approved and is about to be placed.
  public mutating func countOrder() {
    recentOrders.countOne()
  }
}

/// A position as the risk policy sees it.
public struct OpenPosition: Hashable, Sendable {
  public var symbol: Symbol
  /// Base units, or quote units of an inverse contract; negative when short.
  public var quantity: Quantity
  /// The average price it was opened at.
  public var entry: Price
  /// What the market pays now.
  public var mark: Price
  /// Notional over margin, from 1; nil where nobody knows it.
  public var leverage: Rate?
  /// Which side it is where the account holds both of a market apart; nil where there is only one.
  public var positionSide: PositionSide?

  public init(
    symbol: Symbol, quantity: Quantity, entry: Price, mark: Price, leverage: Rate? = .one,
    positionSide: PositionSide? = nil
  ) {
    self.symbol = symbol
    self.quantity = quantity
    self.entry = entry
    self.mark = mark
    self.leverage = leverage
    self.positionSide = positionSide
  }
}

/// An order that is open, or whose outcome is not known.
public struct OpenOrder: Hashable, Sendable {
  public var id: String?
  public var symbol: Symbol
  public var side: Side
  public var type: OrderType
  /// What may still fill, in base units, or quote units of an inverse contract.
  public var quantity: Quantity
  /// The limit price.
  public var price: Price?
  public var stopPrice: Price?
  /// How far it follows the best price that the market has had, in percent of it.
  public var trailingPercent: Rate?
  /// What it is valued at when it carries no price of its own.
  public var mark: Price?
  public var isReduceOnly = false
  /// Which position it is for, where the account holds both sides of a market apart.
  public var positionSide: PositionSide?

  public init(
    id: String? = nil, symbol: Symbol, side: Side, type: OrderType, quantity: Quantity,
    price: Price? = nil, stopPrice: Price? = nil, trailingPercent: Rate? = nil,
    mark: Price? = nil, isReduceOnly: Bool = false, positionSide: PositionSide? = nil
  ) {
    self.id = id
    self.symbol = symbol
    self.side = side
    self.type = type
    self.quantity = quantity
    self.price = price
    self.stopPrice = stopPrice
    self.trailingPercent = trailingPercent
    self.mark = mark
    self.isReduceOnly = isReduceOnly
    self.positionSide = positionSide
  }
}

/// What is known about the market of the order being judged.
public struct RiskMarket: Hashable, Sendable {
  /// The rules of the venue; nil when they are not known, which leaves them to the venue.
  public var instrument: Instrument? {
    didSet { rules = MarketRules(instrument) }
  }
  /// What the market pays now.
  public var reference: Price?
  /// How old the reference price is.
  public var referenceAge: TimeInterval?
  /// Where the signal expected to enter, the last resort when nothing else has a price.
  public var entry: Price?
  /// The venue's leverage setting for the symbol.
  public var leverage: Rate?
  /// Whether the account holds long and short of it apart; nil where that is not known.
  public var holdsSidesApart: Bool?
  /// What can be put up there, where that is another money than that of the account, in the
  /// quote currency; nil where it is the account's.
  public var availableBalance: Notional?
  private(set) var rules: MarketRules

  public init(
    instrument: Instrument? = nil, reference: Price? = nil, referenceAge: TimeInterval? = nil,
    entry: Price? = nil, leverage: Rate? = nil
  ) {
    self.instrument = instrument
    rules = MarketRules(instrument)
    self.reference = reference
    self.referenceAge = referenceAge
    self.entry = entry
    self.leverage = leverage
  }
}

/// The numbers of an instrument, without its texts; zero where there is no such rule.
struct MarketRules: Hashable {
  let tick: Price
  let lot: Quantity
  let minimumQuantity: Quantity
  let maximumQuantity: Quantity
  let minimumNotional: Notional

  init(_ instrument: Instrument?) {
    tick = instrument?.tick ?? .zero
    lot = instrument?.lot ?? .zero
    minimumQuantity = instrument?.minimumQuantity ?? .zero
    maximumQuantity = instrument?.maximumQuantity ?? .zero
    minimumNotional = instrument?.minimumNotional ?? .zero
  }
}
