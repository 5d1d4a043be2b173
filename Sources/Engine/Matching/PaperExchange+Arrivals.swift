import Domain

extension PaperExchange {
  /// Judges what has arrived before `time`, or at it in one market.
  mutating func admit(
    before time: Timestamp, orAtIn market: Int?, into events: inout PaperEvents
  ) {
    while let arrival = arrivals.next(before: time, orAtIn: market) {
      // An order that ended on its way is not there any more.
      guard let slot = orders.slot(of: arrival.number) else { continue }
      if arrival.isCancel {
        end(slot, .cancelled, reason: .cancelRequested, at: arrival.time, into: &events)
      } else {
        admit(slot, into: &events)
      }
    }
    nextArrival = arrivals.nextTime
  }

  private mutating func admit(_ slot: Int, into events: inout PaperEvents) {
    let time = orders[slot].arrival
    if let refusal = complete(slot) ?? judge(slot) {
      end(slot, .rejected, refusal: refusal, at: time, into: &events)
      return
    }
    if orders[slot].isGuard { markets[orders[slot].market].protective.append(slot) }
    if canTakeAtOnce(orders[slot]) { wait(slot) } else { rest(slot) }
    events.append(.order(orders[slot].update(.accepted, nil, at: time)))
  }

  /// Whether an order that has arrived tries the next event instead of waiting for its price.
  private func canTakeAtOnce(_ order: OpenOrder) -> Bool {
    if order.isDormant { return false }
    guard order.terms.timeInForce == .goodTillCancelled, let last = lastPrice(order.market) else {
      return true
    }
    return order.isMarketable(at: last)
  }

  /// Fills in what an intent leaves to the account: the close's side and quantity, the leverage.
  private mutating func complete(_ slot: Int) -> PaperRefusal? {
    let terms = orders[slot].terms
    let market = markets[orders[slot].market]
    if terms.isClose {
      guard let held = market.position.side else {
        return PaperRefusal(
          .nothingToClose,
          "there is no position in \(instruments[orders[slot].market].symbol) to close")
      }
      orders[slot].side = held.entrySide.opposite
      orders[slot].quantity = market.position.quantity.magnitude
      orders[slot].isReduceOnly = true
    }
    orders[slot].leverage =
      terms.leverage ?? (market.position.isFlat ? leverage(of: market) : market.leverage)
    return nil
  }

  /// Why an order that has arrived is refused; its margin is reserved where it is not.
  private mutating func judge(_ slot: Int) -> PaperRefusal? {
    let order = orders[slot]
    let market = markets[order.market]
    let last = lastPrice(order.market)
    if let refusal = OrderShape.refusal(of: order, in: instruments[order.market], last: last) {
      return refusal
    }
    if let refusal = leverageRefusal(order, in: market) { return refusal }
    if order.isReduceOnly, market.closable(order.side).isZero {
      return PaperRefusal(
        .reduceOnly, "there is no position that a \(order.side.rawValue) order could reduce")
    }
    if order.terms.isPostOnly, !order.isDormant, let last, order.isMarketable(at: last) {
      return .postOnly(order, at: last)
    }
    if let refusal = shortSpotRefusal(order, in: market) { return refusal }
    return reserve(slot)
  }

  private func leverageRefusal(_ order: OpenOrder, in market: PaperMarket) -> PaperRefusal? {
    leverageRefusal(order.leverage, in: market, instruments[order.market].symbol)
  }

  /// Why a leverage is not possible on a market.
  func leverageRefusal(
    _ leverage: Rate, in market: PaperMarket, _ symbol: Symbol
  ) -> PaperRefusal? {
    guard leverage >= .one, leverage <= PaperRules.maximumLeverage else {
      return PaperRefusal(
        .leverage, "a leverage of \(leverage) is not within 1 and \(PaperRules.maximumLeverage)")
    }
    guard leverage == .one || !market.isSpot || rules.allowsSpotMargin
    else {
      return PaperRefusal(
        .leverage, "spot margin is off, and \(symbol) is a spot symbol")
    }
    // The margin would be below the maintenance margin from the start.
    if let share = try? rules.maintenanceRate * leverage, share >= .one {
      return PaperRefusal(
        .leverage,
        "a leverage of \(leverage) leaves no margin over a maintenance rate of "
          + "\(rules.maintenanceRate)")
    }
    return nil
  }

