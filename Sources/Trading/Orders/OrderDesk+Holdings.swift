package import Domain
package import Ledger
internal import Lifecycle
internal import Matching
package import VenueInterface

/// Why what an account holds cannot be told.
package enum DeskFailure: Error {
  case ledger(LedgerError)
  case venue(VenueError)
}

/// A position with everything that is known about it.
package struct Holding: Sendable {
  package let symbol: Symbol
  package let side: PositionSide
  /// The same where the account holds both sides of the market apart; nil where there is only one.
  package var positionSide: PositionSide?
  /// Base units, or quote units of an inverse contract; above zero.
  package let quantity: Quantity
  package var entryPrice: Price?
  package var cost: Notional?
  package var markPrice: Price?
  package var unrealizedProfit: Notional?
  /// Of the parts that were closed, fees not counted.
  package var realizedProfit: Notional?
  package var fees: Notional?
  package var margin: Notional?
  package var leverage: Rate?
  package var liquidationPrice: Price?
  package var stopLoss: Price?
  package var takeProfit: Price?
  package var openedAt: Timestamp?
  package var strategy: String?

  package init(symbol: Symbol, side: PositionSide, quantity: Quantity) {
    self.symbol = symbol
    self.side = side
    self.quantity = quantity
  }

  /// What it is worth at its mark, in the quote currency.
  package var notional: Notional? {
    if symbol.isInverse { return Notional(scaled: quantity.scaled) }
    return markPrice.flatMap { try? $0 * quantity }
  }

  /// What an amount of its settlement currency is in the quote currency; nil for an inverse
  /// contract without a mark.
  package func quoteValue(of amount: Notional?) -> Notional? {
    guard symbol.isInverse else { return amount }
    guard let amount, let markPrice else { return nil }
    return try? symbol.quoteValue(of: amount, at: markPrice)
  }
}

extension OrderDesk {
  /// The open positions by symbol: the venue's own word, with what the ledger knows beside it.
  ///
  /// - Parameter symbol: The market; nil for all of them.
  /// - Returns: Them.
  /// - Throws: Why they are not known.
  package func holdings(in symbol: Symbol? = nil) throws(DeskFailure) -> [Holding] {
    var found: [Holding] = []
    switch market {
    case .paper(let paper):
      try reading { () throws(LedgerError) in
        try ledger.read { view throws(LedgerError) in try paper.open(view) }
      }
      found = paper.positions.filter { symbol == nil || $0.symbol == symbol }
        .compactMap { Holding($0.symbol, $0.position) }
    case .venue(let client):
      do throws(VenueError) {
        let told =
          if let symbol { try client.positions(in: symbol) } else { try client.positions() }
        found = told.map(Holding.init)
      } catch {
        throw .venue(error)
      }
    }
    found.sort {
      ($0.symbol.description, $0.side.rawValue) < ($1.symbol.description, $1.side.rawValue)
    }
    try reading { () throws(LedgerError) in
      try ledger.read { view throws(LedgerError) in
        for place in found.indices { try complete(&found[place], view) }
      }
    }
    return found
  }

  /// What the account has of each asset.
  package func balances() throws(DeskFailure) -> [Balance] {
    switch market {
    case .paper(let paper):
      try reading { () throws(LedgerError) in
        try ledger.read { view throws(LedgerError) in try paper.open(view) }
      }
      do throws(DecimalError) {
        return [try paper.balance]
      } catch {
        throw .ledger(.notReckonable(symbol: paper.currency))
      }
    case .venue(let client):
      do throws(VenueError) { return try client.balances() } catch { throw .venue(error) }
    }
  }

  /// What a market pays, as far as anybody has told.
  package func price(of symbol: Symbol) throws(DeskFailure) -> Price? {
    switch market {
    case .paper(let paper):
      if let price = paper.lastPrice(of: symbol) { return price }
    case .venue(let client):
      do throws(VenueError) {
        if let price = try client.price(of: symbol)?.price { return price }
      } catch {
        throw .venue(error)
      }
    }
    return try reading { () throws(LedgerError) in
      try ledger.read { view throws(LedgerError) in
        try view.price(of: symbol, at: scope.venue)?.last
      }
    }
  }

  private func reading<Result>(
    _ body: () throws(LedgerError) -> Result
  ) throws(DeskFailure) -> Result {
    do throws(LedgerError) { return try body() } catch { throw .ledger(error) }
  }

  /// Adds what the ledger knows: since when, what it has realized, and where it is protected.
  private func complete(
    _ holding: inout Holding, _ view: any LedgerView
  ) throws(LedgerError) {
    let positionSide = holding.positionSide
    let known = try view.positions(in: scope, symbol: holding.symbol)
    if let stored = known.first(where: { $0.positionSide == positionSide }) {
      holding.openedAt = stored.openedAt
      holding.realizedProfit = stored.realizedProfit
      holding.fees = stored.fees
      holding.strategy = stored.strategy
      holding.stopLoss = stored.stopLoss
      holding.takeProfit = stored.takeProfit
      holding.leverage = holding.leverage ?? stored.leverage
      holding.cost = holding.cost ?? stored.position.cost
    }
    // The orders that stand there say more than what was wished for.
    var query = OrderQuery(scope: scope)
    query.symbol = holding.symbol
    query.isFinal = false
    for order in try view.orders(query) {
      guard order.life.terms.side == holding.side.entrySide.opposite else { continue }
      switch order.role {
      case .stopLoss: holding.stopLoss = order.life.terms.stopPrice
      case .takeProfit: holding.takeProfit = order.life.terms.stopPrice
      case .entry, .slice, .oneCancelsOther, .close, .emergency, .liquidation: break
      }
    }
  }

  /// Positions that were closed at a time or later.
  package func closedPositions(since: Timestamp) throws(LedgerError) -> [ClosedPosition] {
    try ledger.read { view throws(LedgerError) in
      try view.closedPositions(in: scope, since: since)
    }
  }

  /// What the account has traded.
  package func fills(_ query: FillQuery) throws(LedgerError) -> [StoredFill] {
    try ledger.read { view throws(LedgerError) in try view.fills(query) }
  }
}

extension Holding {
  /// Nil for a market in which nothing is held.
  fileprivate init?(_ symbol: Symbol, _ held: PaperPosition) {
    guard let side = held.position.side else { return nil }
    self.init(symbol: symbol, side: side, quantity: held.position.quantity.magnitude)
    entryPrice = held.position.entryPrice
    cost = held.position.cost
    markPrice = held.lastPrice
    unrealizedProfit = held.lastPrice.flatMap { try? held.position.unrealizedProfit(at: $0) }
    margin = held.margin
    leverage = held.leverage
    liquidationPrice = held.liquidationPrice
  }

  fileprivate init(_ position: VenuePosition) {
    self.init(symbol: position.symbol, side: position.side, quantity: position.quantity)
    entryPrice = position.entryPrice
    markPrice = position.markPrice
    unrealizedProfit = position.profit
    if position.isHedged { positionSide = position.side }
    leverage = position.leverage
    liquidationPrice = position.liquidationPrice
  }
}
