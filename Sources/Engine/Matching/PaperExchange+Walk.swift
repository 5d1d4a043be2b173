public import Domain

extension PaperExchange {
  /// A trade near which an order stands.
  @usableFromInline @inline(never)
  mutating func match(
    _ trade: Trade, in market: Int, into events: inout PaperEvents
  ) throws(PaperError) {
    guard trade.price.isPositive, !trade.quantity.isNegative else { throw .invalidTrade(trade) }
    admit(before: trade.time, orAtIn: nil, into: &events)
    var occasion = occasion(
      at: trade.time, isCandle: false, volume: trade.quantity, in: market)
    arrive(at: trade.price, in: market, &occasion, into: &events)
  }

  /// A candle near which an order stands: open, nearer extreme, farther extreme, close.
  @usableFromInline @inline(never)
  mutating func match(_ candle: Candle, in market: Int, into events: inout PaperEvents) {
    admit(before: candle.openTime, orAtIn: market, into: &events)
    var occasion = occasion(
      at: candle.openTime, isCandle: true, volume: candle.volume, in: market)
    arrive(at: candle.open, in: market, &occasion, into: &events)
    // Where both are as near, the one that is not on the way to the close comes first.
    let up = candle.high.scaled - candle.open.scaled
    let down = candle.open.scaled - candle.low.scaled
    let isLowFirst = down == up ? candle.close >= candle.open : down < up
    let path =
      isLowFirst
      ? [candle.open, candle.low, candle.high, candle.close]
      : [candle.open, candle.high, candle.low, candle.close]
    for (start, end) in zip(path, path.dropFirst()) {
      walk(from: start, to: end, in: market, &occasion, into: &events)
    }
  }

  private mutating func occasion(
    at time: Timestamp, isCandle: Bool, volume: Quantity, in market: Int
  ) -> Occasion {
    lastTurn += 1
    var share: Quantity?
    if let participation = rules.participation {
      // A share of at most one cannot overflow.
      let part = Quantity(
        scaled: (try? FixedPoint.multiply(
          volume.scaled, participation.scaled, rounding: .towardZero)) ?? 0)
      let lot = markets[market].lot
      share = lot.isPositive ? (try? part.rounded(.towardZero, toMultipleOf: lot)) ?? part : part
    }
    return Occasion(turn: lastTurn, time: time, isCandle: isCandle, volume: share)
  }

  /// The market jumps to a price: first those that wait for the event, then those it reached.
  private mutating func arrive(
    at price: Price, in market: Int, _ occasion: inout Occasion, into events: inout PaperEvents
  ) {
    watches[market].last = price.scaled
    while let slot = markets[market].waiting.first(where: { occasion.isOpen(to: orders[$0]) }) {
      take(slot, near: price, &occasion, into: &events)
    }
    walk(from: price, to: price, in: market, &occasion, into: &events)
  }

  /// The market moves without a gap; every order has its turn where the path reaches it.
  private mutating func walk(
    from start: Price, to end: Price, in market: Int, _ occasion: inout Occasion,
    into events: inout PaperEvents
  ) {
    var at = start
    while let stop = nextStop(from: at, to: end, in: market, occasion) {
      at = stop.isBelow ? min(at, stop.price) : max(at, stop.price)
      watches[market].last = at.scaled
      if let slot = stop.slot {
        reach(slot, at: at, &occasion, into: &events)
      } else {
        liquidate(market, at: at, occasion, into: &events)
      }
    }
    watches[market].last = end.scaled
  }

  /// What a path reaches next: an order, or the liquidation of the position.
  private struct Stop {
    let price: Price
    let isBelow: Bool
    /// Nil is the liquidation.
    let slot: Int?
    let priority: Int
  }

  private func nextStop(
    from at: Price, to end: Price, in market: Int, _ occasion: Occasion
  ) -> Stop? {
    let below = nextBelow(min(at, end), in: market, occasion)
    let above = nextAbove(max(at, end), in: market, occasion)
    guard let below, let above else { return below ?? above }
    // Against the direction of the path only what is reached already counts: it comes first.
    let isBelowReached = end >= at || below.price >= at
    let isAboveReached = end <= at || above.price <= at
    if isBelowReached != isAboveReached { return isBelowReached ? below : above }
    return below.priority < above.priority ? below : above
  }