  /// An asset that is paid in full can only be sold by who holds it.
  private func shortSpotRefusal(_ order: OpenOrder, in market: PaperMarket) -> PaperRefusal? {
    guard order.side == .sell, !order.isReduceOnly, market.isPaidInFull(order.leverage) else {
      return nil
    }
    var unsold = market.closable(.sell)
    for slot in market.waiting + market.above.rungs.map(\.slot) {
      let other = orders[slot]
      guard other.side == .sell, !other.isReduceOnly, !other.isDormant else { continue }
      unsold = Quantity(scaled: unsold.scaled - other.remaining.scaled)
    }
    guard order.quantity > unsold else { return nil }
    return .shortSpot(
      instruments[order.market].symbol, sells: order.quantity, holds: max(unsold, .zero))
  }

  /// Checks that the account can pay for an order, and keeps the money free for it.
  ///
  /// An order that waits for its stop price is checked, but holds nothing until then.
  mutating func reserve(_ slot: Int) -> PaperRefusal? {
    let order = orders[slot]
    let market = markets[order.market]
    let closable = market.closable(order.side)
    guard !order.isReduceOnly, order.quantity > closable else { return nil }
    do {
      guard let worst = try worstPrice(of: order, in: market) else { return nil }
      let opened = try order.quantity - closable
      let margin = try (worst * opened).divided(by: order.leverage, rounding: .awayFromZero)
      let rate = max(rules.makerFee, rules.takerFee, .zero)
      let needed = try margin + (worst * order.quantity) * rate
      // Turning a position around gives back what it holds.
      let released = closable.isZero ? Notional.zero : market.margin
      let free = try freeMargin + released
      guard needed <= free else {
        return .insufficientBalance(needs: needed, free: free, currency)
      }
      guard !order.isDormant else { return nil }
      let reserved = max(try needed - released, .zero)
      account.reserved = try account.reserved + reserved
      orders[slot].reserved = reserved
      return nil
    } catch {
      return .overflow
    }
  }

  /// The price that needs the most margin; nil before the market's first price.
  private func worstPrice(
    of order: OpenOrder, in market: PaperMarket
  ) throws(DecimalError) -> Price? {
    let start = order.isDormant ? order.terms.stopPrice : lastPrice(order.market)
    if let limit = order.limit {
      return order.side == .buy ? limit : max(limit, start ?? limit)
    }
    guard let start else { return nil }
    return order.side == .buy
      ? try rules.slipped(start, .buy, tick: market.tick) : start
  }
}

extension PaperRefusal {
  static func insufficientBalance(
    needs: Notional, free: Notional, _ currency: String
  ) -> PaperRefusal {
    PaperRefusal(
      .insufficientBalance,
      "the order needs \(needs) \(currency) for margin and fees, \(free) \(currency) are free")
  }

  static func shortSpot(_ symbol: Symbol, sells: Quantity, holds: Quantity) -> PaperRefusal {
    PaperRefusal(
      .insufficientBalance,
      "the order sells \(sells) \(symbol.base), \(holds) \(symbol.base) can be sold; to go short "
        + "use the perpetual \(symbol.base)/\(symbol.quote):\(symbol.quote) or a leverage above 1")
  }

  static func postOnly(_ order: OpenOrder, at price: Price) -> PaperRefusal {
    PaperRefusal(
      .postOnly,
      "the post-only \(order.side.rawValue) order would take at once, the market is at \(price)")
  }
}
