internal import Domain

/// A rule that orders are judged by; its raw value is its stable code.
public enum RiskCheck: String, CaseIterable, Hashable, Sendable {
  case halted = "HALTED"
  case breakerOpen = "BREAKER_OPEN"
  case reduceOnly = "REDUCE_ONLY"
  case outOfRange = "OUT_OF_RANGE"
  case positionSide = "POSITION_SIDE"
  case noPrice = "NO_PRICE"
  case maximumPositions = "MAX_POSITIONS"
  case maximumDrawdown = "MAX_DRAWDOWN"
  case dailyLoss = "DAILY_LOSS"
  case maximumGrossExposure = "MAX_GROSS_EXPOSURE"
  case maximumSymbolExposure = "MAX_SYMBOL_EXPOSURE"
  case maximumLeverage = "MAX_LEVERAGE"
  case leverageMismatch = "LEVERAGE_MISMATCH"
  case insufficientBalance = "INSUFFICIENT_BALANCE"
  case orderRate = "ORDER_RATE"
  case failedOrders = "FAILED_ORDERS"
  case maximumOrderNotional = "MAX_ORDER_NOTIONAL"
  case maximumPositionSize = "MAX_POSITION_SIZE"
  case maximumRiskPerTrade = "MAX_RISK_PER_TRADE"
  case priceCollar = "PRICE_COLLAR"
  case stalePrice = "STALE_PRICE"
  case stopRequired = "STOP_REQUIRED"
  case stopSide = "STOP_SIDE"
  case takeProfitSide = "TAKE_PROFIT_SIDE"
  case liquidationBeforeStop = "LIQUIDATION_BEFORE_STOP"
  case lotSize = "LOT_SIZE"
  case tickSize = "TICK_SIZE"
  case minimumNotional = "MIN_NOTIONAL"
  case maximumQuantity = "MAX_QUANTITY"
  case duplicateOrder = "DUPLICATE_ORDER"

  /// Whether an order that only reduces a position is not held to this rule.
  ///
  /// Such an order makes every growth limit easier to keep, so denying it would do harm.
  public var reductionsPass: Bool {
    switch self {
    case .halted, .outOfRange, .positionSide, .priceCollar, .lotSize, .tickSize, .maximumQuantity,
      .duplicateOrder:
      false
    case .breakerOpen, .reduceOnly, .noPrice, .maximumPositions, .maximumDrawdown, .dailyLoss,
      .maximumGrossExposure, .maximumSymbolExposure, .maximumLeverage, .leverageMismatch,
      .insufficientBalance, .orderRate, .failedOrders, .maximumOrderNotional,
      .maximumPositionSize, .maximumRiskPerTrade, .stalePrice, .stopRequired, .stopSide,
      .takeProfitSide, .liquidationBeforeStop,
      .minimumNotional:
      true
    }
  }

  /// What this rule has against an order; nil when it has nothing.
  func violation(of order: borrowing OrderUnderTest) throws(DecimalError) -> RiskViolation? {
    switch self {
    case .halted: order.halted()
    case .breakerOpen: order.breakerOpen()
    case .reduceOnly: order.reduceOnly()
    case .outOfRange: order.outOfRange()
    case .positionSide: order.positionSideMeant()
    case .noPrice: order.noPrice()
    case .maximumPositions: order.maximumPositions()
    case .maximumDrawdown: try order.maximumDrawdown()
    case .dailyLoss: try order.dailyLoss()
    case .maximumGrossExposure: try order.maximumGrossExposure()
    case .maximumSymbolExposure: try order.maximumSymbolExposure()
    case .maximumLeverage: order.maximumLeverage()
    case .leverageMismatch: order.leverageMismatch()
    case .insufficientBalance: try order.insufficientBalance()
    case .orderRate: order.orderRate()
    case .failedOrders: order.failedOrders()
    case .maximumOrderNotional: try order.maximumOrderNotional()
    case .maximumPositionSize: try order.maximumPositionSize()
    case .maximumRiskPerTrade: try order.maximumRiskPerTrade()
    case .priceCollar: try order.priceCollar()
    case .stalePrice: order.stalePrice()
    case .stopRequired: order.stopRequired()
    case .stopSide: order.stopSide()
    case .takeProfitSide: order.takeProfitSide()
    case .liquidationBeforeStop: try order.liquidationBeforeStop()
    case .lotSize: order.lotSize()
    case .tickSize: order.tickSize()
    case .minimumNotional: try order.minimumNotional()
    case .maximumQuantity: order.maximumQuantity()
    case .duplicateOrder: order.duplicateOrder()
    }
  }
}
