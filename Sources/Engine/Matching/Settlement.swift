import Domain

/// The account and the position as they would be after a fill.
///
/// It is computed whole before anything is changed, so that an overflow changes nothing.
struct Settlement {
  let price: Price
  let amount: Quantity
  let fee: Notional
  let realized: Notional
  let slippageCost: Notional
  /// The part that adds to the position instead of closing it.
  let opened: Quantity

  let position: Position
  let leverage: Rate
  let margin: Notional
  let liquidationPrice: Price?

  let cash: Notional
  let totalRealized: Notional
  let totalFees: Notional
  let totalReserved: Notional

  let filled: Quantity
  let traded: Notional
  let orderFee: Notional
  let reserved: Notional

  /// What the opened part needs, and what was kept free for it.
  let needed: Notional
  let granted: Notional
  /// What is free after it, without the market's own position.
  let free: Notional
}

extension PaperExchange {
  /// Reckons a fill of an order.
  func settlement(
    of order: OpenOrder, amount: Quantity, at price: Price, near reference: Price,
    as liquidity: Liquidity
  ) throws(DecimalError) -> Settlement {
    let market = markets[order.market]
    let value = try price * amount
    let fee = try value * rules.fee(liquidity)
    let slippage = Price(scaled: try (price - reference).magnitude.scaled)
    let slippageCost = liquidity == .taker ? try slippage * amount : .zero

    let closed = min(amount, market.closable(order.side))
    let opened = try amount - closed
    var position = market.position
    var realized = Notional.zero
    if closed.isPositive { realized = try position.trade(order.side, closed, at: price) }
    let kept = position
    if opened.isPositive { _ = try position.trade(order.side, opened, at: price) }
    let leverage = opened.isPositive ? order.leverage : market.leverage
    let margin = try position.cost.divided(by: leverage, rounding: .awayFromZero)
    let liquidation = try liquidationPrice(of: position, leverage: leverage)

    let remaining = try order.remaining - amount
    let reserved =
      order.reserved.isZero
      ? order.reserved
      : try order.reserved.portion(remaining, of: order.remaining, rounding: .awayFromZero)
    let granted = try order.reserved - reserved
    let cash = try account.cash + realized - fee
    let totalReserved = try account.reserved - granted

    var free = try self.free(except: order.market) - account.cash + cash + granted - margin
    if !market.isPaidInFull(leverage), !kept.isFlat {
      free = try free + kept.unrealizedProfit(at: reference)
    }
    let keptMargin =
      kept.isFlat
      ? Notional.zero : try kept.cost.divided(by: market.leverage, rounding: .awayFromZero)
    return Settlement(
      price: price, amount: amount, fee: fee, realized: realized, slippageCost: slippageCost,
      opened: opened, position: position, leverage: leverage, margin: margin,
      liquidationPrice: liquidation, cash: cash, totalRealized: try account.realized + realized,
      totalFees: try account.fees + fee, totalReserved: totalReserved,
      filled: try order.filled + amount, traded: try order.traded + value,
      orderFee: try order.fee + fee, reserved: reserved,
      needed: try margin - keptMargin + fee, granted: granted, free: free)
  }

  func liquidationPrice(
    of position: Position, leverage: Rate
  ) throws(DecimalError) -> Price? {
    guard let side = position.side, let entry = position.entryPrice else { return nil }
    return try LiquidationPrice.isolated(
      side: side, entry: entry, leverage: leverage, maintenanceRate: rules.maintenanceRate)
  }
}
