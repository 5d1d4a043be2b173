package import Domain
internal import Ledger
package import Matching

extension PaperVenue {
  package var currency: String { exchange.currency }

  package var balance: Balance { get throws(DecimalError) { try exchange.balance } }

  package var equity: Notional { get throws(DecimalError) { try exchange.equity() } }

  /// What can still be put up as margin.
  package var freeMargin: Notional { get throws(DecimalError) { try exchange.freeMargin } }

  /// What was put in, what was gained and what was paid, exactly: start + realized − fees = cash.
  package var realizedProfit: Notional { exchange.realizedProfit }
  package var fees: Notional { exchange.fees }
  package var cash: Notional { exchange.cash }

  /// What each market paid last.
  package var marks: [Symbol: Price] {
    var marks: [Symbol: Price] = [:]
    for market in markets { marks[market.symbol] = exchange.lastPrice(in: market.index) }
    return marks
  }

  /// The open positions.
  package var positions: [(symbol: Symbol, position: PaperPosition)] {
    markets.map { ($0.symbol, exchange.position(in: $0.index)) }
      .filter { !$0.position.position.isFlat }
  }

  /// What the open positions are held at.
  package var leverages: [Symbol: Rate] {
    var leverages: [Symbol: Rate] = [:]
    for (symbol, held) in positions { leverages[symbol] = held.leverage }
    return leverages
  }

  /// How many orders can still change.
  package var openOrderCount: Int { rows.count }

  /// Puts money in, or takes it out where it is negative.
  ///
  /// - Returns: False, and nothing has changed, where more would be taken out than is free.
  /// - Throws: `.overflow`.
  package func deposit(_ amount: Notional) throws(DecimalError) -> Bool {
    try exchange.deposit(amount)
  }

  /// Sets the leverage of a market, and of its position where there is one.
  ///
  /// - Returns: Why that is not possible; nil where it is done.
  /// - Throws: What keeps the market from being simulated.
  package func setLeverage(
    _ leverage: Rate, of symbol: Symbol
  ) throws(PaperError) -> PaperRefusal? {
    exchange.setLeverage(leverage, in: markets[try openMarket(symbol)].index)
  }

  /// Begins anew: all is cash, no market has been shown anything.
  ///
  /// The ledger has to let go of what it keeps of the account before this is settled.
  package func restart(equity: Notional, currency: String) {
    let counted = exchange.restarted(startingEquity: equity, currency: currency)
    let version = version
    forget()
    exchange = counted
    exchange.beginChanges()
    // Whoever knows the account as it was is not to take the new one for it.
    self.version = version
  }
}
