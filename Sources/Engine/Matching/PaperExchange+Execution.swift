import Domain

extension PaperExchange {
  /// Fills what it can of an order at once.
  ///
  /// A maker gets its own price. A taker gets the market's, made worse by the slippage but never
  /// worse than its limit. What cannot be settled ends the order and changes nothing else.
  mutating func execute(
    _ slot: Int, as liquidity: Liquidity, near reference: Price, _ occasion: inout Occasion,
    into events: inout PaperEvents
  ) {
    let order = orders[slot]
    let market = markets[order.market]
    let time = occasion.time
    var wanted = order.remaining
    if order.isReduceOnly {
      wanted = min(wanted, market.closable(order.side))
      guard wanted.isPositive else {
        end(slot, .cancelled, reason: .positionClosed, at: time, into: &events)
        return
      }
    }
    let amount = occasion.volume.map { min(wanted, $0) } ?? wanted
    // Nothing, or not all of an order that wants all: its time in force says what becomes of it.
    guard amount.isPositive, amount == wanted || order.terms.timeInForce != .fillOrKill
    else { return }
    do {
      var price = reference
      if liquidity == .taker {
        price = try rules.slipped(reference, order.side, tick: market.tick)
      }
      if let limit = order.limit {
        if liquidity == .maker { price = limit }
        price = order.side == .buy ? min(price, limit) : max(price, limit)
      }
      let settlement = try settlement(
        of: order, amount: amount, at: price, near: reference, as: liquidity)
      if let refusal = refusal(of: settlement, for: order) {
        refuse(slot, refusal, at: time, into: &events)
        return
      }
      if let volume = occasion.volume { occasion.volume = try volume - amount }
      commit(settlement, of: slot, as: liquidity, at: time, into: &events)
      tell(settlement, of: slot, held: market.position, occasion, into: &events)
    } catch {
      refuse(slot, .overflow, at: time, into: &events)
    }
  }

  /// Why the account cannot pay for a fill; closing is always paid for.
  private func refusal(of settlement: Settlement, for order: OpenOrder) -> PaperRefusal? {
    guard settlement.opened.isPositive else { return nil }
    let market = markets[order.market]
    if order.side == .sell, market.isPaidInFull(order.leverage) {
      return .shortSpot(
        instruments[order.market].symbol, sells: settlement.amount, holds: market.closable(.sell))
    }
    if !settlement.free.isNegative || settlement.needed <= settlement.granted { return nil }
    // Both amounts were within range a moment ago, so that their sum is a number worth telling.
    let free = (try? settlement.free + settlement.needed) ?? settlement.free
    return .insufficientBalance(needs: settlement.needed, free: free, currency)
  }

  private mutating func refuse(
    _ slot: Int, _ refusal: PaperRefusal, at time: Timestamp, into events: inout PaperEvents
  ) {
    // An order that has filled in part was not rejected: the rest of it was.
    let status = orders[slot].filled.isPositive ? OrderStatus.cancelled : .rejected
    end(slot, status, refusal: refusal, at: time, into: &events)
  }

  private mutating func commit(
    _ settlement: Settlement, of slot: Int, as liquidity: Liquidity, at time: Timestamp,
    into events: inout PaperEvents
  ) {
    account.cash = settlement.cash
    account.realized = settlement.totalRealized
    account.fees = settlement.totalFees
    account.reserved = settlement.totalReserved
    orders[slot].filled = settlement.filled
    orders[slot].traded = settlement.traded
    orders[slot].fee = settlement.orderFee
    orders[slot].reserved = settlement.reserved
    let order = orders[slot]
    markets[order.market].position = settlement.position
    markets[order.market].leverage = settlement.leverage
    markets[order.market].margin = settlement.margin
    markets[order.market].liquidationPrice = settlement.liquidationPrice
    watch(order.market)
    lastFillNumber += 1
    events.append(
      .fill(
        PaperFill(
          reference: order.reference, number: order.number, fillNumber: lastFillNumber,
          parent: order.parent, market: MarketIndex(order.market),
          fill: Fill(
            side: order.side, price: settlement.price, quantity: settlement.amount,
            fee: settlement.fee, liquidity: liquidity, time: time),
          realizedProfit: settlement.realized, slippageCost: settlement.slippageCost,
          position: settlement.position, reason: order.reason)))
  }

  /// Tells where a filled order stands, and brings its position's protection in line.
  private mutating func tell(
    _ settlement: Settlement, of slot: Int, held: Position, _ occasion: Occasion,
    into events: inout PaperEvents
  ) {
    let order = orders[slot]
    let time = occasion.time
    if order.remaining.isZero {
      end(slot, .filled, at: time, into: &events)
    } else if order.isReduceOnly, settlement.position.isFlat {
      end(slot, .cancelled, reason: .positionClosed, at: time, into: &events)
    } else {
      events.append(.order(order.update(.partiallyFilled, nil, at: time)))
    }
    if let side = held.side, side != settlement.position.side {
      let reason: PaperReason = order.reason == .liquidation ? .liquidation : .positionClosed
      for protective in markets[order.market].protective {
        end(protective, .cancelled, reason: reason, at: time, into: &events)
      }
    }
    protect(settlement.opened, openedBy: order, occasion, into: &events)
  }
}
