internal import Domain

/// An order seen against the account: what it would open, and what that is worth.
///
/// It is never copied, because copying its texts would cost more than all the arithmetic.
struct OrderUnderTest: ~Copyable {
  let intent: Intent
  let policy: RiskPolicy
  let state: RiskState
  /// Whether the quantity is money already.
  let isInverse: Bool
  /// The venue's grid and limits.
  let rules: MarketRules
  /// What the market pays now.
  let reference: Price?
  let referenceAge: TimeInterval?
  /// The leverage in force for the symbol, where it is known.
  let setLeverage: Rate?
  /// What can be put up for the order; nil where it is not known.
  let availableBalance: Notional?
  /// Whether the account holds long and short of the symbol apart; nil where that is not known.
  let holdsSidesApart: Bool?
  /// What is open in the order's symbol.
  let market: OpenMarket
  /// Base units of the order, or quote units where the contract is inverse; for one that closes,
  /// those of the position.
  let quantity: Quantity
  /// The part of the quantity that does not close the position, in the same unit.
  let growth: Quantity
  /// Whether the order can only make a position smaller.
  let isReduction: Bool
  /// Where the order is expected to fill.
  let price: Price?
  /// What the order is valued at, not below `price`; one where the quantity is money already.
  let valuationPrice: Price?
  let leverage: Rate
  /// What the part that opens something is worth; zero without a price, which `NO_PRICE` denies.
  let growthValue: Notional
  /// What the order's symbol would be worth if this order and those before it filled.
  let symbolExposure: Notional

  init(
    _ intent: Intent, policy: RiskPolicy, state: RiskState, market: RiskMarket
  ) throws(DecimalError) {
    let open = state.open[intent.symbol]
    let held = intent.positionSide.map { open[$0].held } ?? open.held
    let quantity = intent.quantity ?? held.magnitude
    var growth = Quantity.zero
    // Spot venues know no reduce-only, so the flag proves nothing there.
    if !intent.isReduceOnly || intent.symbol.kind == .spot {
      growth = max(.zero, try quantity - open.closable(by: intent))
    }

    let price =
      intent.price ?? (intent.type.isTriggered ? intent.stopPrice : nil) ?? market.reference
      ?? market.entry
    // A sell below the market fills at the market.
    var valuationPrice = intent.side == .sell ? larger(price, market.reference) : price
    let isInverse = intent.symbol.isInverse
    if let percent = intent.trailingPercent, intent.price == nil, intent.side == .buy {
      // The market may rise right away, and takes the order along by no more than that.
      valuationPrice = try larger(price, market.reference)?.raised(byPercent: percent)
    }
    if isInverse { valuationPrice = .one }
    var growthValue = Notional.zero
    var symbolExposure = Notional.zero
    if !growth.isZero {
      growthValue = try (valuationPrice ?? .zero) * growth
      symbolExposure = try open.exposure(
        unpricedAt: market.reference, adding: growthValue, on: intent.side,
        of: intent.positionSide)
    }

    self.intent = intent
    self.isInverse = isInverse
    self.policy = policy
    self.state = state
    rules = market.rules
    reference = market.reference
    referenceAge = market.referenceAge
    setLeverage = open.leverage ?? market.leverage
    availableBalance = market.availableBalance ?? state.availableBalance
    holdsSidesApart = market.holdsSidesApart ?? (open.isHeldApart ? true : nil)
    self.market = open
    self.quantity = quantity
    self.growth = growth
    isReduction = growth.isZero
    self.price = price
    self.valuationPrice = valuationPrice
    leverage = intent.leverage ?? setLeverage ?? .one
    self.growthValue = growthValue
    self.symbolExposure = symbolExposure
  }

  /// A share of the equity in money.
  func money(_ share: Rate) throws(DecimalError) -> Notional {
    try state.equity * share
  }
}

extension RiskViolation {
  static let notReckonable = RiskViolation(
    .outOfRange, "The order and the account lead to a value of more than 20 integer digits.")
}

extension Price {
  /// The most that an order to buy pays that follows the market from here.
  func raised(byPercent percent: Rate) throws(DecimalError) -> Price {
    try self + self * Rate(percent: percent)
  }
}

/// The larger of two prices that may be missing.
private func larger(_ first: Price?, _ second: Price?) -> Price? {
  guard let first, let second else { return first ?? second }
  return max(first, second)
}
