public import Domain

/// What no size may exceed, and what trading costs.
public struct SizingPolicy: Hashable, Sendable {
  /// The largest loss of one trade as a share of equity, above 0 and at most 1.
  public var maximumRisk = Rate(percent: Rate(2))
  /// The largest position as a share of equity, above 0 and at most 125.
  public var maximumPosition = Rate(percent: Rate(10))
  /// Counted into the loss at the stop; free by default.
  public var costs = TradingCosts()
  /// Maintenance margin over notional, in 0..<1, for the liquidation price.
  ///
  /// One half of a percent is what large venues ask of their largest markets, or slightly more.
  public var maintenanceRate = Rate(scaled: 5_000_000_000_000_000)
  /// The venue's grid and limits; unlimited by default.
  public var rules = QuantityRules()

  public init() {}
}

/// What a trade pays beside its price, as shares of the traded value.
public struct TradingCosts: Hashable, Sendable {
  /// The taker fee, in 0..<1.
  public var fee: Rate
  /// The expected slippage, in 0..<1.
  public var slippage: Rate

  @inlinable
  public init(fee: Rate = .zero, slippage: Rate = .zero) {
    self.fee = fee
    self.slippage = slippage
  }
}

/// The rules of an instrument that a size has to fit; zero means no such rule.
public struct QuantityRules: Hashable, Sendable {
  public var tick: Price = .zero
  public var lot: Quantity = .zero
  public var minimumQuantity: Quantity = .zero
  public var maximumQuantity: Quantity = .zero
  public var minimumNotional: Notional = .zero

  @inlinable public init() {}

  public init(_ instrument: Instrument) {
    tick = instrument.tick
    lot = instrument.lot
    minimumQuantity = instrument.minimumQuantity
    maximumQuantity = instrument.maximumQuantity
    minimumNotional = instrument.minimumNotional
  }
}
