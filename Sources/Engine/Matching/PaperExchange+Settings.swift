public import Domain

// What a person changes at an account that is in use.
extension PaperExchange {
  /// An exchange that begins anew: all money is cash, nothing is held and nothing is open.
  ///
  /// Orders and fills are numbered on, so that no name is ever given twice.
  ///
  /// - Parameters:
  ///   - equity: What the account has.
  ///   - currency: What it has it in.
  /// - Returns: It, without its markets.
  public func restarted(startingEquity equity: Notional, currency: String) -> PaperExchange {
    var next = PaperExchange(rules, startingEquity: equity, currency: currency)
    next.lastNumber = lastNumber
    next.lastFillNumber = lastFillNumber
    next.lastPriority = lastPriority
    next.lastTicket = lastTicket
    return next
  }

  /// Sets the leverage of a market: of its position, and of orders that do not say theirs.
  ///
  /// - Parameters:
  ///   - leverage: Notional over margin.
  ///   - index: The market.
  /// - Returns: Why that is not possible, nothing being changed then; nil where it is done.
  public mutating func setLeverage(_ leverage: Rate, in index: MarketIndex) -> PaperRefusal? {
    let market = markets[index.position]
    let symbol = instruments[index.position].symbol
    if let refusal = leverageRefusal(leverage, in: market, symbol) { return refusal }
    if !market.position.isFlat {
      do {
        if let refusal = try reckon(leverage, of: index.position) { return refusal }
      } catch {
        return .overflow
      }
    }
    markets[index.position].setLeverage = leverage
    return nil
  }

  /// What orders get on a market without a position that do not say their leverage.
  func leverage(of market: PaperMarket) -> Rate { market.setLeverage ?? rules.defaultLeverage }

  /// Reckons margin and liquidation price of a position anew.
  private mutating func reckon(
    _ leverage: Rate, of index: Int
  ) throws(DecimalError) -> PaperRefusal? {
    let market = markets[index]
    let symbol = instruments[index].symbol
    if market.position.quantity.isNegative, market.isPaidInFull(leverage) {
      return PaperRefusal(.leverage, "a short position in \(symbol) cannot be paid in full")
    }
    var changed = market
    changed.leverage = leverage
    changed.margin = try market.position.cost.divided(by: leverage, rounding: .awayFromZero)
    changed.liquidationPrice = try liquidationPrice(of: market.position, leverage: leverage)
    if let price = changed.liquidationPrice, let last = lastPrice(index),
      market.position.quantity.isPositive ? last <= price : last >= price
    {
      return PaperRefusal(
        .leverage,
        "with a leverage of \(leverage) the position would be liquidated at \(price), and the "
          + "market is at \(last)")
    }
    markets[index] = changed
    let free = try freeMargin
    guard !free.isNegative || changed.margin <= market.margin else {
      markets[index] = market
      return PaperRefusal(
        .insufficientBalance,
        "a leverage of \(leverage) needs \(changed.margin) \(currency) for the position instead "
          + "of \(market.margin), which is more than is free")
    }
    watch(index)
    return nil
  }

  /// Lets an order that is on its way protect the position: it ends when the position does.
  ///
  /// - Parameters:
  ///   - number: A reduce-only order that has just been submitted.
  ///   - reason: What it is for.
  public mutating func makeGuard(_ number: Int, for reason: PaperReason) {
    guard let slot = orders.slot(of: number) else { return }
    precondition(orders[slot].place == .nowhere, "An order becomes a guard before it arrives")
    orders[slot].isGuard = true
    orders[slot].reason = reason
  }

  /// Makes a pair of two guards: when one is triggered, the other is cancelled.
  public mutating func pair(_ first: Int, _ second: Int) {
    guard let slot = orders.slot(of: first), let other = orders.slot(of: second) else { return }
    orders[slot].sibling = second
    orders[other].sibling = first
  }
}
