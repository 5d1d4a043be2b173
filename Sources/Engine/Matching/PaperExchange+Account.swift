public import Domain

/// A position of the paper account.
public struct PaperPosition: Hashable, Sendable {
  public let position: Position
  /// Notional over margin.
  public let leverage: Rate
  /// What is held for it.
  public let margin: Notional
  /// Nil where no price above zero liquidates it.
  public let liquidationPrice: Price?
  /// Nil before the market's first event.
  public let lastPrice: Price?
}

extension PaperExchange {
  /// What was put in, plus realized profit, minus fees.
  public var cash: Notional { account.cash }

  /// The profit of all that was closed, fees not counted.
  public var realizedProfit: Notional { account.realized }

  public var fees: Notional { account.fees }

  public func instrument(of market: MarketIndex) -> Instrument {
    instruments[market.position]
  }

  public func lastPrice(in market: MarketIndex) -> Price? { lastPrice(market.position) }

  /// The position in a market, flat or not.
  public func position(in market: MarketIndex) -> PaperPosition {
    let state = markets[market.position]
    return PaperPosition(
      position: state.position, leverage: state.leverage, margin: state.margin,
      liquidationPrice: state.liquidationPrice, lastPrice: lastPrice(market.position))
  }

  /// The orders that can still change, by number; those on their way are `pending`.
  public var openOrders: [PaperOrderUpdate] {
    orders.numbers.compactMap { number in
      guard let slot = orders.slot(of: number) else { return nil }
      let order = orders[slot]
      return order.update(order.openStatus, nil, at: order.arrival)
    }
  }

  /// Cash and what the positions would gain if they were closed at these prices.
  ///
  /// - Parameter mark: The price of a market; nil means its last price.
  /// - Returns: Negative where the account has lost more than it had.
  /// - Throws: `.overflow`.
  public func equity(
    at mark: (MarketIndex) -> Price? = { _ in nil }
  ) throws(DecimalError) -> Notional {
    var equity = account.cash
    for index in markets.indices where !markets[index].position.isFlat {
      guard let price = mark(MarketIndex(index)) ?? lastPrice(index) else { continue }
      equity = try equity + markets[index].position.unrealizedProfit(at: price)
    }
    return equity
  }

  /// Equity that neither a position nor an order holds; below zero after losses.
  ///
  /// What was paid in full counts as spent: its gains buy nothing until it is sold.
  ///
  /// - Throws: `.overflow`.
  public var freeMargin: Notional { get throws(DecimalError) { try free(except: nil) } }

  /// The account's currency as a venue would report it.
  public var balance: Balance {
    get throws(DecimalError) {
      var locked = account.reserved
      for market in markets { locked = try locked + market.margin }
      return Balance(asset: currency, free: try freeMargin, locked: locked)
    }
  }

  /// Puts money into the account, or takes it out where it is negative.
  ///
  /// - Returns: False, and nothing has changed, where more would be taken out than is free.
  /// - Throws: `.overflow`, and nothing has changed.
  public mutating func deposit(_ amount: Notional) throws(DecimalError) -> Bool {
    let rest = try freeMargin + amount
    if amount.isNegative, rest.isNegative { return false }
    let start = try account.start + amount
    account.cash = try account.cash + amount
    account.start = start
    return true
  }

  /// Free margin without the part of one market's position.
  func free(except excluded: Int?) throws(DecimalError) -> Notional {
    var free = try account.cash - account.reserved
    for index in markets.indices where index != excluded && !markets[index].position.isFlat {
      let market = markets[index]
      free = try free - market.margin
      if !market.isPaidInFull(market.leverage), let price = lastPrice(index) {
        free = try free + market.position.unrealizedProfit(at: price)
      }
    }
    return free
  }

  func lastPrice(_ market: Int) -> Price? {
    let last = watches[market].last
    return last > 0 ? Price(scaled: last) : nil
  }
}
