internal import Domain
internal import Ledger
internal import Matching
internal import Trading
internal import Wire

extension RecordOutput {
  /// What an account has of an asset.
  mutating func write(
    _ balance: Balance, of scope: AccountScope, at time: Timestamp, value: Notional? = nil,
    failure: FailureDetail? = nil
  ) throws(StreamFailure) {
    begin(.balance)
    text.add(.asset, balance.asset)
    add(scope, at: time)
    text.add(.free, balance.free)
    text.add(.locked, balance.locked)
    // Free and locked are amounts of one asset, whose sum is a number in every account there is.
    text.add(.total, (try? balance.total) ?? balance.free)
    if let value { text.add(.notional, value) }
    if let failure { text.add(.error) { $0.add(failure) } }
    try end(isFailure: failure != nil)
  }

  /// A position that is open.
  mutating func write(
    _ holding: Holding, of scope: AccountScope, at time: Timestamp
  ) throws(StreamFailure) {
    begin(.position)
    text.add(.symbol, holding.symbol.description)
    add(scope, at: time)
    text.add(.side, word: holding.side.rawValue)
    if let side = holding.positionSide { text.add(.positionSide, word: side.rawValue) }
    if let price = holding.entryPrice ?? holding.markPrice {
      text.add(traded: holding.quantity, at: price, in: holding.symbol)
    } else {
      text.add(.quantity, holding.quantity)
    }
    if let price = holding.entryPrice { text.add(.entryPrice, price) }
    if let price = holding.markPrice { text.add(.markPrice, price) }
    if let profit = holding.unrealizedProfit { text.add(.unrealizedPnL, profit) }
    if let profit = holding.realizedProfit { text.add(.realizedPnL, profit) }
    if let fees = holding.fees { text.add(.fee, fees) }
    if let cost = holding.cost { text.add(.cost, cost) }
    if let leverage = holding.leverage { text.add(.leverage, leverage) }
    if let margin = holding.margin { text.add(.margin, margin) }
    if let price = holding.liquidationPrice { text.add(.liquidationPrice, price) }
    if let price = holding.stopLoss { text.add(.stopLoss, price) }
    if let price = holding.takeProfit { text.add(.takeProfit, price) }
    if let time = holding.openedAt { text.add(.openedAt, time) }
    if let strategy = holding.strategy { text.add(.strategy, strategy) }
    try end()
  }

  /// A position that is over.
  mutating func write(
    _ closed: ClosedPosition, of scope: AccountScope
  ) throws(StreamFailure) {
    begin(.position)
    text.add(.symbol, closed.symbol.description)
    add(scope, at: closed.closedAt)
    text.add(.side, word: closed.side.rawValue)
    text.add(traded: closed.quantity, at: closed.entryPrice, in: closed.symbol)
    text.add(.entryPrice, closed.entryPrice)
    text.add(.exitPrice, closed.exitPrice)
    text.add(.realizedPnL, closed.realizedProfit)
    text.add(.fee, closed.fees)
    text.add(.openedAt, closed.openedAt)
    text.add(.closedAt, closed.closedAt)
    text.add(.reason, closed.reason)
    if let strategy = closed.strategy { text.add(.strategy, strategy) }
    try end()
  }

  /// What a paper account is worth, and how that came about.
  mutating func writeWorth(
    of paper: PaperVenue, peak: Notional?, at time: Timestamp
  ) throws(StreamFailure) {
    guard let equity = try? paper.equity else { return }
    begin(.equity)
    text.add(.asset, paper.currency)
    add(paper.scope, at: time)
    text.add(.equity, equity)
    if let peak {
      let peak = max(peak, equity)
      text.add(.peak, peak)
      if let fall = Self.drawdownPercent(equity, below: peak) { text.add(.drawdownPercent, fall) }
    }
    text.add(.realizedPnL, paper.realizedProfit)
    if let profit = try? equity - paper.cash { text.add(.unrealizedPnL, profit) }
    text.add(.fee, paper.fees)
    text.add(.margin, paper.margin)
    text.add(.openOrders, paper.openOrderCount)
    try end()
  }

  /// How far equity is below its peak; nil where that cannot be said.
  static func drawdownPercent(_ equity: Notional, below peak: Notional) -> Rate? {
    try? (try? peak - equity)?.ratio(to: peak, rounding: .toNearestOrEven).percent
  }
}

extension PaperVenue {
  /// What its positions hold, in its currency.
  var margin: Notional {
    positions.reduce(.zero) { sum, held in (try? sum + held.position.margin) ?? sum }
  }
}
