public import Domain

/// A method and a policy, checked and reckoned with once for any number of trades.
public struct PositionSizer: Sendable {
  let method: SizingMethod
  let equity: Notional
  let policy: SizingPolicy
  /// The venue's grid and limits, at first those of the policy.
  public var rules: QuantityRules {
    didSet { rulesFault = rules.fault }
  }
  /// Nil where they have too many digits.
  private let amounts: Amounts?
  /// What is wrong with the method or the policy; each trade is told, behind its own faults.
  private let fault: SizingError?
  private var rulesFault: SizingError?

  /// What is the same for every trade.
  private struct Amounts {
    /// What the method puts at stake: a margin, or with a stop what is lost there.
    let stake: Notional
    /// The largest position: margin for the percentage methods, else value.
    let largest: Notional
    /// What entry and exit cost, as a share of the traded value.
    let costRate: Rate
  }

  public init(method: SizingMethod, equity: Notional, policy: SizingPolicy) {
    self.method = method
    self.equity = equity
    self.policy = policy
    rules = policy.rules
    rulesFault = policy.rules.fault
    fault = method.fault ?? policy.fault
    amounts =
      fault == nil
      ? try? Amounts(
        stake: method.stake(of: equity, policy), largest: equity.portion(policy.maximumPosition),
        costRate: policy.costs.fee + policy.costs.slippage)
      : nil
  }

  /// Sizes one trade.
  ///
  /// - Parameters:
  ///   - side: Which way it goes.
  ///   - entry: Where the order is expected to fill, above zero.
  ///   - stop: Below the entry of a buy, above that of a sell; the ATR method has its own.
  ///   - leverage: Notional over margin, in 1...125.
  ///   - confidence: Multiplies the quantity before the caps, in 0...1.
  /// - Returns: The size, valid or not.
  /// - Throws: A `SizingError` for inputs outside their range or too large to reckon with.
  /// - Complexity: O(1); no allocation.
  public func size(
    side: Side, entry: Price, stop: Price?, leverage: Rate, confidence: Rate = .one
  ) throws(SizingError) -> PositionSize {
    guard equity.isPositive else { throw .outOfRange(.equity) }
    guard entry.isPositive else { throw .outOfRange(.entry) }
    if let stop, !stop.isPositive { throw .outOfRange(.stop) }
    guard leverage >= .one, leverage <= Rate(125) else { throw .outOfRange(.leverage) }
    guard confidence.isFraction else { throw .outOfRange(.confidence) }
    if let fault = fault ?? rulesFault { throw fault }
    let trade = Trade(
      side: side, entry: entry,
      stop: try method.stop(of: side, entry: entry, given: stop, tick: rules.tick),
      leverage: leverage, confidence: confidence)
    guard let amounts else { throw .overflow }
    do throws(DecimalError) {
      return try size(trade, amounts)
    } catch {
      throw .overflow
    }
  }

  /// A trade whose inputs are within their ranges.
  private struct Trade {
    let side: Side
    let entry: Price
    /// The stop that the loss is measured to.
    let stop: Price?
    let leverage: Rate
    let confidence: Rate
  }

  @inline(__always)
  private func size(_ trade: Trade, _ amounts: Amounts) throws(DecimalError) -> PositionSize {
    let unit = try UnitLoss(entry: trade.entry, stop: trade.stop, costRate: amounts.costRate)
    let raw = try rawQuantity(trade, stake: amounts.stake, unitLoss: unit.total)
    var fit = CappedQuantity(raw)
    let ceiling =
      method.isStopBased ? amounts.largest : try amounts.largest.portion(trade.leverage)
    try fit.limit(toValue: ceiling, at: trade.entry)
    try fit.apply(rules)
    var notional = try trade.entry * fit.quantity
    if notional < rules.minimumNotional {
      fit.quantity = .zero
      notional = .zero
    }

    let hasStop = trade.stop != nil
    let loss =
      hasStop
      ? try unit.total.cost(of: fit.quantity) : try notional.margin(leverage: trade.leverage)
    let lossShare = try loss.ratio(to: equity, rounding: .up)
    return PositionSize(
      method: method, side: trade.side, rawQuantity: raw, quantity: fit.quantity, cap: fit.cap,
      notional: notional, stop: trade.stop, loss: loss, lossShare: lossShare,
      costs: unit.costs.isZero ? .zero : try unit.costs.cost(of: fit.quantity),
      liquidationBeforeStop: try liquidation(trade),
      objection: objection(raw, fit.quantity, lossShare, trade.confidence))
  }

  /// What the method asks for before any cap, scaled by the confidence.
  private func rawQuantity(
    _ trade: Trade, stake: Notional, unitLoss: Price
  ) throws(DecimalError) -> Quantity {
    let quantity =
      method.isStopBased
      ? try stake.divided(by: unitLoss, rounding: .down)
      : try stake.portion(trade.leverage).divided(by: trade.entry, rounding: .down)
    return trade.confidence == .one ? quantity : try quantity.portion(trade.confidence)
  }

  private func objection(
    _ raw: Quantity, _ quantity: Quantity, _ lossShare: Rate, _ confidence: Rate
  ) -> SizingObjection? {
    if quantity.isPositive { return lossShare > policy.maximumRisk ? .maximumRiskPerTrade : nil }
    if confidence.isZero { return .noConfidence }
    if raw.isZero, case .kelly = method { return .noEdge }
    return .belowMinimum
  }

  /// Where a levered position is liquidated, if that is not beyond the stop.
  ///
  /// Comparing products tells which comes first without the divisions that the price needs, and
  /// mostly a look at the size of the numbers is enough.
  private func liquidation(_ trade: Trade) throws(DecimalError) -> Price? {
    let (entry, leverage, rate) = (trade.entry, trade.leverage, policy.maintenanceRate)
    guard let stop = trade.stop, leverage > .one, !isFarOff(trade, stop) else { return nil }
    let comesFirst =
      switch trade.side {
      case .buy:
        try entry * (leverage - .one) >= stop * leverage * (Rate.one - rate)
      case .sell:
        try entry * (leverage + .one) <= stop * leverage * (Rate.one + rate)
      }
    guard comesFirst else { return nil }
    return try LiquidationPrice.isolated(
      side: trade.side == .buy ? .long : .short, entry: entry, leverage: leverage,
      maintenanceRate: rate)
  }

  /// Whether the stop surely comes first.
  ///
  /// With the stop at a distance d from the entry P, the liquidation comes first from
  /// `L · (d · (1 ± r) + r · P) = P` on, r being the maintenance rate. Binary numbers are good for
  /// that with a millionth to spare, and for prices at which no product overflows or is rounded
  /// to anything that counts.
  private func isFarOff(_ trade: Trade, _ stop: Price) -> Bool {
    let entry = trade.entry.approximation
    guard entry > 1e-9, entry < 1e15 else { return false }
    let distance = abs(entry - stop.approximation)
    let rate = policy.maintenanceRate.approximation
    let reach = trade.leverage.approximation * (distance * (1 + rate) + rate * entry)
    return reach < entry * 0.999_999
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

  init(entry: Price, stop: Price?, costRate: Rate) throws(DecimalError) {
    guard let stop else { return }
    total = try (entry - stop).magnitude
    guard costRate.isPositive else { return }
    let traded = try entry + stop
    costs = Price(scaled: try FixedPoint.multiply(traded.scaled, costRate.scaled, rounding: .up))
    total = try total + costs
  }
}