  private func nextBelow(_ lowest: Price, in index: Int, _ occasion: Occasion) -> Stop? {
    let rung = markets[index].below.first(reachedBy: lowest.scaled) {
      occasion.isOpen(to: orders[$0])
    }
    if markets[index].position.quantity.isPositive, let price = markets[index].liquidationPrice,
      lowest <= price, markets[index].liquidationTurn != occasion.turn,
      rung.map({ $0.key < price.scaled }) ?? true
    {
      return Stop(price: price, isBelow: true, slot: nil, priority: .max)
    }
    guard let rung, let price = orders[rung.slot].awaited else { return nil }
    return Stop(price: price, isBelow: true, slot: rung.slot, priority: rung.priority)
  }

  private func nextAbove(_ highest: Price, in index: Int, _ occasion: Occasion) -> Stop? {
    let rung = markets[index].above.first(reachedBy: -highest.scaled) {
      occasion.isOpen(to: orders[$0])
    }
    if markets[index].position.quantity.isNegative, let price = markets[index].liquidationPrice,
      highest >= price, markets[index].liquidationTurn != occasion.turn,
      rung.map({ -$0.key > price.scaled }) ?? true
    {
      return Stop(price: price, isBelow: false, slot: nil, priority: .max)
    }
    guard let rung, let price = orders[rung.slot].awaited else { return nil }
    return Stop(price: price, isBelow: false, slot: rung.slot, priority: rung.priority)
  }

  /// The market has come to an order's price.
  private mutating func reach(
    _ slot: Int, at price: Price, _ occasion: inout Occasion, into events: inout PaperEvents
  ) {
    guard orders[slot].isDormant else {
      orders[slot].lastTurn = occasion.turn
      execute(slot, as: .maker, near: price, &occasion, into: &events)
      return
    }
    leavePlace(slot)
    orders[slot].isTriggered = true
    if let sibling = orders[slot].sibling.flatMap(orders.slot(of:)) {
      end(sibling, .cancelled, reason: .linkedOrder, at: occasion.time, into: &events)
    }
    if orders[slot].terms.type.hasPrice, let refusal = reserve(slot) {
      end(slot, .rejected, refusal: refusal, at: occasion.time, into: &events)
      return
    }
    wait(slot)
    take(slot, near: price, &occasion, into: &events)
  }

  /// An order that waited for this event takes what it can of it.
  private mutating func take(
    _ slot: Int, near price: Price, _ occasion: inout Occasion, into events: inout PaperEvents
  ) {
    let order = orders[slot]
    orders[slot].lastTurn = occasion.turn
    guard order.isMarketable(at: price) else {
      if order.terms.timeInForce == .goodTillCancelled {
        // It has not had its turn: the rest of a candle may come through its price.
        orders[slot].lastTurn = 0
        rest(slot)
      } else {
        expire(slot, at: occasion.time, into: &events)
      }
      return
    }
    if order.terms.isPostOnly {
      end(
        slot, .rejected, refusal: .postOnly(order, at: price), at: occasion.time, into: &events)
      return
    }
    execute(slot, as: .taker, near: price, &occasion, into: &events)
    guard orders.slot(of: order.number) == slot else { return }
    if order.terms.timeInForce != .goodTillCancelled {
      expire(slot, at: occasion.time, into: &events)
    } else if order.limit != nil {
      rest(slot)
    }
  }

  /// Ends an order whose time in force is over.
  private mutating func expire(_ slot: Int, at time: Timestamp, into events: inout PaperEvents) {
    let isKill = orders[slot].terms.timeInForce == .fillOrKill
    end(
      slot, .expired, reason: isKill ? .fillOrKill : .immediateOrCancel, at: time, into: &events)
  }

  /// Closes a position that has lost its margin, whatever the event's volume.
  private mutating func liquidate(
    _ index: Int, at price: Price, _ occasion: Occasion, into events: inout PaperEvents
  ) {
    let market = markets[index]
    markets[index].liquidationTurn = occasion.turn
    guard let held = market.position.side else { return }
    lastNumber += 1
    let side = held.entrySide.opposite
    let quantity = market.position.quantity.magnitude
    var order = OpenOrder(
      number: lastNumber, reference: nil, parent: nil, market: index, arrival: occasion.time,
      terms: OrderTerms(.market),
      side: side, quantity: quantity, isReduceOnly: true)
    order.reason = .liquidation
    order.leverage = market.leverage
    let slot = orders.insert(order)
    var whole = occasion
    whole.volume = nil
    execute(slot, as: .taker, near: price, &whole, into: &events)
  }
}
