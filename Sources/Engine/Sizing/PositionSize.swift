public import Domain

/// How much to trade, what it may lose, and whether that is allowed.
public struct PositionSize: Hashable, Sendable {
  public let method: SizingMethod
  public let side: Side
  /// What the method asks for, before caps and lot; rounded down at the 18th digit.
  public let rawQuantity: Quantity
  /// What to trade; never above a cap, always on the lot, zero where nothing can be traded.
  public let quantity: Quantity
  /// What made the quantity smaller than the raw one; nil when nothing did.
  public let cap: SizingCap?
  /// The value of the quantity at the entry.
  public let notional: Notional
  /// The stop that was given, or that the method implies.
  public let stop: Price?
  /// The money lost at the stop, costs included; without a stop the whole margin.
  public let loss: Notional
  /// The loss as a share of equity.
  public let lossShare: Rate
  /// The part of the loss that is fees and slippage.
  public let costs: Notional
  /// Where the position is liquidated before its stop is reached; nil when the stop comes first.
  public let liquidationBeforeStop: Price?
  /// Why it should not be traded; nil when it may.
  public let objection: SizingObjection?

  public var isValid: Bool { objection == nil }
}

/// What held a quantity below the one that was asked for.
public enum SizingCap: String, CaseIterable, Hashable, Sendable {
  /// The largest position that the policy allows.
  case maximumPosition = "max_position"
  /// The largest quantity that the instrument allows.
  case maximumQuantity = "max_quantity"
  /// The step of the instrument's quantities.
  case lot
}

/// Why a size should not be traded, with its stable name.
public enum SizingObjection: String, CaseIterable, Hashable, Sendable {
  /// It may lose more than the policy allows for one trade.
  case maximumRiskPerTrade = "MAX_RISK_PER_TRADE"
  /// What is left lies below one lot, the minimum quantity or the minimum notional.
  case belowMinimum = "BELOW_MINIMUM"
  /// The expected profit of the bet is not above zero.
  case noEdge = "NO_EDGE"
  /// The confidence is zero.
  case noConfidence = "NO_CONFIDENCE"

  /// Why not, as a sentence without its full stop.
  public var explanation: String {
    switch self {
    case .maximumRiskPerTrade: "the trade may lose more than max_risk of the equity"
    case .belowMinimum: "the quantity is below what the instrument lets trade"
    case .noEdge: "the wins expected do not outweigh the losses, so Kelly bets nothing"
    case .noConfidence: "a confidence of 0 leaves nothing to trade"
    }
  }
}

extension PositionSize {
  /// Sizes one trade.
  ///
  /// - Parameters:
  ///   - request: The trade.
  ///   - policy: What no size may exceed.
  /// - Throws: A `SizingError` for inputs outside their range or too large to reckon with.
  /// - Complexity: O(1); no allocation.
  public init(_ request: SizingRequest, policy: SizingPolicy) throws(SizingError) {
    try request.validate()
    try policy.validate()
    let stop = try request.effectiveStop(tick: policy.rules.tick)
    do throws(DecimalError) {
      try self.init(checked: request, policy, stop: stop)
    } catch {
      throw .overflow
    }
  }

  private init(
    checked request: SizingRequest, _ policy: SizingPolicy, stop: Price?
  ) throws(DecimalError) {
    let unit = try UnitLoss(entry: request.entry, stop: stop, costs: policy.costs)
    let raw = try request.rawQuantity(policy: policy, unitLoss: unit.total)
    var fit = CappedQuantity(raw)
    try fit.limit(toValue: request.largestNotional(policy: policy), at: request.entry)
    try fit.apply(policy.rules)
    var notional = try request.entry * fit.quantity
    if notional < policy.rules.minimumNotional {
      fit.quantity = .zero
      notional = .zero
    }

    method = request.method
    side = request.side
    rawQuantity = raw
    quantity = fit.quantity
    cap = fit.cap
    self.notional = notional
    self.stop = stop
    if stop != nil {
      loss = try unit.total.cost(of: quantity)
      costs = unit.costs.isZero ? .zero : try unit.costs.cost(of: quantity)
    } else {
      loss = try notional.margin(leverage: request.leverage)
      costs = .zero
    }
    lossShare = try loss.ratio(to: request.equity, rounding: .up)
    liquidationBeforeStop = try request.liquidation(
      before: stop, maintenanceRate: policy.maintenanceRate)

    if quantity.isPositive {
      objection = lossShare > policy.maximumRisk ? .maximumRiskPerTrade : nil
    } else if request.confidence.isZero {
      objection = .noConfidence
    } else if raw.isZero, case .kelly = request.method {
      objection = .noEdge
    } else {
      objection = .belowMinimum
    }
  }
}

/// A quantity on its way through the caps, with the one that held it.
private struct CappedQuantity {
  var quantity: Quantity
  private(set) var cap: SizingCap?

  init(_ quantity: Quantity) { self.quantity = quantity }

  mutating func limit(toValue largest: Notional, at price: Price) throws(DecimalError) {
    // A product is cheaper than the quotient, which is only needed when the cap holds.
    guard try price.cost(of: quantity) > largest else { return }
    quantity = try largest.divided(by: price, rounding: .down)
    cap = .maximumPosition
  }

  mutating func apply(_ rules: QuantityRules) throws(DecimalError) {
    if rules.maximumQuantity.isPositive, quantity > rules.maximumQuantity {
      quantity = rules.maximumQuantity
      cap = .maximumQuantity
    }
    if rules.lot.isPositive {
      let whole = try quantity.rounded(.down, toMultipleOf: rules.lot)
      if whole < quantity, cap == nil { cap = .lot }
      quantity = whole
    }
    if quantity < rules.minimumQuantity { quantity = .zero }
  }
}

/// What one base unit loses between its entry and its stop; zero without a stop.
private struct UnitLoss {
  var costs: Price = .zero
  var total: Price = .zero

  init(entry: Price, stop: Price?, costs rates: TradingCosts) throws(DecimalError) {
    guard let stop else { return }
    total = try (entry - stop).magnitude
    let rate = try rates.fee + rates.slippage
    guard rate.isPositive else { return }
    let traded = try entry + stop
    costs = Price(scaled: try FixedPoint.multiply(traded.scaled, rate.scaled, rounding: .up))
    total = try total + costs
  }
}
